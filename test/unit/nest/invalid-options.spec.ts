import { describe, expect, it } from '@jest/globals';
import { CacheModule } from '../../../lib/cache.module.js';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { SeededRandom } from '../../../lib/engine/random.js';
import type { CacheModuleOptions } from '../../../lib/nest/cache-module-options.js';
import {
  checkCacheModuleExtras,
  checkCacheModuleOptions,
} from '../../../lib/nest/check-options.js';

import { InjectConnectionManager } from '../../../lib/nest/decorators.js';
import { getConnectionManagerToken } from '../../../lib/nest/tokens.js';

/** As options come from JavaScript or from a configuration file. */
const check = (options: unknown): CacheModuleOptions =>
  checkCacheModuleOptions(options as CacheModuleOptions);

function refusal(options: unknown): InvalidOptionError {
  try {
    check(options);
  } catch (error) {
    if (error instanceof InvalidOptionError) return error;
  }
  throw new Error('not refused');
}

describe('options that cannot be accepted name themselves', () => {
  it.each<[string, unknown]>([
    ['options', null],
    ['options', 'redis://localhost'],
    ['options', []],
    ['uri', { uri: 'redis://localhost' }],
    ['isGlobal', { isGlobal: true }],
    ['toString', { toString: 1 }],
    ['clock', { clock: Date }],
    ['clock', { clock: 5 }],
    ['random', { random: Math.random }],
    ['engine', { engine: new Map() }],
    ['url', { url: '' }],
    ['url', { url: 6379 }],
    ['url', { url: 'localhost' }],
    ['url', { url: 'http://localhost' }],
    ['url', { url: 'redis://' }],
    ['url', { url: 'redis://localhost:notaport' }],
    ['nodes', { nodes: 'localhost:7000' }],
    ['nodes', { nodes: [] }],
    ['nodes[1]', { nodes: ['redis://a:1', ''] }],
    ['nodes[0]', { nodes: [{ host: 'a', port: 0 }] }],
    ['nodes[0]', { nodes: [{ host: '', port: 1 }] }],
    ['nodes[0]', { nodes: [70_000] }],
    ['server', { server: 'localhost' }],
    ['server.port', { server: { port: 'x' } }],
    ['server.port', { server: { port: 70_000 } }],
    ['server.host', { server: { host: 5 } }],
    ['server.path', { server: { path: '' } }],
    ['client', { client: true }],
    ['client.db', { client: { db: 'x' } }],
    ['client.db', { client: { db: -1 } }],
    ['client.db', { client: { db: 1.5 } }],
    ['client.keyPrefix', { client: { keyPrefix: 5 } }],
    ['client.username', { client: { username: 5 } }],
    ['client.password', { client: { password: 5 } }],
    ['client.host', { client: { host: 'localhost' } }],
    ['client.url', { client: { url: 'redis://localhost' } }],
    ['client.engine', { client: { engine: new InMemoryCache() } }],
    ['options', new Map([['databases', 2]])],
    ['options', Promise.resolve({ url: 'redis://localhost' })],
    ['clock.now()', { clock: { now: () => Number.NaN } }],
    ['clock.now()', { url: 'redis://localhost', clock: { now: () => '5' } }],
    ['config', { config: new Map() }],
    ['url', { url: 'redis://localhost/main' }],
    ['url', { url: 'redis://localhost/1/2' }],
    ['nodes[0]', { nodes: Array(1) }],
    ['nodes[0]', { nodes: [null] }],
    ['nodes[0]', { nodes: [new Map()] }],
    ['server', { server: new Map() }],
    ['server.sentinels', { server: { sentinels: [] } }],
    ['server.sentinels', { server: { sentinels: ['a:26379'] } }],
    ['server.sentinels', { server: { sentinels: [{ host: '', port: 1 }] } }],
    ['server.Connector', { server: { Connector: 'net' } }],
    ['server.retryStrategy', { server: { retryStrategy: 100 } }],
    ['server.reconnectOnError', { server: { reconnectOnError: 'READONLY' } }],
    ['server.connectTimeout', { server: { connectTimeout: '10s' } }],
    ['server.connectTimeout', { server: { connectTimeout: -1 } }],
    ['client.commandTimeout', { client: { commandTimeout: 0 } }],
    ['client.commandTimeout', { client: { commandTimeout: Number.NaN } }],
    ['client.commandTimeout', { client: { commandTimeout: Infinity } }],
    ['client.maxRetriesPerRequest', { client: { maxRetriesPerRequest: '3' } }],
    ['client.maxRetriesPerRequest', { client: { maxRetriesPerRequest: -1 } }],
    ['client.scripts', { client: { scripts: ['return 1'] } }],
    ['client.protocol', { client: { protocol: '3' } }],
    ['client.keyPrefix', { client: { keyPrefix: null } }],
    ['client.autoPipeliningIgnoredCommands', { client: { autoPipeliningIgnoredCommands: 'get' } }],
    ['client.db', { nodes: [7000], client: { db: 1 } }],
    ['cluster', { cluster: [] }],
    ['cluster', { cluster: new Map() }],
    ['cluster', { cluster: {} }],
    ['cluster', { cluster: {}, url: 'redis://localhost' }],
    ['cluster.redisOptions', { nodes: [7000], cluster: { redisOptions: 'x' } }],
    [
      'cluster.redisOptions.password',
      { nodes: [7000], cluster: { redisOptions: { password: 5 } } },
    ],
    ['databases', { url: 'redis://localhost', databases: 32 }],
    ['databases', { nodes: [7000], databases: 32 }],
    ['random', { server: {}, random: new SeededRandom(1) }],
    ['scriptMemory', { server: {}, scriptMemory: 2 ** 24 }],
    ['scriptLog', { url: 'redis://localhost', scriptLog: () => undefined }],
    ['users', { url: 'redis://localhost', users: [] }],
    ['listen', { url: 'redis://localhost', listen: { port: 0 } }],
    ['listen', { listen: 6379 }],
    ['listen', { listen: {} }],
    ['listen.port', { listen: { port: '6379' } }],
    ['listen.path', { listen: { port: 0, path: '/tmp/x' } }],
    ['tokenBlacklist', { tokenBlacklist: true }],
    ['tokenBlacklist.missing', { tokenBlacklist: { missing: 'maybe' } }],
    ['rateLimit', { rateLimit: 5 }],
    ['rateLimit.window', { rateLimit: { limit: 5 } }],
    ['startTimeout', { startTimeout: -1 }],
    ['startTimeout', { startTimeout: '10 years' }],
    ['startTimeout', { startTimeout: 2 ** 31 }],
    ['sweep', { sweep: 100 }],
    ['sweep.every', { sweep: { every: 100 } }],
    ['sweep.interval', { sweep: { interval: Number.NaN } }],
    ['sweep.interval', { sweep: { interval: '0.5ms' } }],
    ['sweep.interval', { sweep: { interval: '5w' } }],
    ['sweep.budget', { sweep: { budget: 0 } }],
    ['nodes', { url: 'redis://localhost', nodes: [7000] }],
    ['server', { url: 'redis://localhost', server: {} }],
    ['url', { url: 'redis://localhost', engine: new InMemoryCache() }],
    ['clock', { engine: new InMemoryCache(), clock: new ManualClock() }],
    ['databases', { engine: new InMemoryCache(), databases: 4 }],
  ])('%s of %j', (option, options) => {
    const error = refusal(options);
    expect(error.option).toBe(option);
    expect(error.message).toContain(`Invalid option '${option}': expected `);
  });

  it('tell the names that there are', () => {
    expect(refusal({ uri: 'redis://localhost' }).message).toContain('one of the options clock, ');
  });
});

