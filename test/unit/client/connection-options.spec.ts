import { afterEach, describe, expect, it } from '@jest/globals';
import { ClusterConnectionManager } from '../../../lib/client/cluster-connection-manager.js';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import type { ConnectionManagerOptions } from '../../../lib/client/connection-options.js';
import { createConnection } from '../../../lib/client/create-connection.js';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';

const opened: { disconnect(): void }[] = [];
afterEach(() => opened.splice(0).forEach((redis) => redis.disconnect()));

function open(options?: ConnectionManagerOptions): ConnectionManager {
  const redis = new ConnectionManager(options);
  opened.push(redis);
  return redis;
}

describe('a connection manager', () => {
  it('makes an engine of its own, which its duplicates share', async () => {
    const redis = open();
    const other = open();
    await redis.set('k', 'v');
    expect(redis.engine).toBeInstanceOf(InMemoryCache);
    expect(redis.engine).not.toBe(other.engine);
    expect(await other.get('k')).toBeNull();
    const copy = redis.duplicate() as ConnectionManager;
    opened.push(copy);
    expect(copy.engine).toBe(redis.engine);
  });

  it('makes it with the options of an engine', async () => {
    const clock = new ManualClock();
    const redis = open({ clock, databases: 2, password: 'secret' });
    await redis.set('k', 'v', 'EX', 60);
    expect(await redis.config('GET', 'databases')).toEqual(['databases', '2']);
    clock.advance('61s');
    expect(await redis.get('k')).toBeNull();
    await expect(redis.select(2)).rejects.toThrow('ERR DB index is out of range');
  });

  it('authenticates with the password of a shared engine', async () => {
    const engine = new InMemoryCache({ password: 'secret' });
    const refused = open({ engine, lazyConnect: true, retryStrategy: () => null });
    refused.on('error', () => undefined);
    await expect(refused.connect()).rejects.toThrow('Connection is closed.');
    expect(await open({ engine, password: 'secret' }).ping()).toBe('PONG');
    expect(await open({ engine, username: 'default', password: 'secret' }).ping()).toBe('PONG');
  });

  it('leaves no session behind', async () => {
    const engine = new InMemoryCache();
    const redis = open({ engine });
    await redis.ping();
    expect(engine.sessionCount).toBe(1);
    const ended = new Promise((resolve) => redis.once('end', resolve));
    redis.disconnect();
    await ended;
    expect(engine.sessionCount).toBe(0);
  });

  it('goes to a server with an address, without an engine', () => {
    const addresses: ConnectionManagerOptions[] = [
      { url: 'redis://10.0.0.1:6399/4' },
      { server: { host: '10.0.0.1', port: 6399, db: 4 } },
      { host: '10.0.0.1', port: 6399, db: 4 },
    ];
    for (const address of addresses) {
      const redis = open({ ...address, lazyConnect: true });
      expect(redis.engine).toBeUndefined();
      expect(redis.options).toMatchObject({ host: '10.0.0.1', port: 6399, db: 4 });
      const copy = redis.duplicate({ db: 1 }) as ConnectionManager;
      expect(copy.options).toMatchObject({ host: '10.0.0.1', port: 6399, db: 1 });
      expect(copy.engine).toBeUndefined();
      const embedded = redis.duplicate({ engine: new InMemoryCache() } as object);
      expect((embedded as ConnectionManager).engine).toBeInstanceOf(InMemoryCache);
      const moved = (embedded as ConnectionManager).duplicate({ port: 6400 }) as ConnectionManager;
      opened.push(embedded, moved);
      expect(moved.engine).toBeUndefined();
    }
  });

  const engine = new InMemoryCache();
  it.each<[unknown, string]>([
    [7, 'options'],
    [{ engine: {} }, 'engine'],
    [{ engine, url: 'redis://localhost' }, 'url'],
    [{ url: 'redis://localhost', server: {} }, 'server'],
    [{ engine, databases: 3 }, 'databases'],
    [{ url: 'redis://localhost', clock: new ManualClock() }, 'clock'],
    [{ url: '' }, 'url'],
    [{ url: 5 }, 'url'],
    [{ url: 'http://localhost' }, 'url'],
    [{ url: 'localhost:6379' }, 'url'],
    [{ server: 'localhost' }, 'server'],
    [{ databases: 0 }, 'databases'],
    [{ db: 'x' }, 'db'],
    [{ db: -1 }, 'db'],
    [{ db: 1.5 }, 'db'],
    [{ url: 'redis://localhost', db: Number.NaN }, 'db'],
    [null, 'options'],
    ['redis://localhost', 'options'],
    [[], 'options'],
    [new Map([['url', 'redis://localhost']]), 'options'],
    [{ url: 'redis://localhost/main' }, 'url'],
    [{ url: 'redis://localhost', host: 'other' }, 'host'],
    [{ server: {}, port: 6380 }, 'port'],
    [{ server: [] }, 'server'],
    [{ server: { port: 'x' } }, 'server.port'],
    [{ host: 'localhost', databases: 3 }, 'databases'],
    [{ port: 6379, clock: new ManualClock() }, 'clock'],
    [{ path: '/run/redis.sock', sweep: false }, 'sweep'],
    [{ clock: { now: () => Number.NaN } }, 'clock.now()'],
    [{ clock: null }, 'clock'],
    [{ random: {} }, 'random'],
    [{ host: 5 }, 'host'],
    [{ host: '' }, 'host'],
    [{ port: 0 }, 'port'],
    [{ port: 1.5 }, 'port'],
    [{ path: 5 }, 'path'],
    [{ username: 5 }, 'username'],
    [{ username: {} }, 'username'],
    [{ password: Symbol('s') }, 'password'],
    [{ keyPrefix: null }, 'keyPrefix'],
    [{ keyPrefix: () => 'a' }, 'keyPrefix'],
    [{ connectionName: class {} }, 'connectionName'],
    [{ sentinels: [] }, 'sentinels'],
    [{ sentinels: 'localhost' }, 'sentinels'],
    [{ Connector: {} }, 'Connector'],
    [{ commandTimeout: 0 }, 'commandTimeout'],
    [{ commandTimeout: '1s' }, 'commandTimeout'],
    [{ connectTimeout: Infinity }, 'connectTimeout'],
    [{ maxRetriesPerRequest: 1.5 }, 'maxRetriesPerRequest'],
    [{ retryStrategy: 5 }, 'retryStrategy'],
    [{ scripts: 'return 1' }, 'scripts'],
    [{ scripts: { a: null } }, 'definition'],
    [{ scripts: { a: { lua: 5 } } }, 'definition.lua'],
    [{ protocol: 4 }, 'protocol'],
    [{ nodes: [7000] }, 'nodes'],
    [{ cluster: {} }, 'cluster'],
    [{ config: { maxmemory: '1mb' } }, 'config'],
    [{ users: [] }, 'users'],
    [{ scriptMemory: 2 ** 24 }, 'scriptMemory'],
    [{ client: {} }, 'client'],
    [{ listen: { port: 0 } }, 'listen'],
    [{ uri: 'redis://localhost' }, 'uri'],
    [{ sweep: true }, 'sweep'],
    [{ sweep: { interval: -1 } }, 'sweep.interval'],
    [{ sweep: { interval: '1 year' } }, 'sweep.interval'],
    [{ sweep: { interval: 2 ** 31 } }, 'sweep.interval'],
    [{ sweep: { budget: 0 } }, 'sweep.budget'],
    [{ sweep: { intervall: 1 } }, 'sweep.intervall'],
  ])('refuses %p, naming the option', (options, option) => {
    const create = (): unknown => new ConnectionManager(options as ConnectionManagerOptions);
    expect(create).toThrow(InvalidOptionError);
    expect(create).toThrow(expect.objectContaining({ option }));
  });
});

