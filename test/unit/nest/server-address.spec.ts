import { describe, expect, it } from '@jest/globals';
import type { CacheModuleOptions } from '../../../lib/nest/cache-module-options.js';
import { serverAddress } from '../../../lib/nest/server-connection.js';

describe('the address of a server in messages has no credentials', () => {
  it.each<[CacheModuleOptions, string]>([
    [{ url: 'redis://localhost' }, 'localhost'],
    [{ url: 'rediss://user:p@ss@redis.example.com:6380/2' }, 'redis.example.com:6380/2'],
    [{ url: 'redis://h:1?password=secret' }, 'h:1'],
    [{ url: '/run/redis.sock' }, '/run/redis.sock'],
    [{ server: {} }, '127.0.0.1:6379'],
    [{ server: { host: 'h', port: 1, password: 'secret' } }, 'h:1'],
    [{ server: { path: '/run/redis.sock' } }, '/run/redis.sock'],
    [
      { server: { name: 'main', sentinels: [{ host: 's', port: 26379 }] } },
      'main of sentinels s:26379',
    ],
    [
      { nodes: [7000, 'localhost:7001', 'redis://:secret@n:7002', { host: 'n', port: 7003 }] },
      '127.0.0.1:7000, localhost:7001, n:7002, n:7003',
    ],
  ])('%j', (options, address) => {
    expect(serverAddress(options)).toBe(address);
  });
});
