import { createHash } from 'node:crypto';

/** The registered claims of a JWT (RFC 7519, section 4.1) that matter here; times are in seconds since the epoch. */
export interface TokenClaims {
  /** The ID of the token. */
  readonly jti?: string;
  /** Whom the token is about. */
  readonly sub?: string;
  /** When it was issued. */
  readonly iat?: number;
  /** From when on it is not accepted any more. */
  readonly exp?: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** IDs are texts by the RFC, but numbers are common. */
const id = (value: unknown): string | undefined => {
  if (typeof value === 'string' && value !== '') return value;
  return Number.isFinite(value) || typeof value === 'bigint' ? String(value) : undefined;
};

const numericDate = (value: unknown): number | undefined =>
  Number.isFinite(value) ? (value as number) : undefined;

/** The claims that can be used of an object, be it the payload of a token or a user object made from it. */
export function readClaims(value: unknown): TokenClaims {
  if (!isObject(value)) return {};
  return {
    jti: id(value['jti']),
    sub: id(value['sub']),
    iat: numericDate(value['iat']),
    exp: numericDate(value['exp']),
  };
}

/**
 * The claims of a JWT in compact form, read without verification.
 * @returns none for a token that is no JWT
 */
export function decodeClaims(token: string): TokenClaims {
  const parts = token.split('.');
  if (parts.length !== 3) return {};
  try {
    return readClaims(JSON.parse(Buffer.from(parts[1]!, 'base64url').toString()));
  } catch {
    return {};
  }
}

export const sha256 = (text: string): string =>
  createHash('sha256').update(text).digest('base64url');

/**
 * What identifies a token without a `jti`. The signature of a JWT is left out: base64url has several spellings of
 * the same bytes, so a revoked token could be respelled there and would still verify. Header and payload cannot be,
 * they are signed as they are spelled. The parts of an encrypted JWT are respelled in one way.
 */
export function fingerprint(token: string): string {
  const parts = token.split('.');
  if (parts.length === 3) return sha256(parts.slice(0, 2).join('.'));
  if (parts.length === 5) {
    return sha256(
      parts.map((part) => Buffer.from(part, 'base64url').toString('base64url')).join('.'),
    );
  }
  return sha256(token);
}