describe('a copy of a connection manager', () => {
  it.each<[unknown, string]>([
    [5, 'options'],
    ['redis://localhost', 'options'],
    [null, 'options'],
    [{ db: -1 }, 'db'],
    [{ keyPrefix: 5 }, 'keyPrefix'],
    [{ url: 'localhost' }, 'url'],
    [{ commandTimeout: '1s' }, 'commandTimeout'],
  ])('is not made with %p', (override, option) => {
    const redis = open({ lazyConnect: true });
    const copy = (): unknown => redis.duplicate(override as object);
    expect(copy).toThrow(expect.objectContaining({ name: 'InvalidOptionError', option }));
  });

  it('stays where the connection is when the place is undefined', () => {
    const redis = open({ lazyConnect: true });
    const nowhere = { host: undefined, url: undefined, engine: undefined } as object;
    const copy = redis.duplicate(nowhere) as ConnectionManager;
    const server = open({ url: 'redis://10.0.0.1:6399', lazyConnect: true });
    const other = server.duplicate(nowhere) as ConnectionManager;
    opened.push(copy, other);
    expect(copy.engine).toBe(redis.engine);
    expect(other.engine).toBeUndefined();
    expect(other.options).toMatchObject({ host: '10.0.0.1', port: 6399 });
  });

  it('keeps what the URL of the connection said', () => {
    const redis = open({ url: 'redis://10.0.0.1?commandTimeout=100', lazyConnect: true });
    const copy = redis.duplicate({ db: 1 }) as ConnectionManager;
    opened.push(copy);
    expect(copy.options).toMatchObject({ host: '10.0.0.1', commandTimeout: '100', db: 1 });
  });
});

