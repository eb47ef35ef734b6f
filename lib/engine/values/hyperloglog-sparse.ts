/**
 * The opcodes of a sparse HyperLogLog, one after the other:
 * `00llllll` stands for 1 to 64 empty registers, `01llllll llllllll` for 1 to 16384 of them, and `1vvvvvll` for 1 to 4
 * registers that all have the same value of 1 to 32.
 */
const LONG_ZERO = 0x40;
const VALUE = 0x80;
const MAX_ZERO_RUN = 64;
const MAX_VALUE_RUN = 4;
/** The largest value of a register that an opcode can hold. */
export const MAX_SPARSE_VALUE = 32;

/** Whether the opcode that begins with this byte has a value; otherwise its registers are empty. */
function isValue(byte: number): boolean {
  return (byte & VALUE) !== 0;
}

/** Whether the opcode that begins with this byte has another one. */
export function isLong(byte: number): boolean {
  return (byte & (VALUE | LONG_ZERO)) === LONG_ZERO;
}

/** The value of the registers of an opcode. @param byte its first */
export function valueOf(byte: number): number {
  return isValue(byte) ? ((byte >> 2) & 31) + 1 : 0;
}

/** How many registers an opcode stands for. @param byte its first @param next the one behind it */
export function runOf(byte: number, next: number): number {
  if (isValue(byte)) return (byte & 3) + 1;
  return isLong(byte) ? (((byte & 63) << 8) | next) + 1 : (byte & 63) + 1;
}

/** Appends the opcode for registers of one value; none for no registers. */
export function appendRun(opcodes: number[], value: number, run: number): void {
  if (run === 0) return;
  if (value > 0) opcodes.push(valueOpcode(value, run));
  else if (run <= MAX_ZERO_RUN) opcodes.push(run - 1);
  else opcodes.push(LONG_ZERO | ((run - 1) >> 8), (run - 1) & 0xff);
}

/** The opcode that two neighbours can become one of, or `undefined`. */
export function joined(byte: number, next: number): number | undefined {
  if (!isValue(byte) || !isValue(next) || valueOf(byte) !== valueOf(next)) return undefined;
  const run = runOf(byte, 0) + runOf(next, 0);
  return run <= MAX_VALUE_RUN ? valueOpcode(valueOf(byte), run) : undefined;
}

function valueOpcode(value: number, run: number): number {
  return VALUE | ((value - 1) << 2) | (run - 1);
}
