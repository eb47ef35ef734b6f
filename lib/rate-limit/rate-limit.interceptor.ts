import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { catchError, concat, defer, ignoreElements, throwError, type Observable } from 'rxjs';
import { callOf, statusOf } from '../nest/request-response.js';
import type { LimitState } from './limit-state.js';
import { leaveOutcome, pendingOutcome, type PendingOutcome } from './pending-outcome.js';
import { RequestLimits, type DeferredCounter } from './request-limits.js';

/**
 * Counts requests by their outcome, for limits with `count: 'failures'` or `count: 'successes'`: a log-in, for
 * example, of which five may fail per minute. `RateLimitGuard` refuses requests once such a limit is reached and does
 * not count them; this interceptor does, after the handler and before the response is sent. Requests that are under
 * way at the same time are not known to the guard yet.
 *
 * A failure is an error, or a response whose status is 400 or more. An HTTP request that does not reach the
 * interceptor, because another guard refuses it, is counted by the status of its response once that is sent.
 */
@Injectable()
export class RateLimitInterceptor extends RequestLimits implements NestInterceptor {
  private readonly logger = new Logger(RateLimitInterceptor.name);

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const outcome = await this.claim(context);
    if (outcome === undefined) return next.handle();
    const { res } = this.getRequestResponse(context);
    const settle = (result: DeferredCounter['count']): Observable<never> =>
      defer(() => this.count(outcome, result, res)).pipe(ignoreElements());
    const fail = (error: unknown): Observable<never> =>
      concat(
        settle('failures'),
        throwError(() => error),
      );
    const succeed = defer(() => settle((statusOf(res) ?? 200) < 400 ? 'successes' : 'failures'));
    return concat(next.handle().pipe(catchError(fail)), succeed);
  }

  /** Takes over what the guard has left, or finds it out where no guard was. */
  private async claim(context: ExecutionContext): Promise<PendingOutcome | undefined> {
    const call = callOf(context);
    const left = pendingOutcome(call);
    if (left !== undefined) {
      if (left.claimed) return undefined;
      left.claimed = true;
      return left;
    }
    const limits = this.limitsOf(context).filter(({ count }) => count !== 'all');
    if (limits.length === 0) return undefined;
    const { deferred } = await this.countersOf(context, limits);
    const outcome: PendingOutcome = { deferred, limits: [], claimed: true };
    leaveOutcome(call, outcome);
    return outcome;
  }

  private async count(
    { deferred, limits }: PendingOutcome,
    result: DeferredCounter['count'],
    res: unknown,
  ): Promise<void> {
    const counters = deferred.filter(({ count }) => count === result);
    if (counters.length === 0) return;
    try {
      const counted = await this.limiter.count(counters.map(({ counter }) => counter));
      this.setHeaders(res, merge(limits, counted));
    } catch (error) {
      // The handler has done its work; its result stands.
      this.logger.error(error);
    }
  }
}

/** Replaces the limits that have been counted since. */
function merge(limits: readonly LimitState[], counted: readonly LimitState[]): LimitState[] {
  const known = new Map([...limits, ...counted].map((state) => [state.name, state]));
  return [...known.values()];
}
