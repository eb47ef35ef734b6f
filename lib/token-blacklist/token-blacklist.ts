import type { Cluster, Redis } from 'ioredis';
import { aClock, SystemClock, type Clock } from '../engine/clock.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { aConnection, checkKnownOptions, isOptions } from '../engine/known-options.js';
import {
  checkTokenBlacklistOptions,
  DEFAULT_KEY_PREFIX,
  MAX_LIFETIME,
  parseLifetime,
  parseMaxLifetime,
  parseTolerance,
  type TokenBlacklistOptions,
} from './token-blacklist-options.js';
import { decodeClaims, fingerprint, readClaims, sha256, type TokenClaims } from './token-claims.js';

/** A token, or its claims. */
export type TokenOrClaims = string | TokenClaims;

/** How a token is revoked. */
export interface RevokeOptions {
  /** How long it stays revoked, instead of until its `exp`: ms, or a duration such as `'1h'`. */
  readonly ttl?: number | string;
}

/**
 * Revokes tokens before they expire: a log-out, a stolen device, a changed password. Revoked tokens are entries with
 * a TTL that ends with the token itself; entries hold digests (SHA-256), never a token, an ID or a subject.
 *
 * It does **not** verify signatures: it reads claims and trusts them. Whatever verifies tokens (passport, a guard of
 * the application, or the option `verify` of {@link TokenBlacklistGuard}) has to do so as well. A forged token gains
 * nothing here, since nothing is granted; it just must not be accepted elsewhere.
 *
 * A token is known by its `jti`; without one, by its header and payload. An opaque token is known by itself.
 */
export class TokenBlacklist {
  /** The options of the module. */
  readonly options: TokenBlacklistOptions;
  private readonly prefix: string;
  private readonly maxLifetime: number;
  private readonly tolerance: number;

  /**
   * @param connection where the entries are
   * @param options the `tokenBlacklist` options of the module
   * @param clock what `exp` and `iat` are compared with
   * @throws InvalidOptionError naming the option
   */
  constructor(
    private readonly connection: Redis | Cluster,
    options: TokenBlacklistOptions = {},
    private readonly clock: Clock = new SystemClock(),
  ) {
    aConnection('connection', connection);
    aClock('clock', clock);
    this.options = checkTokenBlacklistOptions(options);
    this.prefix = options.keyPrefix ?? DEFAULT_KEY_PREFIX;
    this.maxLifetime = parseMaxLifetime(options);
    this.tolerance = parseTolerance('tokenBlacklist.clockTolerance', options.clockTolerance ?? 0);
  }

  /**
   * Revokes one token until its `exp`; without `exp`, for `maxLifetime`.
   * @param token the token, or its claims, which then need a `jti`
   * @returns whether an entry was needed: false for a token that has expired already
   * @throws InvalidOptionError when it is neither a token nor claims with a `jti`, or when `exp` is no time
   */
  async revoke(token: TokenOrClaims, options: RevokeOptions = {}): Promise<boolean> {
    checkKnownOptions<RevokeOptions>('options', options, {
      ttl: (name, ttl) => void parseLifetime(name, ttl),
    });
    const claims = typeof token === 'string' ? decodeClaims(token) : checkClaims(token);
    const [key] = this.tokenKeys(token, claims);
    if (key === undefined) {
      throw new InvalidOptionError('token', "a token, or claims with a 'jti'", token);
    }
    const ttl =
      options.ttl === undefined ? this.lifetime(claims) : parseLifetime('options.ttl', options.ttl);
    if (ttl <= 0) return false;
    await this.connection.set(key, '1', 'PX', ttl);
    return true;
  }

  /**
   * Revokes all tokens of a subject that were issued up to now. `iat` counts in seconds as a rule, so this includes
   * what is issued in the rest of the current second: a token that is to be accepted at once needs the `iat` that is
   * answered.
   * @param subject the `sub` claim
   * @returns the first `iat`, in whole seconds, that is accepted again
   */
  async revokeAll(subject: string): Promise<number> {
    if (typeof subject !== 'string' || subject === '') {
      throw new InvalidOptionError('subject', 'a text that is not empty', subject);
    }
    const now = this.clock.now();
    const ttl = this.maxLifetime + this.tolerance;
    await this.connection.set(this.subjectKey(subject), String(now), 'PX', ttl);
    return Math.floor(now / 1000) + 1;
  }

