import type { Int64 } from './int64.js';

/** Up to where collections count as small: what OBJECT ENCODING answers follows these limits. */
export class EncodingLimits {
  hashMaxListpackEntries: Int64 = 512;
  /** bytes */
  hashMaxListpackValue: Int64 = 64;
  setMaxIntsetEntries: Int64 = 512;
  setMaxListpackEntries: Int64 = 128;
  /** bytes */
  setMaxListpackValue: Int64 = 64;
  zsetMaxListpackEntries: Int64 = 128;
  /** bytes */
  zsetMaxListpackValue: Int64 = 64;
  /** Elements of a list, or one of the sizes -1 (4 KB) to -5 (64 KB). */
  listMaxListpackSize: Int64 = -2;
  listCompressDepth: Int64 = 0;
  streamNodeMaxEntries: Int64 = 100;
  /** bytes */
  streamNodeMaxBytes: Int64 = 4096;
  /** bytes */
  hllSparseMaxBytes: Int64 = 3000;
}