describe('a custom command', () => {
  it.each<[string, unknown, unknown]>([
    ['name', '', { lua: 'return 1' }],
    ['name', 5, { lua: 'return 1' }],
    ['name', Symbol('s'), { lua: 'return 1' }],
    ['definition', 'one', null],
    ['definition', 'one', 'return 1'],
    ['definition.lua', 'one', {}],
    ['definition.lua', 'one', { lua: Buffer.from('return 1') }],
    ['definition.numberOfKeys', 'one', { lua: 'return 1', numberOfKeys: -1 }],
    ['definition.numberOfKeys', 'one', { lua: 'return 1', numberOfKeys: '1' }],
  ])('needs a proper %s', (option, name, definition) => {
    const redis = open({ lazyConnect: true });
    expect(() => redis.defineCommand(name as string, definition as { lua: string })).toThrow(
      expect.objectContaining({ name: 'InvalidOptionError', option }),
    );
    expect(redis).not.toHaveProperty('one');
  });
});

describe('createConnection', () => {
  it('makes the connection that the options ask for', () => {
    const embedded = createConnection();
    const server = createConnection({ url: 'redis://10.0.0.1', lazyConnect: true });
    const cluster = createConnection({
      nodes: [{ host: '10.0.0.1', port: 7000 }],
      keyPrefix: 'p:',
      lazyConnect: true,
      password: 'secret',
      cluster: { scaleReads: 'all', redisOptions: { connectTimeout: 5 } },
    });
    opened.push(embedded, server, cluster);
    expect(embedded.engine).toBeInstanceOf(InMemoryCache);
    expect(server.engine).toBeUndefined();
    expect(cluster).toBeInstanceOf(ClusterConnectionManager);
    expect(cluster.engine).toBeUndefined();
    expect(cluster.options).toMatchObject({
      keyPrefix: 'p:',
      lazyConnect: true,
      scaleReads: 'all',
      redisOptions: { password: 'secret', connectTimeout: 5 },
    });
  });

  it.each<[object, string]>([
    [{ nodes: [] }, 'nodes'],
    [{ nodes: 'localhost' }, 'nodes'],
    [[], 'options'],
    [new Map(), 'options'],
    [{ nodes: [null] }, 'nodes[0]'],
    [{ nodes: [7000, 70_000] }, 'nodes[1]'],
    [{ nodes: [{ host: '' }] }, 'nodes[0]'],
    [{ nodes: ['7000', true] }, 'nodes[1]'],
    [{ nodes: [7000], cluster: null }, 'cluster'],
    [{ nodes: [7000], cluster: 5 }, 'cluster'],
    [{ nodes: [7000], cluster: { redisOptions: null } }, 'cluster.redisOptions'],
    [
      { nodes: [7000], cluster: { redisOptions: { password: 5 } } },
      'cluster.redisOptions.password',
    ],
    [{ nodes: [7000], host: 'localhost' }, 'host'],
    [{ nodes: [7000], sweep: false }, 'sweep'],
    [{ nodes: [7000], db: 1 }, 'db'],
    [{ nodes: [7000], password: 5 }, 'password'],
    [{ cluster: {} }, 'cluster'],
    [{ nodes: [7000], url: 'redis://localhost' }, 'url'],
    [{ nodes: [7000], databases: 5 }, 'databases'],
  ])('refuses %p, naming the option', (options, option) => {
    expect(() => createConnection(options)).toThrow(expect.objectContaining({ option }));
  });
});
