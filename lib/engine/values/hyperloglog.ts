import type { Bytes } from '../bytes.js';
import { normalize, type Int64 } from '../int64.js';
import { ByteBuffer } from './byte-buffer.js';
import { estimate, newHistogram, type Histogram } from './hyperloglog-estimate.js';
import { observe, REGISTERS } from './hyperloglog-hash.js';
import {
  appendRun,
  isLong,
  joined,
  MAX_SPARSE_VALUE,
  runOf,
  valueOf,
} from './hyperloglog-sparse.js';
import type { StringValue } from './value.js';

const MAGIC = 'HYLL';
const HEADER_BYTES = 16;
const ENCODING_AT = 4;
/** The last count, in 8 bytes, lowest first. */
const COUNT_AT = 8;
/** Its highest bit tells that the count is stale. */
const STALE_AT = 15;
const STALE = 0x80;
const DENSE = 0;
const SPARSE = 1;
const REGISTER_BITS = 6;
const MAX_REGISTER = 2 ** REGISTER_BITS - 1;
const DENSE_BYTES = HEADER_BYTES + (REGISTERS * REGISTER_BITS) / 8;
/** How many opcodes are looked at for a pair to join, after a change. */
const JOIN_WINDOW = 5;

/** Whether a string is a HyperLogLog as far as its header and its length tell. */
export function isHyperLogLog(value: StringValue): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return false;
  const { length } = value;
  if (length < HEADER_BYTES) return false;
  const header = value.slice(0, ENCODING_AT + 1);
  const encoding = header.charCodeAt(ENCODING_AT);
  if (!header.startsWith(MAGIC) || encoding > SPARSE) return false;
  return encoding === SPARSE || length === DENSE_BYTES;
}

/**
 * A view of a string as a HyperLogLog, in Redis's own representation: a header of 16 bytes (`HYLL`, the encoding, three
 * unused bytes, the last count), then 16384 registers, either dense with 6 bits each, lowest bit first, or sparse as
 * the opcodes of `hyperloglog-sparse.ts`. What the opcodes of a string from elsewhere say may not make sense: methods
 * that need them return `undefined` then.
 */
export class HyperLogLog {
  /** @param buffer a string for which {@link isHyperLogLog} holds; changes are made in place */
  constructor(readonly buffer: ByteBuffer) {}

  /** One without elements. */
  static create(): HyperLogLog {
    const bytes = Buffer.alloc(HEADER_BYTES + 2);
    const opcodes: number[] = [];
    appendRun(opcodes, 0, REGISTERS);
    bytes.latin1Write(MAGIC, 0);
    bytes[ENCODING_AT] = SPARSE;
    bytes.set(opcodes, HEADER_BYTES);
    return new HyperLogLog(new ByteBuffer(bytes));
  }

  get encoding(): 'dense' | 'sparse' {
    return this.buffer.at(ENCODING_AT) === DENSE ? 'dense' : 'sparse';
  }

  /** The count that was found last, `undefined` when registers have changed since. */
  get cachedCount(): Int64 | undefined {
    if ((this.buffer.at(STALE_AT) & STALE) !== 0) return undefined;
    return normalize(this.buffer.view(COUNT_AT, HEADER_BYTES).readBigInt64LE());
  }

  cacheCount(count: Int64): void {
    this.buffer.view(COUNT_AT, HEADER_BYTES).writeBigInt64LE(BigInt(count));
  }

  forgetCount(): void {
    this.buffer.setAt(STALE_AT, this.buffer.at(STALE_AT) | STALE);
  }

  /**
   * Counts an element.
   * @param sparseLimit a sparse representation longer than this many bytes becomes dense
   * @returns whether a register has changed
   */
  add(element: Bytes, sparseLimit: Int64): boolean | undefined {
    const { index, rank } = observe(element);
    return this.raise(index, rank, sparseLimit);
  }

  /** Gives a register a value unless it has a higher one. @returns whether it has changed */
  raise(index: number, value: number, sparseLimit: Int64): boolean | undefined {
    if (this.encoding === 'dense') return this.raiseDense(index, value);
    return value > MAX_SPARSE_VALUE
      ? this.promote(index, value)
      : this.raiseSparse(index, value, sparseLimit);
  }

  /** The estimated number of elements. */
  count(): Int64 | undefined {
    const histogram = newHistogram();
    if (this.encoding === 'dense') {
      const { buffer } = this;
      for (let i = 0; i < REGISTERS; i++) histogram[registerAt(buffer, i)]!++;
    } else {
      const total = this.forEachRun((value, run) => void (histogram[value]! += run));
      if (total !== REGISTERS) return undefined;
    }
    return estimate(histogram);
  }

  /** Raises the values of others to those of the registers. @returns `undefined` when there is nonsense */
  mergeInto(registers: Uint8Array): true | undefined {
    if (this.encoding === 'dense') {
      for (let i = 0; i < REGISTERS; i++) {
        registers[i] = Math.max(registers[i]!, registerAt(this.buffer, i));
      }
      return true;
    }
    let first = 0;
    const total = this.forEachRun((value, run) => {
      const end = value > 0 ? first + run : first;
      for (let i = first; i < end; i++) if (value > registers[i]!) registers[i] = value;
      first += run;
    });
    return total === REGISTERS ? true : undefined;
  }

