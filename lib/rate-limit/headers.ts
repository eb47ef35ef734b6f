import type { LimitState } from './limit-state.js';

/** A header field and its value. */
export type HeaderField = readonly [name: string, value: string];

/** A String of a structured field (RFC 9651, section 3.3.3); the text has to be printable ASCII. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const seconds = (ms: number): number => Math.ceil(ms / 1000);

/** `Retry-After` (RFC 9110, section 10.2.3): whole seconds, at least one. @param ms until it is worth another try */
export const retryAfter = (ms: number): string => String(Math.max(1, seconds(ms)));

/** The partition key as a Byte Sequence of a structured field (RFC 9651, section 3.3.5). */
const pk = ({ partition }: LimitState): string =>
  partition === undefined ? '' : `;pk=:${partition}:`;

/** `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): quota and window in seconds, `"default";q=100;w=60`. */
const rateLimitPolicy = (limits: readonly LimitState[]): string =>
  limits
    .map((state) => {
      const { name, limit, window } = state;
      return `${quoted(name)};q=${limit};w=${seconds(window)}${pk(state)}`;
    })
    .join(', ');

/** `RateLimit` (draft-ietf-httpapi-ratelimit-headers): what is left, and seconds until the reset, `"default";r=99;t=60`. */
export const rateLimit = (limits: readonly LimitState[]): string =>
  limits
    .map((state) => {
      const { name, remaining, reset } = state;
      return `${quoted(name)};r=${remaining};t=${seconds(reset)}${pk(state)}`;
    })
    .join(', ');

/** The limit that will refuse a request first: the least is left, and for the longest time. */
export function tightest(limits: readonly LimitState[]): LimitState | undefined {
  let found: LimitState | undefined;
  for (const limit of limits) {
    if (
      found === undefined ||
      limit.remaining < found.remaining ||
      (limit.remaining === found.remaining && limit.reset > found.reset)
    ) {
      found = limit;
    }
  }
  return found;
}

/**
 * The header fields that tell a client about its limits. `X-RateLimit-*` know one limit only, the tightest one;
 * `X-RateLimit-Reset` counts seconds from now.
 */
export function rateLimitFields(limits: readonly LimitState[]): HeaderField[] {
  const tight = tightest(limits);
  if (tight === undefined) return [];
  return [
    ['RateLimit-Policy', rateLimitPolicy(limits)],
    ['RateLimit', rateLimit(limits)],
    ['X-RateLimit-Limit', String(tight.limit)],
    ['X-RateLimit-Remaining', String(tight.remaining)],
    ['X-RateLimit-Reset', String(seconds(tight.reset))],
  ];
}
