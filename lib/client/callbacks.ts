import { later } from './turns.js';

/** A callback in Node's style. */
export type Callback<T = unknown> = (error: Error | null, result?: T) => void;

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