  /** Makes the representation dense. @returns `undefined` when there is nonsense */
  makeDense(): true | undefined {
    if (this.encoding === 'dense') return true;
    const registers = new Uint8Array(REGISTERS);
    if (this.mergeInto(registers) === undefined) return undefined;
    const dense = Buffer.alloc(DENSE_BYTES);
    dense.set(this.buffer.view(0, HEADER_BYTES));
    dense[ENCODING_AT] = DENSE;
    this.buffer.assign(dense);
    registers.forEach((value, i) => {
      if (value > 0) setRegister(this.buffer, i, value);
    });
    return true;
  }

  /** The values of all registers of a dense representation. */
  registers(): number[] {
    return Array.from({ length: REGISTERS }, (_, i) => registerAt(this.buffer, i));
  }

  /**
   * Visits the opcodes of a sparse representation.
   * @param visit is told the value and the number of registers, and whether that number takes two bytes
   * @returns how many registers there are in all
   */
  forEachRun(visit: (value: number, run: number, long: boolean) => void): number {
    const bytes = this.buffer.view();
    let total = 0;
    for (let at = HEADER_BYTES; at < bytes.length; at++) {
      const byte = bytes[at]!;
      const run = runOf(byte, bytes[at + 1] ?? 0);
      visit(valueOf(byte), run, isLong(byte));
      total += run;
      if (isLong(byte)) at++;
    }
    return total;
  }

  private raiseDense(index: number, value: number): boolean {
    if (registerAt(this.buffer, index) >= value) return false;
    setRegister(this.buffer, index, value);
    this.forgetCount();
    return true;
  }

  private promote(index: number, value: number): true | undefined {
    if (this.makeDense() === undefined) return undefined;
    this.raiseDense(index, value);
    return true;
  }

  private raiseSparse(index: number, value: number, sparseLimit: Int64): boolean | undefined {
    const { buffer } = this;
    const bytes = buffer.view();
    let previous = HEADER_BYTES;
    let at = HEADER_BYTES;
    let first = 0;
    let run = 0;
    for (; at < bytes.length; at += isLong(bytes[at]!) ? 2 : 1) {
      run = runOf(bytes[at]!, bytes[at + 1] ?? 0);
      if (index < first + run) break;
      previous = at;
      first += run;
    }
    if (at >= bytes.length) return undefined;
    const opcode = bytes[at]!;
    const held = valueOf(opcode);
    if (held >= value) return false;
    const split: number[] = [];
    appendRun(split, held, index - first);
    appendRun(split, value, 1);
    appendRun(split, held, first + run - 1 - index);
    const size = isLong(opcode) ? 2 : 1;
    const growth = split.length - size;
    if (growth > 0 && buffer.length + growth > sparseLimit) return this.promote(index, value);
    buffer.splice(at, size, split);
    this.join(previous);
    this.forgetCount();
    return true;
  }

  /** Joins neighbours of the same value among the opcodes from a place on. */
  private join(from: number): void {
    const { buffer } = this;
    let at = from;
    for (let left = JOIN_WINDOW; left > 0 && at < buffer.length; left--) {
      const opcode = buffer.at(at);
      const both = at + 1 < buffer.length ? joined(opcode, buffer.at(at + 1)) : undefined;
      if (both !== undefined) buffer.splice(at, 2, [both]);
      else at += isLong(opcode) ? 2 : 1;
    }
  }
}

/** The estimated number of elements of registers that were merged. */
export function countRegisters(registers: Uint8Array): Int64 {
  const histogram: Histogram = newHistogram();
  for (const value of registers) histogram[value]!++;
  return estimate(histogram);
}

/** A register of a dense representation; it may lie across two bytes. */
function registerAt(buffer: ByteBuffer, index: number): number {
  const bit = index * REGISTER_BITS;
  const at = HEADER_BYTES + (bit >> 3);
  const shift = bit & 7;
  const low = buffer.at(at) >> shift;
  return (shift > 2 ? low | (buffer.at(at + 1) << (8 - shift)) : low) & MAX_REGISTER;
}

function setRegister(buffer: ByteBuffer, index: number, value: number): void {
  const bit = index * REGISTER_BITS;
  const at = HEADER_BYTES + (bit >> 3);
  const shift = bit & 7;
  buffer.setAt(at, (buffer.at(at) & ~(MAX_REGISTER << shift)) | ((value << shift) & 0xff));
  if (shift <= 2) return;
  const rest = 8 - shift;
  buffer.setAt(at + 1, (buffer.at(at + 1) & ~(MAX_REGISTER >> rest)) | (value >> rest));
}

/** A new one for a string that holds a HyperLogLog; the string itself stays as it is. */
export function readHyperLogLog(value: StringValue): HyperLogLog {
  return new HyperLogLog(value instanceof ByteBuffer ? value : new ByteBuffer(value.toString()));
}
