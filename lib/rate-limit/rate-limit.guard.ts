import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { accepts, isRecord } from '../engine/known-options.js';
import { callOf, onResponseSent, setHeader, statusOf } from '../nest/request-response.js';
import { retryAfter } from './headers.js';
import type { Verdict } from './limit-state.js';
import { leaveOutcome, type PendingOutcome } from './pending-outcome.js';
import { RateLimitException, type RateLimitRejection } from './rate-limit.exception.js';
import { RequestLimits, type DeferredCounter } from './request-limits.js';

const anError = accepts('a function that answers an error', isRecord);
const aMessage = accepts('a function that answers a text', (text) => typeof text === 'string');

const entered = new WeakMap<object, WeakSet<object>>();

/** Tells the interceptor that a guard was here. */
const NOTHING_DEFERRED: PendingOutcome = { deferred: [], limits: [], claimed: true };

/** @returns whether this is the first time that a kind of guard sees a call */
function enter(guard: object, call: object): boolean {
  let calls = entered.get(guard);
  if (calls === undefined) entered.set(guard, (calls = new WeakSet()));
  if (calls.has(call)) return false;
  calls.add(call);
  return true;
}

/**
 * Enforces the limits of a route: those of `@RateLimit()` and those of the module. It is used per route
 * (`@UseGuards(RateLimitGuard)`) or for all of them (`APP_GUARD`); used twice it counts once.
 *
 * Where there is a response to write to it sets `RateLimit-Policy`, `RateLimit` and `X-RateLimit-*`, and a refused
 * request gets `Retry-After` and 429. When Redis cannot be asked the request fails with its error. Subclasses adapt it
 * to other contexts by `getTracker`, `generateKey`, `getRequestResponse` and `createError`: microservices, for one,
 * answer nothing but "Internal server error" to errors that are no `RpcException`.
 */
@Injectable()
export class RateLimitGuard extends RequestLimits implements CanActivate {
  private readonly logger = new Logger(RateLimitGuard.name);

  /** @throws the error of {@link createError} when a limit is reached */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const limits = this.limitsOf(context);
    if (limits.length === 0) return true;
    const call = callOf(context);
    if (!enter(this.constructor, call)) return true;
    const { counted, deferred } = await this.countersOf(context, limits);
    if (limits.some(({ count }) => count !== 'all')) leaveOutcome(call, NOTHING_DEFERRED);
    if (counted.length + deferred.length === 0) return true;
    const verdict = await this.limiter.check(
      counted,
      deferred.map(({ counter }) => counter),
    );
    const { res } = this.getRequestResponse(context);
    this.setHeaders(res, verdict.limits);
    if (!verdict.allowed) throw this.refuse(verdict, res, context);
    if (deferred.length > 0) this.awaitOutcome(call, res, deferred, verdict);
    return true;
  }

  /** The error that a refused request ends with. */
  protected createError(rejection: RateLimitRejection, context: ExecutionContext): Error {
    const { errorFactory, message } = this.limiter.options;
    if (errorFactory) {
      const error = errorFactory(rejection, context);
      anError('rateLimit.errorFactory', error);
      return error;
    }
    if (typeof message !== 'function') return new RateLimitException(rejection, message);
    const text = message(rejection, context);
    aMessage('rateLimit.message', text);
    return new RateLimitException(rejection, text);
  }

  private refuse({ limits, violated }: Verdict, res: unknown, context: ExecutionContext): Error {
    const wait = Math.max(...violated.map(({ reset }) => reset));
    setHeader(res, 'Retry-After', retryAfter(wait));
    return this.createError({ limits, violated, retryAfter: wait }, context);
  }

  private awaitOutcome(
    call: object,
    res: unknown,
    deferred: readonly DeferredCounter[],
    { limits }: Verdict,
  ): void {
    const outcome: PendingOutcome = { deferred, limits, claimed: false };
    leaveOutcome(call, outcome);
    // The interceptor is not reached when another guard refuses the request, as a log-in with a wrong password does.
    onResponseSent(res, () => {
      if (outcome.claimed) return;
      outcome.claimed = true;
      const result = (statusOf(res) ?? 200) < 400 ? 'successes' : 'failures';
      const counters = deferred.filter(({ count }) => count === result);
      this.limiter
        .count(counters.map(({ counter }) => counter))
        .catch((error: unknown) => this.logger.error(error));
    });
  }
}
