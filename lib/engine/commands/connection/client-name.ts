import type { Bytes } from '../../bytes.js';

/** Whether a name can stand in CLIENT LIST: printable ASCII without spaces. */
export function isPrintable(name: Bytes): boolean {
  return /^[!-~]*$/.test(name);
}
