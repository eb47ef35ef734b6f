import { afterEach, describe, expect, it } from '@jest/globals';
import { ManualClock, SeededRandom, createTestingCache, type TestingCache } from 'rednest/testing';

let testing: TestingCache;
afterEach(() => testing?.close());

describe('createTestingCache', () => {
  it('lets an hour pass at once', async () => {
    testing = createTestingCache();
    const { connection, clock } = testing;
    await connection.set('session', 'alice', 'EX', 3600);
    clock.advance('59m');
    expect(await connection.ttl('session')).toBe(60);
    clock.advance('1m');
    expect(await connection.get('session')).toBe('alice');
    clock.advance(1);
    expect(await connection.get('session')).toBeNull();
  });

  it('removes what is due without anybody asking', async () => {
    testing = createTestingCache();
    const { connection, cache } = testing;
    await connection.mset('a', '1', 'b', '2');
    await connection.expire('a', 10);
    testing.advance('11s');
    expect(cache.databases[0]!.size).toBe(1);
    expect(await connection.dbsize()).toBe(1);
  });

  it('begins when and with the chance it is told', async () => {
    const run = async (seed: number): Promise<string[]> => {
      testing = createTestingCache({ seed, start: Date.UTC(2030, 0, 1) });
      const { connection } = testing;
      expect(Number((await connection.time())[0])).toBe(Date.UTC(2030, 0, 1) / 1000);
      for (let i = 0; i < 100; i++) await connection.set(`k${i}`, '');
      const keys: string[] = [];
      for (let i = 0; i < 10; i++) keys.push((await connection.randomkey())!);
      testing.close();
      return keys;
    };
    expect(await run(7)).toEqual(await run(7));
    expect(await run(7)).not.toEqual(await run(8));
  });

  it('takes the other options of an engine', () => {
    testing = createTestingCache({ databases: 2 });
    expect(testing.cache.databases).toHaveLength(2);
    expect(testing.clock).toBeInstanceOf(ManualClock);
    expect(new SeededRandom(1).uint32()).toBe(new SeededRandom(1).uint32());
  });

  it('ends its connection', async () => {
    testing = createTestingCache();
    await testing.connection.ping();
    testing.close();
    await expect(testing.connection.ping()).rejects.toThrow('Connection is closed');
    expect(testing.cache.sessionCount).toBe(0);
  });

  it('knows the password that it is given', async () => {
    testing = createTestingCache({ password: 'secret' });
    expect(await testing.connection.ping()).toBe('PONG');
  });

  it.each<[string, unknown]>([
    ['options', null],
    ['options', 5],
    ['options', 'redis'],
    ['options', []],
    ['options', new Map()],
    ['start', { start: Number.NaN }],
    ['start', { start: -1 }],
    ['start', { start: '2024-01-01' }],
    ['start', { start: new Date('never') }],
    ['seed', { seed: 1.5 }],
    ['seed', { seed: '1' }],
    ['clock', { clock: new ManualClock() }],
    ['random', { random: new SeededRandom(1) }],
    ['databases', { databases: 0 }],
    ['password', { password: null }],
    ['sweep', { sweep: {} }],
  ])('names %s when it is made with %j', (option, options) => {
    const make = (): unknown => createTestingCache(options as object);
    expect(make).toThrow(`Invalid option '${option}': expected `);
    expect(make).toThrow(expect.objectContaining({ name: 'InvalidOptionError', option }));
  });

  it.each([-1, Number.NaN, '1 year', null, {}])('does not let %p pass', (by) => {
    testing = createTestingCache({ start: 5 });
    expect(() => testing.advance(by as number)).toThrow("Invalid option 'by': expected ");
    expect(testing.clock.now()).toBe(5);
  });
});
