import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { below, SeededRandom, type Random } from '../../lib/engine/random.js';
import type { Reply } from '../../lib/engine/reply.js';
import { EngineClient } from '../support/engine-client.js';
import { describeDifferential } from './harness/table.js';

const SEED = 5;
const MEMBERS = 3000;
const SEARCHES = 400;
const PAIRS = 3000;
/** Places of which several members share one, and many are as far from a center as others. */
const CROSSINGS = 36;
/** C's sine, cosine and arc sine are not always the nearest doubles, as ours are. */
const MISROUNDED = 0.005;

class Places {
  constructor(private readonly random: Random) {}

  /** Uniform, but near the poles and the date line more often. */
  position(): [string, string] {
    const { random } = this;
    const unit = (): number => random.uint32() / 2 ** 32;
    const crowded = below(random, 4) === 0;
    const longitude = crowded ? (unit() < 0.5 ? -180 : 170) + 10 * unit() : 360 * unit() - 180;
    const latitude = 170 * unit() - 85;
    return [longitude.toFixed(6), latitude.toFixed(6)];
  }

  member(): string {
    return `m${below(this.random, MEMBERS)}`;
  }

  search(): string[] {
    const { random } = this;
    const pick = <T>(choices: readonly T[]): T => choices[below(random, choices.length)]!;
    const length = (): string => String(pick([1, 10, 100, 1000, 5000]) * (1 + below(random, 9)));
    return [
      ...['GEOSEARCH', 'G'],
      ...(below(random, 2) ? ['FROMMEMBER', this.member()] : ['FROMLONLAT', ...this.position()]),
      ...(below(random, 2) ? ['BYRADIUS', length()] : ['BYBOX', length(), length()]),
      pick(['km', 'mi', 'm']),
      ...pick([[], ['ASC'], ['DESC']]),
      ...pick([[], ['COUNT', `${1 + below(random, 100)}`], ['COUNT', '7', 'ANY']]),
      ...['WITHDIST', 'WITHHASH', 'WITHCOORD'],
    ];
  }
}

describeDifferential('thousands of random positions', (server) => {
  async function bothSides(commands: string[][]): Promise<[Reply[], Reply[]]> {
    const theirs = await server().connect();
    const ours = await EngineClient.connect(new InMemoryCache());
    try {
      await theirs.call('FLUSHALL');
      return [await ours.pipeline(commands), await theirs.pipeline(commands)];
    } finally {
      await theirs.close();
      await ours.close();
    }
  }

  /** The first command that was answered differently. */
  function difference(commands: string[][], [ours, theirs]: [Reply[], Reply[]]): unknown {
    const at = ours.findIndex((reply, i) => JSON.stringify(reply) !== JSON.stringify(theirs[i]));
    return at < 0 ? undefined : { command: commands[at], ours: ours[at], theirs: theirs[at] };
  }

  const adding = (places: Places): string[][] =>
    Array.from({ length: MEMBERS }, (_, i) => ['GEOADD', 'G', ...places.position(), `m${i}`]);

  it('are found, ordered and spelled as Redis does', async () => {
    const places = new Places(new SeededRandom(SEED));
    const commands = [
      ...adding(places),
      ...Array.from({ length: SEARCHES }, () => places.search()),
    ];
    expect(difference(commands, await bothSides(commands))).toBeUndefined();
  }, 60_000);

  it('are left out as Redis does where as many are as far away', async () => {
    const random = new SeededRandom(SEED + 3);
    const places = new Places(random);
    const crossing = (): string => `${10 * below(random, CROSSINGS) - 180}`;
    const commands = Array.from({ length: MEMBERS }, (_, i) => [
      ...['GEOADD', 'G', crossing(), `${5 * below(random, 34) - 85}`, `m${i}`],
    ]);
    for (let i = 0; i < SEARCHES; i++) {
      const order = below(random, 2) ? 'ASC' : 'DESC';
      const count = `${1 + below(random, below(random, 2) ? 20 : MEMBERS)}`;
      const query = ['FROMMEMBER', places.member(), 'BYRADIUS', `${below(random, 15_000)}`, 'km'];
      commands.push(['GEOSEARCH', 'G', ...query, order, 'COUNT', count, 'WITHDIST']);
    }
    // Equal distances of different places can differ in the last bit, of which C's library is not sure.
    const [ours, theirs] = await bothSides(commands);
    const different = ours.filter((reply, i) => text(reply) !== text(theirs[i]!));
    expect(different.length).toBeLessThan(SEARCHES * 0.02);
  }, 60_000);

  it('are as far from each other as Redis says', async () => {
    const places = new Places(new SeededRandom(SEED + 1));
    const commands = [
      ...adding(places),
      ...Array.from({ length: PAIRS }, () => ['GEODIST', 'G', places.member(), places.member()]),
      ...Array.from({ length: PAIRS }, () => ['GEOPOS', 'G', places.member()]),
      ...Array.from({ length: PAIRS }, () => ['GEOHASH', 'G', places.member()]),
    ];
    expect(difference(commands, await bothSides(commands))).toBeUndefined();
  }, 60_000);

  // The C library does not promise the last of the 53 bits of a sine; hardly ever is it another one.
  it('have stored distances with the same bits', async () => {
    const places = new Places(new SeededRandom(SEED + 2));
    const commands = [
      ...adding(places),
      ...['0', '60', '-80'].flatMap((latitude) => [
        [
          'GEOSEARCHSTORE',
          'D',
          'G',
          'FROMLONLAT',
          '10',
          latitude,
          'BYRADIUS',
          '30000',
          'km',
          'STOREDIST',
        ],
        ['ZRANGE', 'D', '0', '-1', 'WITHSCORES'],
      ]),
    ];
    const [ours, theirs] = await bothSides(commands);
    let different = 0;
    for (let i = MEMBERS + 1; i < commands.length; i += 2) {
      const expected = scores(theirs[i]!);
      for (const [member, score] of scores(ours[i]!)) {
        const other = expected.get(member)!;
        expect(Math.abs(score - other)).toBeLessThanOrEqual(4 * Number.EPSILON * other);
        if (score !== other) different++;
      }
      expect(expected.size).toBe(MEMBERS);
    }
    expect(different).toBeLessThan(MEMBERS * 3 * MISROUNDED);
  }, 60_000);
});

function text(reply: Reply): string {
  return JSON.stringify(reply);
}

/** Members and scores as ZRANGE answers them on RESP2. */
function scores(reply: Reply): Map<string, number> {
  const flat = reply as readonly string[];
  const pairs = Array.from({ length: flat.length / 2 }, (_, i) => {
    return [flat[2 * i]!, Number(flat[2 * i + 1])] as const;
  });
  return new Map(pairs);
}
