import { createHash, timingSafeEqual } from 'node:crypto';
import type { Bytes } from './bytes.js';

/** The SHA-256 of a secret in lower-case hexadecimal digits. */
export function hashSecret(secret: Bytes): Bytes {
  return createHash('sha256').update(secret, 'latin1').digest('hex');
}

/**
 * Whether a claim is one of the secrets with these hashes, in a time that tells neither which nor how near it is.
 * @param hashes as {@link hashSecret} makes them
 */
export function matchesSecret(hashes: readonly Bytes[], claim: Bytes): boolean {
  const claimed = Buffer.from(hashSecret(claim), 'latin1');
  let found = false;
  for (const hash of hashes) {
    if (timingSafeEqual(Buffer.from(hash, 'latin1'), claimed)) found = true;
  }
  return found;
}
