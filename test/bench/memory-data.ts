/** The data of every memory measurement: keys of 11 bytes, values of 32 bytes, all different. */
const bytes = Buffer.alloc(64, 'x');
bytes.write('key:', 0, 'latin1');

function digits(n: number, from: number, to: number): void {
  for (let at = to - 1, rest = n; at >= from; at--, rest = Math.floor(rest / 10)) {
    bytes[at] = 48 + (rest % 10);
  }
}

/** `key:0000042`, a fresh string each time, as one that has just been received. */
export function key(i: number): string {
  digits(i, 4, 11);
  return bytes.toString('latin1', 0, 11);
}

/** 32 bytes that are no number. */
export function value(i: number): string {
  digits(i, 36, 48);
  return bytes.toString('latin1', 16, 48);
}

/** The time to live of a key in ms. */
export function ttl(i: number): number {
  return 3_600_000 + i;
}
