import { later } from './turns.js';

/** A callback in Node's style. */
export type Callback<T = unknown> = (error: Error | null, result?: T) => void;

/** The callback that comes last among the arguments of a method, if there is one. */
export function callbackOf(args: readonly unknown[]): Callback | undefined {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as Callback) : undefined;
}

/** Reports a promise to a callback as well, if there is one. What the callback throws is an uncaught exception. */
export function withCallback<T>(
  promise: Promise<T>,
  callback: Callback<T> | undefined,
): Promise<T> {
  if (typeof callback !== 'function') return promise;
  const call = (error: Error | null, result?: T): void => {
    try {
      callback(error, result);
    } catch (thrown) {
      later(() => {
        throw thrown;
      });
    }
  };
  promise.then((result) => call(null, result), call);
  return promise;
}
