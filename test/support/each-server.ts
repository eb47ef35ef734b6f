import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { RespServer } from '../../lib/server/resp-server.js';
import { RawClient } from './raw-client.js';
import { describeWithRedis } from './redis-server.js';

/** A server that is reached over sockets: ours, or a real one. */
export interface AnyServer {
  readonly port: number;
  /** The path of its unix socket. */
  readonly path: string;
  /** For clients that take an address as one string. */
  readonly url: string;
}

/**
 * Runs the same tests on an engine behind its RESP server and on a real redis-server; the data is empty before each.
 * @param fn registers the tests; the server it is handed exists only while they run
 */
export function describeEachServer(name: string, fn: (server: () => AnyServer) => void): void {
  describe(`${name}, on the engine`, () => {
    const engine = new InMemoryCache();
    const server = new RespServer(engine);
    const folder = mkdtempSync(join(tmpdir(), 'rednest-'));
    const path = join(folder, 'rednest.sock');
    let port = 0;
    beforeAll(async () => {
      ({ port } = await server.listen({ port: 0 }));
      await server.listen({ path });
    });
    afterAll(async () => {
      await server.close();
      engine.close();
      rmSync(folder, { recursive: true });
    });
    const address = (): AnyServer => ({ port, path, url: `redis://127.0.0.1:${port}` });
    register(address, fn);
  });
  describeWithRedis(`${name}, on redis-server`, (server) => register(server, fn));
}

function register(server: () => AnyServer, fn: (server: () => AnyServer) => void): void {
  beforeEach(async () => {
    const client = await RawClient.connect({ path: server().path });
    await client.call('FLUSHALL');
    await client.close();
  });
  fn(server);
}
