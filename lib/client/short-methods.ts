import type { DirectCommand } from './direct-command.js';
import type { Method } from './direct-methods.js';
import { handOver, handOverError } from './turns.js';

/**
 * The methods of the most frequent commands, called with what they are called with most. The rest is left to the
 * method that they replace.
 *
 * Each is written out: V8 then optimizes it by itself, and makes no object of `arguments`.
 */
export const shortMethods: Readonly<
  Record<string, (direct: DirectCommand, general: Method) => Method>
> = {
  get: (direct, general) =>
    function (name: unknown) {
      const { lane } = this;
      if (arguments.length === 1 && typeof name === 'string' && lane?.mayBeShort(direct)) {
        try {
          const value = lane.shortCuts.get(lane.session, name);
          if (value !== undefined) return handOver(value);
        } catch (fault) {
          return handOverError(fault);
        }
      }
      return general.apply(this, arguments as unknown as unknown[]);
    },
  set: (direct, general) =>
    function (name: unknown, value: unknown) {
      const { lane } = this;
      if (
        arguments.length === 2 &&
        typeof name === 'string' &&
        typeof value === 'string' &&
        lane?.mayBeShort(direct)
      ) {
        try {
          if (lane.shortCuts.set(lane.session, name, value)) return handOver('OK');
        } catch (fault) {
          return handOverError(fault);
        }
      }
      return general.apply(this, arguments as unknown as unknown[]);
    },
  setex: (direct, general) =>
    function (name: unknown, seconds: unknown, value: unknown) {
      const { lane } = this;
      if (
        arguments.length === 3 &&
        typeof name === 'string' &&
        typeof seconds === 'number' &&
        typeof value === 'string' &&
        lane?.mayBeShort(direct)
      ) {
        try {
          if (lane.shortCuts.setex(lane.session, name, seconds, value)) return handOver('OK');
        } catch (fault) {
          return handOverError(fault);
        }
      }
      return general.apply(this, arguments as unknown as unknown[]);
    },
  incr: (direct, general) =>
    function (name: unknown) {
      const { lane } = this;
      if (arguments.length === 1 && typeof name === 'string' && lane?.mayBeShort(direct)) {
        try {
          const sum = lane.shortCuts.incr(lane.session, name);
          if (sum !== undefined) return handOver(sum);
        } catch (fault) {
          return handOverError(fault);
        }
      }
      return general.apply(this, arguments as unknown as unknown[]);
    },
};
