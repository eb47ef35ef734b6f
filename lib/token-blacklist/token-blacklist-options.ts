import type { ExecutionContext } from '@nestjs/common';
import { parseDuration } from '../engine/duration.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import {
  accepts,
  aFunction,
  checkKnownOptions,
  isRecord,
  isText,
  oneOf,
  type OptionCheck,
} from '../engine/known-options.js';
import type { TokenClaims } from './token-claims.js';

/** Finds the token of a request; `undefined` when it has none. */
export type TokenExtractor = (
  request: unknown,
  context: ExecutionContext,
) => string | undefined | Promise<string | undefined>;

/** Where tokens are: the `Authorization: Bearer` field, a cookie, or wherever a function finds them. */
export type TokenSource = 'bearer' | { readonly cookie: string } | TokenExtractor;

/** The `tokenBlacklist` options of `CacheModule`. */
export interface TokenBlacklistOptions {
  /** Where the guard looks for tokens, in this order (default: `'bearer'`). */
  readonly from?: TokenSource | readonly TokenSource[];
  /**
   * Claims that were verified before the guard runs (default: `req.user`, where passport puts them). Only objects
   * that have a `jti` or a `sub` are claims. They should tell `iat` as well: after `revokeAll`, what does not tell when
   * it was issued counts as revoked.
   */
  readonly claims?: (request: unknown, context: ExecutionContext) => unknown;
  /**
   * Verifies a token and answers its claims; when it throws, the request is refused with 401. Without it the claims
   * of a token are read without verification, see `TokenBlacklist`.
   */
  readonly verify?: (
    token: string,
    context: ExecutionContext,
  ) => TokenClaims | object | undefined | Promise<TokenClaims | object | undefined>;
  /** What happens to requests without a token (default: `'allow'`, since who may enter is for others to decide). */
  readonly missing?: 'allow' | 'refuse';
  /**
   * The longest lifetime of the application's tokens (default: `'30d'`): so long is a token without `exp` and a
   * subject remembered. When it is given, tokens that were issued (`iat`) longer ago count as revoked, so that none
   * comes back to life.
   */
  readonly maxLifetime?: number | string;
  /** By how much the verification of tokens tolerates clocks to differ: entries live so much longer (default: 0). */
  readonly clockTolerance?: number | string;
  /** The beginning of all keys (default: `'token-blacklist:'`). */
  readonly keyPrefix?: string;
  /** The `realm` of the `WWW-Authenticate` field (default: none). */
  readonly realm?: string;
}

/** A hundred years, in ms. */
export const MAX_LIFETIME = 36_500 * 86_400_000;
const DEFAULT_MAX_LIFETIME = '30d';
export const DEFAULT_KEY_PREFIX = 'token-blacklist:';

/** A cookie name is a token of RFC 9110. */
const COOKIE_NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;

/** @returns ms @throws InvalidOptionError when it is no lifetime */
export function parseLifetime(name: string, lifetime: unknown): number {
  const ms = parseDuration(name, lifetime);
  if (ms < 1 || ms > MAX_LIFETIME) {
    throw new InvalidOptionError(name, 'a duration of 1 ms to 36500 days', lifetime);
  }
  return ms;
}

/** @returns ms @throws InvalidOptionError when clocks cannot differ by as much */
export function parseTolerance(name: string, tolerance: unknown): number {
  const ms = parseDuration(name, tolerance);
  if (ms > MAX_LIFETIME) throw new InvalidOptionError(name, 'at most 36500 days', tolerance);
  return ms;
}

export const parseMaxLifetime = ({ maxLifetime }: TokenBlacklistOptions): number =>
  parseLifetime('tokenBlacklist.maxLifetime', maxLifetime ?? DEFAULT_MAX_LIFETIME);

const isSource = (source: unknown): boolean =>
  source === 'bearer' ||
  typeof source === 'function' ||
  (isRecord(source) &&
    Object.keys(source).length === 1 &&
    typeof source['cookie'] === 'string' &&
    COOKIE_NAME.test(source['cookie']));

const CHECKS: Record<keyof TokenBlacklistOptions, OptionCheck> = {
  from: accepts("'bearer', { cookie: name }, a function, or a list of these", (value) =>
    Array.isArray(value) ? value.length > 0 && value.every(isSource) : isSource(value),
  ),
  claims: aFunction,
  verify: aFunction,
  missing: oneOf('allow', 'refuse'),
  maxLifetime: (name, value) => void parseLifetime(name, value),
  clockTolerance: (name, value) => void parseTolerance(name, value),
  keyPrefix: accepts('a text', (value) => typeof value === 'string'),
  realm: accepts(
    'printable ASCII',
    (value) => isText(value) && /^[\x20-\x7e]+$/.test(value as string),
  ),
};

/**
 * Checks the `tokenBlacklist` options of the module.
 * @throws InvalidOptionError naming the option
 */
export function checkTokenBlacklistOptions(
  options: unknown,
  path = 'tokenBlacklist',
): TokenBlacklistOptions {
  checkKnownOptions<TokenBlacklistOptions>(path, options, CHECKS);
  return options;
}
