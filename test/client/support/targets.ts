import { afterEach, beforeEach, describe, jest } from '@jest/globals';
import type * as ioredis from 'ioredis';
import type * as Client from '../../../lib/client/connection-manager.js';
import type { ConnectionManagerOptions } from '../../../lib/client/connection-options.js';
import type * as Engine from '../../../lib/engine/engine.js';
import { describeWithRedis } from '../../support/redis-server.js';

export type ConnectionManager = Client.ConnectionManager;

/** One ioredis with the library on top of it, and where its connections go. */
export interface Target {
  readonly version: 5 | 6;
  readonly embedded: boolean;
  readonly ioredis: typeof ioredis;
  /** Opens a connection that is closed after the test. */
  open(options?: ConnectionManagerOptions): ConnectionManager;
  /** Has the server close a connection, as CLIENT KILL does. */
  kill(connection: ConnectionManager): Promise<void>;
}

interface Library {
  readonly ioredis: typeof ioredis;
  readonly ConnectionManager: typeof Client.ConnectionManager;
  readonly InMemoryCache: typeof Engine.InMemoryCache;
}

/** Loads the library on one of the two ioredis, as an application that has installed it would. */
export async function loadLibrary(version: 5 | 6): Promise<Library> {
  jest.resetModules();
  if (version === 5) jest.unstable_mockModule('ioredis', () => import('ioredis5'));
  else jest.unstable_unmockModule('ioredis');
  // One after the other: the loader of Jest links no two graphs at once.
  const client = await import('../../../lib/client/connection-manager.js');
  const engine = await import('../../../lib/engine/engine.js');
  const redis = await import('ioredis');
  return { ...client, ...engine, ioredis: redis };
}

const libraries = [
  [5, await loadLibrary(5)],
  [6, await loadLibrary(6)],
] as const;

/**
 * A suite that runs on ioredis 5 and 6, against the embedded engine and against a real server.
 * @param fn registers the tests
 */
export function describeClient(name: string, fn: (target: Target) => void): void {
  for (const [version, library] of libraries) {
    describe(`${name}: ioredis ${version} on the embedded engine`, () => {
      let engine: Engine.InMemoryCache;
      beforeEach(() => void (engine = new library.InMemoryCache()));
      fn(makeTarget(version, library, true, (options) => ({ engine, ...options })));
    });
    describeWithRedis(`${name}: ioredis ${version} on redis-server`, (server) => {
      afterEach(async () => {
        const client = await server().connect();
        await client.call('FLUSHALL');
        await client.close();
      });
      fn(makeTarget(version, library, false, (options) => ({ url: server().url, ...options })));
    });
  }
}

/** As {@link describeClient}, for what only the embedded engine does. */
export function describeEmbedded(name: string, fn: (target: Target) => void): void {
  for (const [version, library] of libraries) {
    describe(`${name}: ioredis ${version}`, () => {
      let engine: Engine.InMemoryCache;
      beforeEach(() => void (engine = new library.InMemoryCache()));
      fn(makeTarget(version, library, true, (options) => ({ engine, ...options })));
    });
  }
}

function makeTarget(
  version: 5 | 6,
  library: Library,
  embedded: boolean,
  complete: (options?: ConnectionManagerOptions) => ConnectionManagerOptions,
): Target {
  const opened: ConnectionManager[] = [];
  afterEach(() => opened.splice(0).forEach((connection) => connection.disconnect()));
  const target: Target = {
    version,
    embedded,
    ioredis: library.ioredis,
    open(options) {
      const connection = new library.ConnectionManager(complete(options));
      opened.push(connection);
      return connection;
    },
    async kill(connection) {
      const id = Number(await connection.client('ID'));
      const { engine } = connection;
      if (engine === undefined) await target.open().call('CLIENT', 'KILL', 'ID', id);
      else [...engine.sessions].find((session) => session.id === id)?.transport.close();
    },
  };
  return target;
}

/** The next event of a connection, with its arguments. */
export function next(connection: ConnectionManager, event: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    connection.once(event, (...args: unknown[]) => resolve(args));
  });
}
