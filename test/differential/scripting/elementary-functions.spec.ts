import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { SeededRandom } from '../../../lib/engine/random.js';
import type { Reply } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { describeDifferential } from '../harness/table.js';

const SEED = 7;
const COUNT = 10_000;
/** C's library itself does not always return the nearest double, which we do. */
const MISROUNDED = 0.006;

/** Answers a function's results, eight bytes each, for arguments that come in the same form. */
const SCRIPT = `
  local f, arity = math[ARGV[1]], tonumber(ARGV[2])
  local results = {}
  for i = 1, #ARGV[3], 8 * arity do
    local x, y = struct.unpack(arity == 1 and '<d' or '<dd', ARGV[3], i)
    results[#results + 1] = struct.pack('<d', f(x, arity == 2 and y or nil))
  end
  return table.concat(results)`;
/** The same for the operator, which is compiled apart. */
const POWER = SCRIPT.replace('math[ARGV[1]]', 'function(x, y) return x ^ y end');

const SPECIAL = [0, -0, 1, -1, 0.5, -0.5, 2, 3, 10, 709.5, -745, 1e-320, 5e-324, 2 ** -1022]
  .concat([2 ** 53, 1e22, 1e300, -1e300, Number.MAX_VALUE, Infinity, -Infinity, NaN])
  .concat([Math.PI, Math.PI / 2, -Math.PI / 4, Math.LN2, 1 - 2 ** -53, 1 + 2 ** -52, 2 ** -28]);

/** The largest number below 1 is left out: C's library returns the other neighbour of its reciprocal. */
const PAIRED = SPECIAL.filter((x) => x !== 1 - 2 ** -53);

type Draw = (unit: () => number) => number;
const between =
  (low: number, high: number): Draw =>
  (unit) =>
    low + (high - low) * unit();
const magnitudes =
  (low: number, high: number): Draw =>
  (unit) =>
    (unit() < 0.5 ? -1 : 1) * 2 ** between(low, high)(unit);
const decimals =
  (limit: number): Draw =>
  (unit) =>
    Number(between(-limit, limit)(unit).toFixed(2));

const angles = [between(-4, 4), between(-1000, 1000), decimals(30), magnitudes(-40, 1000)];
const sines = [between(-1, 1), decimals(1), magnitudes(-40, 0)];
const exponents = [between(-1, 1), decimals(30), between(-745, 711), magnitudes(-60, 5)];
const positives = [between(0, 1), between(0.9, 1.1), between(0, 1000), magnitudes(-1000, 1000)];
const UNARY: Readonly<Record<string, readonly Draw[]>> = {
  ...{ sin: angles, cos: angles, tan: angles, asin: sines, acos: sines },
  atan: [between(-10, 10), magnitudes(-40, 70)],
  ...{ exp: exponents, sinh: exponents, cosh: exponents, tanh: exponents },
  ...{ log: positives, log10: positives, sqrt: positives },
  ...{ floor: exponents, ceil: exponents, abs: exponents, deg: exponents, rad: angles },
};
const BINARY: Readonly<Record<string, readonly (readonly [Draw, Draw])[]>> = {
  pow: [
    [between(0, 10), between(-10, 10)],
    [between(0.99, 1.01), between(-5000, 5000)],
    [decimals(20), (unit) => Math.floor(60 * unit()) - 20],
    [between(1e-10, 1e-8), between(34, 40)],
  ],
  atan2: [
    [between(-1, 1), between(-1, 1)],
    [decimals(10), decimals(10)],
  ],
  fmod: [
    [between(-1000, 1000), between(-10, 10)],
    [magnitudes(-1000, 1000), magnitudes(-1000, 1000)],
  ],
};
const pairsOf = <T>(list: readonly T[]): [T, T][] =>
  list.flatMap((x) => list.map((y) => [x, y] as [T, T]));

function bytesOf(numbers: readonly number[]): string {
  return Buffer.from(new Float64Array(numbers).buffer).toString('latin1');
}

function numbersOf(reply: Reply): Float64Array {
  expect(typeof reply).toBe('string');
  return new Float64Array(new Uint8Array(Buffer.from(reply as string, 'latin1')).buffer);
}

describeDifferential('elementary functions of scripts', (server) => {
  let ours: EngineClient;
  let theirs: TestClient;
  beforeAll(async () => {
    ours = await EngineClient.connect(new InMemoryCache());
    theirs = await server().connect();
  });
  afterAll(async () => {
    await ours.close();
    await theirs.close();
  });

  /** The share of results that are different, of which none may be far off. */
  async function differing(
    script: string,
    name: string,
    args: number[],
    arity: number,
  ): Promise<number> {
    const call = ['EVAL', script, '0', name, String(arity), bytesOf(args)] as const;
    const [mine, expected] = [
      numbersOf(await ours.call(...call)),
      numbersOf(await theirs.call(...call)),
    ];
    expect(mine).toHaveLength(args.length / arity);
    let different = 0;
    for (let i = 0; i < mine.length; i++) {
      const [result, other] = [mine[i]!, expected[i]!];
      if (Object.is(result, other)) continue;
      different++;
      // At most some units of the last place.
      const near =
        Math.abs(result - other) <= 4 * Number.EPSILON * Math.abs(other) + Number.MIN_VALUE;
      if (!near)
        throw new Error(
          `${name}(${args.slice(i * arity, (i + 1) * arity).join()}) is ${other}, not ${result}`,
        );
    }
    return different / mine.length;
  }

  it.each(Object.entries(UNARY))('%s', async (name, draws) => {
    const random = new SeededRandom(SEED);
    const unit = (): number => random.uint32() / 2 ** 32;
    expect(await differing(SCRIPT, name, SPECIAL, 1)).toBe(0);
    for (const draw of draws) {
      const args = Array.from({ length: COUNT }, () => draw(unit));
      expect(await differing(SCRIPT, name, args, 1)).toBeLessThan(MISROUNDED);
    }
  });

  it.each(Object.entries(BINARY))('%s', async (name, draws) => {
    const random = new SeededRandom(SEED);
    const unit = (): number => random.uint32() / 2 ** 32;
    const scripts = name === 'pow' ? [SCRIPT, POWER] : [SCRIPT];
    for (const script of scripts) {
      expect(await differing(script, name, pairsOf(PAIRED).flat(), 2)).toBe(0);
      for (const [x, y] of draws) {
        const args = Array.from({ length: COUNT }, () => [x(unit), y(unit)]).flat();
        expect(await differing(script, name, args, 2)).toBeLessThan(MISROUNDED);
      }
    }
  });
});