describe('options that are accepted', () => {
  it.each<[CacheModuleOptions]>([
    [{}],
    [{ clock: new ManualClock(), random: new SeededRandom(1) }],
    [{ url: undefined, nodes: undefined, sweep: undefined }],
    [{ url: 'redis://localhost' }],
    [{ url: 'rediss://user:secret@redis.example.com:6380/2' }],
    [{ url: '/run/redis.sock' }],
    [{ nodes: [7000, 'redis://a:7001', { host: 'b' }, { host: 'c', port: 7002 }] }],
    [{ server: { host: 'localhost', port: 6379 }, startTimeout: 0 }],
    [{ sweep: { interval: 0, budget: '5ms' } }],
    [{ engine: new InMemoryCache(), client: { keyPrefix: 'app:' }, password: 'secret' }],
    [{ client: { db: 3, username: 'app', password: 'secret', connectionName: 'app' } }],
    [{ url: undefined, client: { db: 3, commandTimeout: 100 } }],
    [{ url: '/run/redis.sock', clock: new ManualClock(), cluster: undefined }],
    [{ url: 'redis://localhost', startTimeout: '5s', sweep: { interval: 0 } }],
    [{ nodes: [7000], cluster: { scaleReads: 'all', redisOptions: { password: 'secret' } } }],
    [{ server: { sentinels: undefined, username: undefined, commandTimeout: 100 } }],
    [{ client: { retryStrategy: () => null, maxRetriesPerRequest: null, connectTimeout: 0 } }],
    [{ server: { host: 'a', port: 6379, db: 3, keyPrefix: 'app:' } }],
    [{ server: { sentinels: [{ host: 'a', port: 26379 }], name: 'main' } }],
  ])('%j', (options) => {
    expect(checkCacheModuleOptions(options)).toBe(options);
  });
});