  /**
   * Says whether a token is revoked, itself or with all others of its subject. One round trip.
   * @param token the token, or its claims; claims without a `jti` can only be revoked by their subject
   * @param verified claims of the token that are known from elsewhere; they count before its own
   * @throws InvalidOptionError when it is neither, or when a claim in it cannot be understood
   */
  async isRevoked(token: TokenOrClaims, verified: TokenClaims = {}): Promise<boolean> {
    if (token === '' || (typeof token !== 'string' && !isOptions(token))) {
      throw new InvalidOptionError('token', 'a token or its claims', token);
    }
    const own = typeof token === 'string' ? decodeClaims(token) : identify('token', token);
    return this.areRevoked(token, own, identify('verified', verified));
  }

  private async areRevoked(
    token: TokenOrClaims,
    own: TokenClaims,
    verified: TokenClaims,
  ): Promise<boolean> {
    const iat = verified.iat ?? own.iat;
    const sub = verified.sub ?? own.sub;
    if (this.options.maxLifetime !== undefined && this.isTooOld(iat)) return true;
    const keys = this.tokenKeys(token, own);
    if (verified.jti !== undefined && verified.jti !== own.jti) keys.push(this.idKey(verified.jti));
    // Sent at once: that is one round trip, and the keys may be on different nodes of a cluster.
    const [revokedUntil, ...found] = await Promise.all([
      sub === undefined ? null : this.connection.get(this.subjectKey(sub)),
      ...keys.map((key) => this.connection.exists(key)),
    ]);
    if (found.some((count) => Number(count) > 0)) return true;
    if (revokedUntil === null) return false;
    // Who does not say when it was issued cannot say that it was later.
    return iat === undefined || !(iat * 1000 > Number(revokedUntil));
  }

  /** ms until a token expires by itself. */
  private lifetime({ exp }: TokenClaims): number {
    if (exp === undefined) return this.maxLifetime;
    const ms = Math.ceil(exp * 1000 + this.tolerance - this.clock.now());
    return Math.min(ms, MAX_LIFETIME);
  }

  private isTooOld(iat: number | undefined): boolean {
    return iat !== undefined && iat * 1000 + this.maxLifetime + this.tolerance < this.clock.now();
  }

  private tokenKeys(token: TokenOrClaims, { jti }: TokenClaims): string[] {
    if (jti !== undefined) return [this.idKey(jti)];
    return typeof token === 'string' && token !== ''
      ? [`${this.prefix}token:${fingerprint(token)}`]
      : [];
  }

  private idKey(jti: string): string {
    return `${this.prefix}jti:${sha256(jti)}`;
  }

  private subjectKey(subject: string): string {
    return `${this.prefix}sub:${sha256(subject)}`;
  }
}

/** Reads the claims of who may be revoked. What is not understood of them would not be looked for. */
function identify(name: string, value: unknown): TokenClaims {
  if (!isOptions(value)) throw new InvalidOptionError(name, 'the claims of a token', value);
  const claims = readClaims(value);
  for (const claim of ['jti', 'sub', 'iat'] as const) {
    const given = value[claim] ?? undefined;
    if (given !== undefined && claims[claim] === undefined) {
      const accepted = claim === 'iat' ? 'seconds since the epoch' : 'a text that is not empty';
      throw new InvalidOptionError(`${name}.${claim}`, accepted, given);
    }
  }
  return claims;
}

/** Claims that a caller made must not be misunderstood; those of a token are as they are. */
function checkClaims(claims: TokenClaims): TokenClaims {
  if (!isOptions(claims)) {
    throw new InvalidOptionError('token', "a token, or claims with a 'jti'", claims);
  }
  const { exp } = claims;
  if (exp !== undefined && !Number.isFinite(exp)) {
    throw new InvalidOptionError('token.exp', 'seconds since the epoch', exp);
  }
  return readClaims(claims);
}
