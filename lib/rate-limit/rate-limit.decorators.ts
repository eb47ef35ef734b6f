import 'reflect-metadata';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { isFunction } from '../engine/known-options.js';
import {
  aLimitName,
  checkNames,
  checkRateLimitOptions,
  type RateLimitOptions,
} from './rate-limit-options.js';

const LIMITS = Symbol.for('rednest:rate-limit:limits');
const SKIP = Symbol.for('rednest:rate-limit:skip');

/** The names of limits to leave out, or all. */
export type Skipped = 'all' | readonly string[];

/** What the decorators have said about a class or a handler. */
export interface RateLimitMetadata {
  readonly limits: readonly RateLimitOptions[];
  readonly skipped: Skipped | undefined;
}

type ClassOrMethodDecorator = ClassDecorator & MethodDecorator;

/** @param name of the decorator, for the error where it is neither on a class nor on a method */
function decorate(name: string, define: (target: object) => void): ClassOrMethodDecorator {
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (key !== undefined && !isFunction(descriptor?.value)) {
      throw new InvalidOptionError(name, 'a class or a method behind it', key);
    }
    define((descriptor?.value as object | undefined) ?? target);
  };
}

/**
 * Limits the requests of a controller or a handler; `RateLimitGuard` enforces it. It can be given several times, or
 * several limits: a request has to fit into all of them. The limits of a controller are shared by its handlers.
 *
 * ```ts
 * @RateLimit({ limit: 5, window: '1m' })
 * @RateLimit({ name: 'daily', limit: 100, window: '1d', key: (context) => userOf(context).id })
 * ```
 * @throws InvalidOptionError naming the option
 */
export function RateLimit(...limits: readonly RateLimitOptions[]): ClassOrMethodDecorator {
  const checked = limits.map((options, i) =>
    checkRateLimitOptions(limits.length === 1 ? 'RateLimit' : `RateLimit[${i}]`, options),
  );
  if (limits.length === 0) throw new InvalidOptionError('RateLimit', 'at least one limit', limits);
  return decorate('RateLimit', (target) => {
    // Decorators run from the last to the first one.
    const known = Reflect.getOwnMetadata(LIMITS, target) as RateLimitOptions[] | undefined;
    const all = [...checked, ...(known ?? [])];
    checkNames(all, () => 'RateLimit.name');
    Reflect.defineMetadata(LIMITS, all, target);
  });
}

/**
 * Leaves a controller or a handler out of all limits, or of those with the given names. On a controller it does not
 * touch what its handlers say themselves.
 * @throws InvalidOptionError when something else than a name is given
 */
export function SkipRateLimit(...names: readonly string[]): ClassOrMethodDecorator {
  names.forEach((name, i) => aLimitName(`SkipRateLimit[${i}]`, name));
  const skipped: Skipped = names.length === 0 ? 'all' : names;
  return decorate('SkipRateLimit', (target) => Reflect.defineMetadata(SKIP, skipped, target));
}

/** Reads what the decorators have said. */
export function rateLimitMetadata(target: object): RateLimitMetadata {
  return {
    limits: (Reflect.getMetadata(LIMITS, target) as RateLimitOptions[] | undefined) ?? [],
    skipped: Reflect.getMetadata(SKIP, target) as Skipped | undefined,
  };
}
