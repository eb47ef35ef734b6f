import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConnectionManager, InMemoryCache } from '../../lib/index.js';

const TEXT = 'a text that is longer than twelve chars';
const MB = 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('the texts that an application stores', () => {
  let redis: ConnectionManager;
  let engine: InMemoryCache;

  beforeEach(async () => {
    engine = new InMemoryCache();
    redis = new ConnectionManager({ engine });
    await redis.ping();
    // The first calls of a command are timed, and take another way.
    for (let i = 0; i < 100; i++) {
      await redis.set('warm', i);
      await redis.setex('warm', 10, i);
      await redis.getset('warm', i);
    }
  });

  afterEach(() => redis.disconnect());

  const lent = (): number => engine.databases.reduce((sum, db) => sum + db.lent.size, 0);

  it('are copied by the sweeper', async () => {
    engine.sweptEvery(100);
    await redis.set('a', TEXT);
    await redis.setex('b', 10, TEXT);
    await redis.getset('c', TEXT);
    await redis.setnx('d', TEXT);
    expect(lent()).toBeGreaterThan(0);
    engine.sweep();
    expect(lent()).toBe(0);
    expect(await redis.mget('a', 'b', 'c', 'd')).toEqual([TEXT, TEXT, TEXT, TEXT]);
  });

  it('are copied at once where nobody sweeps', async () => {
    engine.sweptEvery(100);
    await redis.set('a', TEXT);
    engine.sweptEvery(0);
    expect(lent()).toBe(0);
    await redis.set('b', TEXT);
    expect(lent()).toBe(0);
    expect(await redis.mget('a', 'b')).toEqual([TEXT, TEXT]);
  });

  it('are what every command reads before they are copied', async () => {
    engine.sweptEvery(100);
    const wide = 'größer als zwölf Zeichen: ✓';
    await redis.set('a', TEXT);
    await redis.set('wide', wide);
    await redis.copy('a', 'copy');
    await redis.rename('a', 'b');
    await redis.append('b', '!');
    await redis.set('number', '12345678901234');
    expect(await redis.mget('copy', 'b', 'wide')).toEqual([TEXT, `${TEXT}!`, wide]);
    expect(await redis.strlen('wide')).toBe(Buffer.byteLength(wide));
    expect(await redis.incr('number')).toBe(12345678901235);
    expect(await redis.object('ENCODING', 'copy')).toBe('embstr');
    engine.sweep();
    expect(await redis.mget('copy', 'b', 'wide')).toEqual([TEXT, `${TEXT}!`, wide]);
  });

  it('do not keep the strings alive that they were cut from', async () => {
    engine.sweptEvery(100);
    const cut = (): string =>
      Buffer.alloc(MB / 2, 'x')
        .latin1Slice()
        .slice(10, 40);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 100; i++) await redis.set(`key:${i}`, cut());
    await redis.rename('key:0', 'moved');
    await redis.copy('key:1', 'copied');
    engine.sweep(Infinity);
    collectGarbage();
    const after = process.memoryUsage().heapUsed;
    expect(await redis.get('moved')).toBe('x'.repeat(30));
    expect(after - before).toBeLessThan(20 * MB);
  });
});
