import type { LimitState } from './limit-state.js';
import type { DeferredCounter } from './request-limits.js';

/** What the guard leaves for the interceptor: limits that wait for the outcome of a call. */
export interface PendingOutcome {
  readonly deferred: readonly DeferredCounter[];
  /** All limits of the call, as the guard saw them. */
  readonly limits: readonly LimitState[];
  /** Whether someone has taken over counting it. */
  claimed: boolean;
}

const pending = new WeakMap<object, PendingOutcome>();

/** @param call what stands for the call, see `callOf` */
export const leaveOutcome = (call: object, outcome: PendingOutcome): unknown =>
  pending.set(call, outcome);

export const pendingOutcome = (call: object): PendingOutcome | undefined => pending.get(call);
