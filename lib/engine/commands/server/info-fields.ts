/** The lines of a section of INFO: names and values. */
export type Fields = readonly (readonly [name: string, value: string | number | bigint])[];

/** Bytes as people read them: `512B`, `1.50M`. */
export function humanBytes(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? `${value}B` : `${value.toFixed(2)}${units[unit]}`;
}

/** A ratio with two digits behind the point; 0 where there is nothing to divide by. */
export function ratio(part: number, whole: number): string {
  return (whole === 0 ? 0 : part / whole).toFixed(2);
}

/** A part of something in percent. */
export function percent(part: number, whole: number): string {
  return `${ratio(100 * part, whole)}%`;
}
