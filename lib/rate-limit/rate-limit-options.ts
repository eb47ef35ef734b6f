import type { ExecutionContext } from '@nestjs/common';
import { parseDuration } from '../engine/duration.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import {
  aBoolean,
  accepts,
  aFunction,
  checkKnownOptions,
  isFunction,
  isRecord,
  isText,
  oneOf,
  type OptionCheck,
} from '../engine/known-options.js';
import type { RateLimitRejection } from './rate-limit.exception.js';

/** A value, or what computes it for a request. */
export type Resolvable<T> = T | ((context: ExecutionContext) => T | Promise<T>);

/** How requests are counted. `fixed-window`: so many per window, which starts with its first request. */
export type RateLimitAlgorithm = 'fixed-window';

/**
 * Which requests are counted. `all`: each one, when it arrives. `failures`, `successes`: after the response, by its
 * outcome; the guard only refuses once the limit is reached.
 */
export type RateLimitCount = 'all' | 'failures' | 'successes';

/** One limit: so many requests per window. */
export interface RateLimitOptions {
  /** How many requests a window lets through: an integer of 1 to 999999999999999, or a function. */
  readonly limit: Resolvable<number>;
  /** The length of the window: ms, or a duration such as `'10s'`, `'1m'`, `'1h'`. */
  readonly window: number | string;
  /**
   * What is counted by, instead of the tracker (the client's address): a function of the request, such as the
   * user's ID, or a fixed text for one counter that all clients share. `undefined` leaves the request unlimited.
   */
  readonly key?: string | ((context: ExecutionContext) => KeyResult);
  /**
   * The name of the limit, also in the `RateLimit` header fields (default: `'default'`). A limit of a handler
   * replaces those of the same name of its controller and of the module; other names add up.
   */
  readonly name?: string;
  /** Which requests are counted (default: `'all'`). */
  readonly count?: RateLimitCount;
  /** How they are counted (default: that of the module, `'fixed-window'`). */
  readonly algorithm?: RateLimitAlgorithm;
  /** Leaves a request out of this limit. */
  readonly skipIf?: (context: ExecutionContext) => boolean | Promise<boolean>;
}

/** The limit of a counter that is made by hand. */
export interface CounterOptions extends Pick<RateLimitOptions, 'window' | 'name'> {
  readonly limit: number;
}

/** What a `key` or a `tracker` may answer; `undefined`: the request is not limited. */
export type KeyResult = string | undefined | Promise<string | undefined>;

/** The `rateLimit` options of `CacheModule`: defaults for all guarded routes. */
export interface RateLimitModuleOptions extends Partial<RateLimitOptions> {
  /** Several limits for all guarded routes; instead of `limit` and `window`. */
  readonly limits?: readonly RateLimitOptions[];
  /** Leaves a request out of all limits. */
  readonly skipIf?: (context: ExecutionContext) => boolean | Promise<boolean>;
  /** The beginning of all keys (default: `'rate-limit:'`); it may not contain braces. */
  readonly keyPrefix?: string;
  /**
   * Whom a request is counted for. Default: `req.ip`, which follows the proxies that Express' `trust proxy` or
   * Fastify's `trustProxy` trusts, or the address of a WebSocket.
   */
  readonly tracker?: (request: unknown, context: ExecutionContext) => KeyResult;
  /** Whether the response carries `RateLimit`, `RateLimit-Policy` and `X-RateLimit-*` (default: true). */
  readonly headers?: boolean;
  /** The message of the error (default: `'Too Many Requests'`). */
  readonly message?:
    string | ((rejection: RateLimitRejection, context: ExecutionContext) => string);
  /** Makes the error that a refused request ends with (default: a `RateLimitException`, status 429). */
  readonly errorFactory?: (rejection: RateLimitRejection, context: ExecutionContext) => Error;
}

/** The largest integer of a structured field (RFC 9651). */
const MAX_LIMIT = 999_999_999_999_999;
/** A hundred years, in ms: with it every deadline stays an exact number. */
const MAX_WINDOW = 36_500 * 86_400_000;
/** Names go into a header field: printable ASCII. */
const NAME = /^[\x20-\x7e]{1,128}$/;

/** The name of limits that have none of their own. */
export const DEFAULT_LIMIT_NAME = 'default';
export const DEFAULT_KEY_PREFIX = 'rate-limit:';

const isLimit = (limit: unknown): limit is number =>
  Number.isInteger(limit) && (limit as number) >= 1 && (limit as number) <= MAX_LIMIT;

const isWindow = (ms: unknown): boolean =>
  Number.isInteger(ms) && (ms as number) >= 1 && (ms as number) <= MAX_WINDOW;

const isCounter = (value: unknown): boolean =>
  isRecord(value) &&
  isText(value['name']) &&
  isText(value['key']) &&
  isText(value['tag']) &&
  isLimit(value['limit']) &&
  isWindow(value['window']) &&
  (value['partition'] === undefined || isText(value['partition']));

/**
 * Checks counters before anything is counted: a comparison with a limit that is no number would let every request
 * through.
 * @throws InvalidOptionError naming the first that is none
 */
export function checkCounters(name: string, counters: unknown): void {
  if (!Array.isArray(counters)) throw new InvalidOptionError(name, 'a list of counters', counters);
  // Not by a method that leaves out holes.
  for (let i = 0; i < counters.length; i++) {
    if (!isCounter(counters[i])) {
      throw new InvalidOptionError(
        `${name}[${i}]`,
        'a counter as counter() makes it: { name, key, tag, limit, window }',
        counters[i],
      );
    }
  }
}

