import { HttpException } from '@nestjs/common';
import type { LimitState } from './limit-state.js';

/** Why a request was refused. */
export interface RateLimitRejection {
  /** All limits of the request, as they stand. */
  readonly limits: readonly LimitState[];
  /** Those that refused it, at least one. */
  readonly violated: readonly LimitState[];
  /** ms until the last of the violated limits lets requests through again. */
  readonly retryAfter: number;
}

const STATUS = 429;
const DEFAULT_MESSAGE = 'Too Many Requests';

/** A request was refused by a rate limit: 429 Too Many Requests (RFC 6585, section 4). */
export class RateLimitException extends HttpException {
  constructor(
    readonly rejection: RateLimitRejection,
    message: string = DEFAULT_MESSAGE,
  ) {
    super(HttpException.createBody(message, DEFAULT_MESSAGE, STATUS), STATUS);
  }
}
