import { exp, log, log10, pow } from '../../../elementary/exponential.js';
import { cosh, sinh, tanh } from '../../../elementary/hyperbolic.js';
import { frexp, ldexp } from '../../../elementary/number-parts.js';
import { acos, asin, atan, atan2, cos, sin, tan } from '../../../elementary/trigonometry.js';
import type { LuaLibrary, LuaState } from '../state.js';
import { type LuaFunction, type LuaResult, type LuaValue, native, NOTHING } from '../value.js';
import type { Lrand48 } from './lrand48.js';

/** Random numbers are remainders of this, and fractions of it. */
const RANDOM_MAX = 2 ** 31 - 1;
const DEGREE = Math.PI / 180;
/** The library `math`. @param random what its random numbers come from */
export function createMathLibrary(state: LuaState, random: Lrand48): LuaLibrary {
  const unary = (operate: (x: number) => number): LuaFunction =>
    function (x: LuaValue) {
      return operate(state.checkNumber(x, 1, arguments.length));
    };

  const binary = (operate: (x: number, y: number) => number): LuaFunction =>
    function (x: LuaValue, y: LuaValue) {
      // The second one is checked first, as on the server.
      const right = state.checkNumber(y, 2, arguments.length);
      return operate(state.checkNumber(x, 1, arguments.length), right);
    };

  /** The first of the numbers that no other one beats. */
  const extreme = (beats: (x: number, best: number) => boolean): LuaFunction =>
    function (...numbers: LuaValue[]) {
      let best = state.checkNumber(numbers[0], 1, numbers.length);
      for (let i = 1; i < numbers.length; i++) {
        const x = state.checkNumber(numbers[i], i + 1, numbers.length);
        if (beats(x, best)) best = x;
      }
      return best;
    };

  function modf(x: LuaValue): LuaResult {
    const value = state.checkNumber(x, 1, arguments.length);
    const whole = Math.trunc(value);
    if (!Number.isFinite(value)) return [value, Number.isNaN(value) ? value : value > 0 ? 0 : -0];
    const rest = value - whole;
    return [whole, rest === 0 && (value < 0 || Object.is(value, -0)) ? -0 : rest];
  }

  function frexpOf(x: LuaValue): LuaResult {
    return frexp(state.checkNumber(x, 1, arguments.length));
  }

  function ldexpOf(x: LuaValue, exponent: LuaValue): number {
    const power = state.checkInt(exponent, 2, arguments.length);
    return ldexp(state.checkNumber(x, 1, arguments.length), power);
  }

  function draw(a: LuaValue, b: LuaValue): LuaResult {
    const fraction = (random.next() % RANDOM_MAX) / RANDOM_MAX;
    switch (arguments.length) {
      case 0:
        return fraction;
      case 1: {
        const upper = state.checkInt(a, 1, 1);
        if (upper < 1) state.argumentError(1, 'interval is empty');
        return Math.floor(fraction * upper) + 1;
      }
      case 2: {
        const lower = state.checkInt(a, 1, 2);
        const upper = state.checkInt(b, 2, 2);
        if (lower > upper) state.argumentError(2, 'interval is empty');
        // An interval of more than 31 bits wraps, as a C int does.
        return Math.floor(fraction * ((upper - lower + 1) | 0)) + lower;
      }
      default:
        return state.error('wrong number of arguments');
    }
  }

  function randomseed(seed: LuaValue): LuaResult {
    random.seed(state.checkInt(seed, 1, arguments.length));
    return NOTHING;
  }

  const functions: readonly (readonly [string, LuaFunction])[] = [
    ['abs', unary(Math.abs)],
    ['acos', unary(acos)],
    ['asin', unary(asin)],
    ['atan2', binary(atan2)],
    ['atan', unary(atan)],
    ['ceil', unary(Math.ceil)],
    ['cosh', unary(cosh)],
    ['cos', unary(cos)],
    ['deg', unary((x) => x / DEGREE)],
    ['exp', unary(exp)],
    ['floor', unary(Math.floor)],
    ['fmod', binary((x, y) => x % y)],
    ['frexp', frexpOf],
    ['ldexp', ldexpOf],
    ['log10', unary(log10)],
    ['log', unary(log)],
    ['max', extreme((x, best) => x > best)],
    ['min', extreme((x, best) => x < best)],
    ['modf', modf],
    ['pow', binary(pow)],
    ['rad', unary((x) => x * DEGREE)],
    ['random', draw],
    ['randomseed', randomseed],
    ['sinh', unary(sinh)],
    ['sin', unary(sin)],
    ['sqrt', unary(Math.sqrt)],
    ['tanh', unary(tanh)],
    ['tan', unary(tan)],
  ];
  return [
    ...functions.map(([name, fn]) => [name, native(name, fn)] as const),
    ['pi', Math.PI],
    ['huge', Infinity],
    [
      'mod',
      native(
        'mod',
        binary((x, y) => x % y),
      ),
    ],
  ];
}
