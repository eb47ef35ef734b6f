import { createHash, timingSafeEqual } from 'node:crypto';
import type { Bytes } from './bytes.js';

/** Compares a secret with what somebody claims it to be, in a time that tells neither content nor length. */
export function sameSecret(secret: Bytes, claim: Bytes): boolean {
  return timingSafeEqual(digest(secret), digest(claim));
}

function digest(bytes: Bytes): Buffer {
  return createHash('sha256').update(bytes, 'latin1').digest();
}
