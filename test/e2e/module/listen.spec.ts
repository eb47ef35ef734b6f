import { afterEach, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  CacheModule,
  ConnectionManager,
  getRespServerToken,
  InMemoryCache,
  RespServer,
  type CacheModuleOptions,
  type TcpAddress,
} from 'rednest';
import { exchange } from '../../support/raw-client.js';
import { temporaryFolder } from '../../support/served-engine.js';

let app: TestingModule | undefined;
afterEach(() => app?.close());

async function start(options: CacheModuleOptions): Promise<TestingModule> {
  app = await Test.createTestingModule({ imports: [CacheModule.forRoot(options)] }).compile();
  return app.init();
}

describe('a module that listens', () => {
  it('serves the data of the application to other processes, until the application closes', async () => {
    const running = await start({ listen: { port: 0 } });
    const [address] = running.get(RespServer).addresses as TcpAddress[];
    expect(address!.host).toBe('127.0.0.1');
    await running.get(ConnectionManager).set('k', 'v');
    expect(await exchange(address!, 'GET k\r\nSET k 2\r\n')).toBe('$1\r\nv\r\n+OK\r\n');
    expect(await running.get(ConnectionManager).incr('k')).toBe(3);
    await running.close();
    await expect(exchange(address!, 'PING\r\n')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('serves a unix socket', async () => {
    const path = join(temporaryFolder(), 'app.sock');
    const running = await start({ listen: { path }, password: 'secret' });
    expect(await exchange({ path }, 'PING\r\nAUTH secret\r\nPING\r\n')).toBe(
      '-NOAUTH Authentication required.\r\n+OK\r\n+PONG\r\n',
    );
    await running.close();
    expect(existsSync(path)).toBe(false);
  });

  it('has a server for each name, and none without the option', async () => {
    const imports = [
      CacheModule.forRoot({ name: 'a', listen: { port: 0 } }),
      CacheModule.forRoot({ name: 'b', engine: new InMemoryCache() }),
    ];
    app = await Test.createTestingModule({ imports }).compile();
    const server = app.get<RespServer>(getRespServerToken('a'));
    expect(server.addresses).toEqual([]);
    await app.init();
    expect(server.addresses).toHaveLength(1);
    expect(app.get(getRespServerToken('b'))).toBeUndefined();
  });

  it('does not start where the port is taken', async () => {
    const other = new RespServer(new InMemoryCache());
    const { port } = await other.listen({ port: 0 });
    await expect(start({ listen: { port } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await other.close();
  });

  it.each([
    [{ listen: { port: -1 } }, "'listen.port': expected an integer of 0 to 65535"],
    [{ listen: 6379 }, "'listen': expected an object"],
    [{ listen: {} }, "'listen': expected { port } or { path }"],
    [{ listen: { port: 0 }, url: 'redis://h' }, "'listen': expected nothing next to 'url'"],
    [{ listen: { port: 0 }, nodes: [7000] }, "'listen': expected nothing next to 'nodes'"],
    [{ listen: { port: 0 }, server: {} }, "'listen': expected nothing next to 'server'"],
  ])('refuses %j', async (options, message) => {
    await expect(start(options as CacheModuleOptions)).rejects.toThrow(message);
  });

  it('refuses other machines while no password is set, unless told not to', async () => {
    const host = '0.0.0.0';
    await expect(start({ listen: { port: 0, host } })).rejects.toThrow("Invalid option 'host'");
    const running = await start({ listen: { port: 0, host, protectedMode: false } });
    expect(running.get(RespServer).addresses).toHaveLength(1);
  });
});
