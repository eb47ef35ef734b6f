/** One limit as it stands after a request was looked at. */
export interface LimitState {
  /** The name of the limit. */
  readonly name: string;
  /** How many requests a window lets through. */
  readonly limit: number;
  /** The length of the window in ms. */
  readonly window: number;
  /** How many requests are left in the current window, this one already taken off when it was let through. */
  readonly remaining: number;
  /** ms until the window ends; the whole window while none has started. */
  readonly reset: number;
  /** Whom it was counted for, as the `pk` parameter tells it; limits by address do not have one. */
  readonly partition?: string | undefined;
}

/** What was decided about a request. */
export interface Verdict {
  readonly allowed: boolean;
  /** Every limit, in the order in which they were asked. */
  readonly limits: readonly LimitState[];
  /** The limits that were reached; empty when the request is allowed. */
  readonly violated: readonly LimitState[];
}
