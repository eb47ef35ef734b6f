import { afterEach } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryCache, type InMemoryCacheOptions } from '../../lib/engine/engine.js';
import { RespServer, type RespServerOptions } from '../../lib/server/resp-server.js';
import { RawClient } from './raw-client.js';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

/** Runs at the end of the test, last come first. */
export function atEnd(end: () => unknown): void {
  endings.push(end);
}

/** A folder that is there until the end of the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'resp-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An engine that is served on a free port until the end of the test. */
export interface ServedEngine {
  readonly engine: InMemoryCache;
  readonly server: RespServer;
  readonly port: number;
  /** Opens a connection, which is closed at the end of the test. */
  connect(protocol?: 2 | 3): Promise<RawClient>;
}

export async function serveEngine(
  engineOptions: InMemoryCacheOptions = {},
  options: RespServerOptions = {},
): Promise<ServedEngine> {
  const engine = new InMemoryCache(engineOptions);
  const server = new RespServer(engine, options);
  const { port } = await server.listen({ port: 0 });
  atEnd(() => {
    engine.close();
    return server.close();
  });
  const connect = async (protocol?: 2 | 3): Promise<RawClient> => {
    const client = await RawClient.connect({ port }, protocol);
    atEnd(() => client.close());
    return client;
  };
  return { engine, server, port, connect };
}

/** Waits until something holds. @throws Error when it has not after five seconds */
export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn++) {
    if (turn === 500) throw new Error(`It never came to this: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
