import type { LuaLibrary, LuaState } from '../state.js';
import { type LuaFunction, type LuaResult, type LuaValue, native, NOTHING } from '../value.js';
import type { Lrand48 } from './lrand48.js';

/** Random numbers are remainders of this, and fractions of it. */
const RANDOM_MAX = 2 ** 31 - 1;
const DEGREES = 180 / Math.PI;
/** The exponent of the smallest normal double is higher than that of the smallest one by as much. */
const SUBNORMAL_BITS = 64;
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** C's `frexp`: a fraction of at least a half and below 1, and the power of two by which it is multiplied. */
function frexp(value: number): [fraction: number, exponent: number] {
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  double[0] = value;
  const biased = (words[1]! >>> 20) & 0x7ff;
  if (biased === 0) {
    const [fraction, exponent] = frexp(value * 2 ** SUBNORMAL_BITS);
    return [fraction, exponent - SUBNORMAL_BITS];
  }
  words[1] = (words[1]! & 0x800fffff) | (1022 << 20);
  return [double[0], biased - 1022];
}

/** C's `ldexp`: `value * 2^exponent`, rounded once. */
function ldexp(value: number, exponent: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const [fraction, own] = frexp(value);
  const power = own + exponent;
  if (power > 1024) return value > 0 ? Infinity : -Infinity;
  if (power < -1074) return value > 0 ? 0 : -0;
  return power > 1000 ? fraction * 2 ** 1000 * 2 ** (power - 1000) : scaleDown(fraction, power);
}

/** A factor that is itself no subnormal double keeps the product from being rounded twice. */
function scaleDown(fraction: number, power: number): number {
  return power < -1000 ? fraction * 2 ** (power + 1000) * 2 ** -1000 : fraction * 2 ** power;
}

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
    ['acos', unary(Math.acos)],
    ['asin', unary(Math.asin)],
    ['atan2', binary(Math.atan2)],
    ['atan', unary(Math.atan)],
    ['ceil', unary(Math.ceil)],
    ['cosh', unary(Math.cosh)],
    ['cos', unary(Math.cos)],
    ['deg', unary((x) => x * DEGREES)],
    ['exp', unary(Math.exp)],
    ['floor', unary(Math.floor)],
    ['fmod', binary((x, y) => x % y)],
    ['frexp', frexpOf],
    ['ldexp', ldexpOf],
    ['log10', unary(Math.log10)],
    ['log', unary(Math.log)],
    ['max', extreme((x, best) => x > best)],
    ['min', extreme((x, best) => x < best)],
    ['modf', modf],
    ['mod', binary((x, y) => x % y)],
    ['pow', binary(power)],
    ['rad', unary((x) => x / DEGREES)],
    ['random', draw],
    ['randomseed', randomseed],
    ['sinh', unary(Math.sinh)],
    ['sin', unary(Math.sin)],
    ['sqrt', unary(Math.sqrt)],
    ['tanh', unary(Math.tanh)],
    ['tan', unary(Math.tan)],
  ];
  return [
    ...functions.map(([name, fn]) => [name, native(name, fn)] as const),
    ['pi', Math.PI],
    ['huge', Infinity],
  ];
}

/** C's `pow`: unlike in JavaScript 1 to any power is 1, and so is -1 to an infinite one. */
function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return base ** exponent;
}