/** @throws InvalidOptionError when it is no limit */
export function checkLimit(name: string, limit: unknown): number {
  if (!isLimit(limit)) {
    throw new InvalidOptionError(name, `an integer of 1 to ${MAX_LIMIT}`, limit);
  }
  return limit;
}

/** @returns ms @throws InvalidOptionError when it is no window */
export function parseWindow(name: string, window: unknown): number {
  const ms = parseDuration(name, window);
  if (!isWindow(ms)) {
    throw new InvalidOptionError(name, 'a duration of 1 ms to 36500 days', window);
  }
  return ms;
}

const limitOrFunction: OptionCheck = (name, value) => {
  if (!isFunction(value)) checkLimit(name, value);
};

/** Checks the name of a limit. @throws InvalidOptionError */
export const aLimitName = accepts(
  '1 to 128 printable ASCII characters',
  (value) => typeof value === 'string' && NAME.test(value),
);

const LIMIT_CHECKS: Record<keyof RateLimitOptions, OptionCheck> = {
  limit: limitOrFunction,
  window: (name, value) => void parseWindow(name, value),
  key: accepts(
    'a text that is not empty, or a function',
    (value) => isText(value) || isFunction(value),
  ),
  name: aLimitName,
  count: oneOf('all', 'failures', 'successes'),
  algorithm: oneOf('fixed-window'),
  skipIf: aFunction,
};

/** Of a counter that is made by hand; what else a limit has is about requests. */
const COUNTER_CHECKS: Record<keyof CounterOptions, OptionCheck> = {
  limit: (name, value) => void checkLimit(name, value),
  window: LIMIT_CHECKS.window,
  name: LIMIT_CHECKS.name,
};

const MODULE_CHECKS: Record<keyof RateLimitModuleOptions, OptionCheck> = {
  ...LIMIT_CHECKS,
  limits: accepts('a list of limits', Array.isArray),
  keyPrefix: accepts(
    'a text without braces',
    (value) => typeof value === 'string' && !/[{}]/.test(value),
  ),
  tracker: aFunction,
  headers: aBoolean,
  message: accepts(
    'a text, or a function',
    (value) => typeof value === 'string' || isFunction(value),
  ),
  errorFactory: aFunction,
};

/**
 * Checks the options of one limit.
 * @param path what they are called in errors, such as `rateLimit.limits[0]`
 * @throws InvalidOptionError naming the option
 */
export function checkRateLimitOptions(path: string, options: unknown): RateLimitOptions {
  checkKnownOptions<RateLimitOptions>(path, options, LIMIT_CHECKS);
  checkLimitAndWindow(path, options);
  return options;
}

/**
 * Checks the options of a counter that is made by hand.
 * @throws InvalidOptionError naming the option
 */
export function checkCounterOptions(path: string, options: unknown): CounterOptions {
  checkKnownOptions<CounterOptions>(path, options, COUNTER_CHECKS);
  checkLimitAndWindow(path, options);
  return options;
}

function checkLimitAndWindow(path: string, options: RateLimitOptions): void {
  // Absent ones fail by the checks of their own.
  if (options.limit === undefined) LIMIT_CHECKS.limit(`${path}.limit`, undefined);
  if (options.window === undefined) LIMIT_CHECKS.window(`${path}.window`, undefined);
}

/** The two shapes in which an option set may give limits are told apart by these. */
const LIMIT_ONLY = ['limit', 'window', 'key', 'name', 'count'] as const;

/**
 * Checks the `rateLimit` options of the module.
 * @param options as the user wrote them
 * @param path what they are called in errors (default: `rateLimit`)
 * @throws InvalidOptionError naming the option
 */
export function checkRateLimitModuleOptions(
  options: unknown,
  path = 'rateLimit',
): RateLimitModuleOptions {
  checkKnownOptions<RateLimitModuleOptions>(path, options, MODULE_CHECKS);
  defaultLimits(options, path);
  return options;
}

/**
 * The limits of the module, `limit` and `window` or `limits`.
 * @throws InvalidOptionError when both are given, when one is incomplete, or when two limits have one name
 */
export function defaultLimits(
  options: RateLimitModuleOptions,
  path = 'rateLimit',
): readonly RateLimitOptions[] {
  const given = LIMIT_ONLY.filter((name) => options[name] !== undefined);
  if (options.limits !== undefined) {
    if (given.length > 0) {
      throw new InvalidOptionError(
        `${path}.limits`,
        `nothing next to '${given[0]}'`,
        options.limits,
      );
    }
    options.limits.forEach((limit, i) => void checkRateLimitOptions(`${path}.limits[${i}]`, limit));
    checkNames(options.limits, (i) => `${path}.limits[${i}].name`);
    return options.limits;
  }
  const { limit, window, key, name, count } = options;
  // A tracker or a prefix alone says nothing about limits; a limit or a part of it has to be whole.
  if (given.length === 0) return [];
  const single = { limit, window, key, name, count } as RateLimitOptions;
  checkLimitAndWindow(path, single);
  return [single];
}

/** @throws InvalidOptionError when two limits of one place have been given the same name */
export function checkNames(
  limits: readonly RateLimitOptions[],
  path: (index: number) => string,
): void {
  const seen = new Set<string>();
  limits.forEach(({ name }, i) => {
    if (name === undefined) return;
    if (seen.has(name)) {
      throw new InvalidOptionError(path(i), 'a name that no other limit here has', name);
    }
    seen.add(name);
  });
}
