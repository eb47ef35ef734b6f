const PATTERN = /^(\d*)([kmg]?b?)$/i;
/** `k` is a thousand, `kb` is 1024. */
const UNITS: Readonly<Record<string, bigint>> = {
  '': 1n,
  b: 1n,
  k: 10n ** 3n,
  kb: 2n ** 10n,
  m: 10n ** 6n,
  mb: 2n ** 20n,
  g: 10n ** 9n,
  gb: 2n ** 30n,
};
const UINT64_BITS = 64;
const UINT64_MAX = 2n ** 64n - 1n;
/** Redis copies the digits into a buffer of this size. */
const MAX_DIGITS = 127;

/**
 * Reads an amount of memory as Redis's configuration does: digits and a unit of `b`, `k`, `kb`, `m`, `mb`, `g` or `gb`
 * in any case. No digits are 0; what exceeds 64 bits saturates, and a product that does wraps around.
 * @returns bytes, or `undefined` when it is none
 */
export function parseMemory(text: string): bigint | undefined {
  const match = PATTERN.exec(text);
  if (match === null || match[1]!.length > MAX_DIGITS) return undefined;
  const number = BigInt(match[1]!);
  const saturated = number > UINT64_MAX ? UINT64_MAX : number;
  return BigInt.asUintN(UINT64_BITS, saturated * UNITS[match[2]!.toLowerCase()]!);
}
