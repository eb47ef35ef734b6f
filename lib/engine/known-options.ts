import { parseDuration } from './duration.js';
import { InvalidOptionError } from './invalid-option.js';

/** How one option is checked: throws when the value cannot be accepted. */
export type OptionCheck = (name: string, value: unknown) => void;

/** Says whether a value is an object with named fields. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `Object.prototype.toString` says of plain objects, of instances of an application's classes, and of modules. */
const OPTIONS_TAG = /^\[object (?:Object|Module)\]$/;

/** Says whether a value can be an object of options. A Map, a Date or a Promise has none that would be seen. */
export const isOptions = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && OPTIONS_TAG.test(Object.prototype.toString.call(value));

/** Accepts what a predicate accepts. @param accepted what that is, for the error */
export const accepts =
  (accepted: string, fits: (value: unknown) => boolean): OptionCheck =>
  (name, value) => {
    if (!fits(value)) throw new InvalidOptionError(name, accepted, value);
  };

/** Accepts one of some texts. */
export const oneOf = (...values: readonly string[]): OptionCheck =>
  accepts(values.map((value) => `'${value}'`).join(' or '), (value) =>
    values.includes(value as string),
  );

export const isFunction = (value: unknown): boolean => typeof value === 'function';
export const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
export const aFunction: OptionCheck = accepts('a function', isFunction);
export const anObject: OptionCheck = accepts('an object', isOptions);
export const aBoolean: OptionCheck = accepts(
  'true or false',
  (value) => typeof value === 'boolean',
);

/** Accepts what work or a pause may take; `Infinity` is no limit. */
export const aTimeSpan: OptionCheck = accepts(
  'a number of ms, 0 or more',
  (ms) => typeof ms === 'number' && ms >= 0,
);

/** The longest delay that a timer of Node takes, in ms. */
const MAX_DELAY = 2 ** 31 - 1;

/** Accepts a duration that timers can take. @param min the shortest one in ms */
export const aDelay =
  (min: 0 | 1): OptionCheck =>
  (name, value) => {
    const ms = parseDuration(name, value);
    if (ms < min || ms > MAX_DELAY) {
      throw new InvalidOptionError(name, `${min} to ${MAX_DELAY} ms`, value);
    }
  };

/** Accepts what has a method, be it an object or a class. @param accepted what that is, for the error */
export const anythingWith = (method: string, accepted: string): OptionCheck =>
  accepts(accepted, (value) =>
    isFunction((value as Readonly<Record<string, unknown>> | null | undefined)?.[method]),
  );

/** Accepts an object that has a method. */
export const anObjectWith = <T>(method: keyof T & string): OptionCheck =>
  accepts(`an object with ${method}()`, (value) => isRecord(value) && isFunction(value[method]));

/** Accepts what can be an ioredis connection. Tests put objects in its place that have few of its methods. */
export const aConnection: OptionCheck = accepts('an ioredis connection', isRecord);

/**
 * Checks an object of options: every name has to be known, and every value that is given has to pass its check.
 * @param path what the options are called in errors, such as `rateLimit`; empty for options without a name
 * @throws InvalidOptionError naming the option
 */
export function checkKnownOptions<T extends object>(
  path: string,
  options: unknown,
  checks: Readonly<Record<keyof T & string, OptionCheck>>,
): asserts options is T {
  if (!isOptions(options)) throw new InvalidOptionError(path || 'options', 'an object', options);
  for (const [key, value] of Object.entries(options)) {
    const name = path === '' ? key : `${path}.${key}`;
    if (!Object.hasOwn(checks, key)) {
      throw new InvalidOptionError(
        name,
        `one of the options ${Object.keys(checks).join(', ')}`,
        value,
      );
    }
    if (value !== undefined) checks[key as keyof T & string](name, value);
  }
}
