import { describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { Cluster } from 'ioredis';
import { CacheMetrics } from '../../../lib/metrics/cache-metrics.js';
import { figuresOf } from '../../../lib/metrics/cache-figures.js';
import { parseInfo } from '../../../lib/metrics/info.js';
import { describeEachRedis } from '../../support/each-redis.js';

describeEachRedis('the figures', (redis) => {
  const resetStatistics = async (): Promise<void> => {
    const { connection } = redis;
    const nodes = connection instanceof Cluster ? connection.nodes('master') : [connection];
    await Promise.all(nodes.map((node) => node.config('RESETSTAT')));
  };

  it('tell hits, misses, keys and commands', async () => {
    const { connection } = redis;
    await resetStatistics();
    const metrics = new CacheMetrics(connection);
    expect(await metrics.snapshot()).toMatchObject({
      hits: 0,
      misses: 0,
      hitRatio: null,
      keys: 0,
      volatileKeys: 0,
      expired: 0,
      evicted: 0,
    });
    for (const key of ['a', 'b', 'c', 'd']) await connection.set(key, key);
    await connection.expire('a', 100);
    for (const key of ['a', 'b', 'c', 'none']) await connection.get(key);
    await connection.lpush('a', 'x').catch(() => {});
    const figures = await metrics.snapshot();
    expect(figures).toMatchObject({
      hits: 3,
      misses: 1,
      hitRatio: 0.75,
      keys: 4,
      volatileKeys: 1,
    });
    expect(figures.commands).toMatchObject({
      get: { calls: 4, failed: 0, rejected: 0 },
      set: { calls: 4 },
      expire: { calls: 1 },
    });
    expect(figures.commands).not.toHaveProperty('append');
    expect(figures.memory.used).toBeGreaterThan(0);
    expect(figures.memory.max).toBe(0);
    expect(figures.clients).toBeGreaterThan(0);
    expect(figures.commandsProcessed).toBeGreaterThanOrEqual(9);
  });

  it('tell expired keys', async () => {
    const { connection } = redis;
    await resetStatistics();
    await connection.set('a', '1', 'PX', 20);
    await connection.set('b', '1');
    await redis.pass(30);
    expect(await connection.get('a')).toBeNull();
    expect(await new CacheMetrics(connection).snapshot()).toMatchObject({
      expired: 1,
      keys: 1,
      misses: 1,
    });
  });

  it('count failed and rejected commands apart, and subcommands by their own names', async () => {
    const { connection } = redis;
    await resetStatistics();
    await connection.set('a', 'text');
    await expect(connection.incr('a')).rejects.toThrow('not an integer');
    await expect(connection.call('get', 'a', 'b')).rejects.toThrow('wrong number');
    const { commands } = await new CacheMetrics(connection).snapshot();
    expect(commands['incr']).toMatchObject({ calls: 1, failed: 1, rejected: 0 });
    expect(commands['get']).toMatchObject({ calls: 0, failed: 0, rejected: 1 });
    expect(commands['config|resetstat']?.calls).toBeGreaterThanOrEqual(1);
  });

  it('can be asked before the connection is used', async () => {
    expect(await new CacheMetrics(redis.connect()).snapshot()).toMatchObject({ keys: 0 });
  });
});

describe('reading INFO', () => {
  const server = (text: string) => parseInfo(text.replaceAll('\n', '\r\n'));

  it('sums up servers', () => {
    const figures = figuresOf([
      server(`# Stats
keyspace_hits:3
keyspace_misses:1
expired_keys:5
evicted_keys:7

# Memory
used_memory:100
used_memory_peak:150
maxmemory:0

# Commandstats
cmdstat_get:calls=4,usec=10,usec_per_call=2.50,rejected_calls=1,failed_calls=2

# Keyspace
db0:keys=2,expires=1,avg_ttl=0
db15:keys=3,expires=0,avg_ttl=0
`),
      server(`keyspace_hits:1
keyspace_misses:3
used_memory:11
cmdstat_get:calls=1,usec=5,usec_per_call=5.00,rejected_calls=0,failed_calls=0
cmdstat_config|get:calls=1,usec=5,usec_per_call=5.00,rejected_calls=0,failed_calls=0
db0:keys=10,expires=10,avg_ttl=5
`),
    ]);
    expect(figures).toEqual({
      hits: 4,
      misses: 4,
      hitRatio: 0.5,
      keys: 15,
      volatileKeys: 11,
      expired: 5,
      evicted: 7,
      memory: { used: 111, peak: 150, max: 0 },
      clients: 0,
      commandsProcessed: 0,
      commands: {
        get: { calls: 5, failed: 2, rejected: 1, microseconds: 15 },
        'config|get': { calls: 1, failed: 0, rejected: 0, microseconds: 5 },
      },
    });
  });

  it('keeps what stands behind the first colon, and no titles', () => {
    expect([...server('# Server\nexecutable:/usr/bin:redis\n\nos:Linux\n')]).toEqual([
      ['executable', '/usr/bin:redis'],
      ['os', 'Linux'],
    ]);
  });

  it('takes what is missing or no number for 0', () => {
    expect(figuresOf([server('used_memory:many\n')])).toMatchObject({
      hits: 0,
      memory: { used: 0 },
      commands: {},
    });
  });
});

it.each([undefined, null, 5, 'redis://localhost', []])(
  'the figures of %p cannot be asked for',
  (connection) => {
    expect(() => new CacheMetrics(connection as unknown as Redis)).toThrow(
      "Invalid option 'connection': expected an ioredis connection",
    );
  },
);
