import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accepts, isRecord } from '../engine/known-options.js';
import {
  field,
  requestResponse,
  setHeader,
  type RequestResponse,
} from '../nest/request-response.js';
import {
  bearerChallenge,
  InvalidTokenException,
  type InvalidTokenReason,
} from './invalid-token.exception.js';
import { TokenBlacklist } from './token-blacklist.js';
import { isTokenBlacklistSkipped } from './token-blacklist.decorators.js';
import type { TokenSource } from './token-blacklist-options.js';
import { readClaims, type TokenClaims } from './token-claims.js';
import { extractToken } from './token-extractors.js';

/** Any object: it can be of the other build of this package, or a test's own. */
const aBlacklist = accepts('a TokenBlacklist', isRecord);

/**
 * Refuses revoked tokens: 401 with `WWW-Authenticate: Bearer error="invalid_token"` (RFC 6750). It takes the token
 * from the request, claims that were verified before from `req.user`, or both; one round trip a request.
 *
 * It is no authentication: without the option `verify` no signature is checked, and requests without a token pass
 * unless `missing: 'refuse'`. Subclasses adapt it by `extractToken`, `extractClaims`, `getRequestResponse` and
 * `createError`.
 */
@Injectable()
export class TokenBlacklistGuard implements CanActivate {
  /**
   * @param blacklist knows the revoked tokens
   * @throws InvalidOptionError when it is no TokenBlacklist
   */
  constructor(@Inject(TokenBlacklist) protected readonly blacklist: TokenBlacklist) {
    aBlacklist('blacklist', blacklist);
  }

  /** @throws the error of {@link createError} when the token is revoked, cannot be verified, or is missing but required */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (isTokenBlacklistSkipped(context)) return true;
    const { verify, missing } = this.blacklist.options;
    const { req } = this.getRequestResponse(context);
    const token = await this.extractToken(req, context);
    let claims = await this.extractClaims(req, context);
    if (token === undefined && claims === undefined) {
      if (missing === 'refuse') throw this.refuse(context, 'missing');
      return true;
    }
    if (verify && token !== undefined) {
      try {
        claims = readClaims(await verify(token, context));
      } catch (error) {
        throw this.refuse(context, 'unverified', error);
      }
    }
    if (await this.blacklist.isRevoked(token ?? claims ?? {}, claims)) {
      throw this.refuse(context, 'revoked');
    }
    return true;
  }

  /** The token of a request, as the option `from` says. */
  protected extractToken(
    request: unknown,
    context: ExecutionContext,
  ): string | undefined | Promise<string | undefined> {
    const { from = 'bearer' } = this.blacklist.options;
    const sources = (Array.isArray(from) ? from : [from]) as readonly TokenSource[];
    return extractToken(sources, request, context);
  }

  /** Claims that were verified before, as the option `claims` says. */
  protected async extractClaims(
    request: unknown,
    context: ExecutionContext,
  ): Promise<TokenClaims | undefined> {
    const { claims: find } = this.blacklist.options;
    const claims = readClaims(find ? await find(request, context) : field(request, 'user'));
    return claims.jti === undefined && claims.sub === undefined ? undefined : claims;
  }

  /** Where the request and the response are; either may be `undefined`. */
  protected getRequestResponse(context: ExecutionContext): RequestResponse {
    return requestResponse(context);
  }

  /**
   * The error that a refused request ends with.
   * @param cause what the verification threw
   */
  protected createError(
    reason: InvalidTokenReason,
    _context: ExecutionContext,
    cause?: unknown,
  ): Error {
    return new InvalidTokenException(reason, cause);
  }

  private refuse(context: ExecutionContext, reason: InvalidTokenReason, cause?: unknown): Error {
    const { res } = this.getRequestResponse(context);
    setHeader(res, 'WWW-Authenticate', bearerChallenge(reason, this.blacklist.options.realm));
    return this.createError(reason, context, cause);
  }
}