describe('what is said next to the options', () => {
  it.each<[string, unknown]>([
    ['name', { name: '' }],
    ['name', { name: 5 }],
    ['isGlobal', { isGlobal: 'yes' }],
  ])('%s of %j is refused', (option, extras) => {
    expect(() => checkCacheModuleExtras(extras as { name?: string })).toThrow(
      `Invalid option '${option}'`,
    );
  });
});

describe('what forRootAsync is called with', () => {
  const useFactory = (): CacheModuleOptions => ({});
  it.each<[string, unknown]>([
    ['options', null],
    ['options', []],
    ['useFactory', {}],
    ['useFactory', { useFactory: 5 }],
    ['useClass', { useClass: 'Config' }],
    ['inject', { useFactory, inject: 'CONFIG' }],
    ['imports', { useFactory, imports: class {} }],
    ['useExisting', { useExisting: null }],
    ['useExisting', { useExisting: 5 }],
    ['useExisting', { useExisting: '' }],
    ['useExisting', { useFactory, useExisting: class {} }],
    ['useClass', { useFactory, useClass: class {} }],
    ['useFactory', { useFactory: undefined, inject: [] }],
    ['inject', { useClass: class {}, inject: ['CONFIG'] }],
    ['isGlobal', { useFactory, isGlobal: 1 }],
    ['options', new Map([['useFactory', useFactory]])],
    ['name', { useFactory, name: '' }],
    ['usefactory', { usefactory: useFactory }],
  ])('%s of %j is refused', (option, options) => {
    expect(() => CacheModule.forRootAsync(options as { useFactory: typeof useFactory })).toThrow(
      `Invalid option '${option}': expected `,
    );
  });
});

describe('what forRoot is called with', () => {
  it.each([null, 5, 'redis://localhost', [], new Map(), Promise.resolve({})])(
    '%p is refused at once',
    (options) => {
      expect(() => CacheModule.forRoot(options as CacheModuleOptions)).toThrow(
        "Invalid option 'options': expected an object",
      );
    },
  );

  it.each([null, 5, '', Symbol('s')])('the name %p is refused at once', (name) => {
    expect(() => CacheModule.forRoot({ name: name as string })).toThrow("Invalid option 'name'");
  });
});

describe('the name of an instance', () => {
  it.each(['', 5, null])('is not %j', (name) => {
    expect(() => getConnectionManagerToken(name as string)).toThrow("Invalid option 'name'");
    expect(() => InjectConnectionManager(name as string)).toThrow("Invalid option 'name'");
  });
});
