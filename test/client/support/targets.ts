import { afterEach, beforeEach, describe, jest } from '@jest/globals';
import type * as ioredis from 'ioredis';
import type * as Client from '../../../lib/client/connection-manager.js';
import type { ConnectionManagerOptions } from '../../../lib/client/connection-options.js';
import type * as Clocks from '../../../lib/engine/clock.js';
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
  /** Has the server close a connection, as CLIENT KILL does. @param id its number, where it cannot be asked for */
  kill(connection: ConnectionManager, id?: number): Promise<void>;
  /** Lets ms pass: for a suite on a manual clock at once, with a real server by waiting. */
  pass(ms: number): Promise<void>;
}

/** Where the embedded engine of a suite takes its time from. */
export type ClockKind = 'system clock' | 'manual clock';

interface Library {
  readonly ioredis: typeof ioredis;
  readonly ConnectionManager: typeof Client.ConnectionManager;
  readonly InMemoryCache: typeof Engine.InMemoryCache;
  readonly ManualClock: typeof Clocks.ManualClock;
}

/** Loads the library on one of the two ioredis, as an application that has installed it would. */
export async function loadLibrary(version: 5 | 6): Promise<Library> {
  jest.resetModules();
  if (version === 5) jest.unstable_mockModule('ioredis', () => import('ioredis5'));
  else jest.unstable_unmockModule('ioredis');
  // One after the other: the loader of Jest links no two graphs at once.
  const client = await import('../../../lib/client/connection-manager.js');
  const engine = await import('../../../lib/engine/engine.js');
  const { ManualClock } = await import('../../../lib/engine/clock.js');
  const redis = await import('ioredis');
  return { ...client, ...engine, ManualClock, ioredis: redis };
}

const libraries = [
  [5, await loadLibrary(5)],
  [6, await loadLibrary(6)],
] as const;

/**
 * A suite that runs on ioredis 5 and 6, against the embedded engine and against a real server.
 * @param fn registers the tests
 */
export function describeClient(
  name: string,
  fn: (target: Target) => void,
  clock: ClockKind = 'system clock',
): void {
  for (const [version, library] of libraries) {
    describe(`${name}: ioredis ${version} on the embedded engine`, () => {
      embedded(version, library, fn, clock);
    });
    describeWithRedis(`${name}: ioredis ${version} on redis-server`, (server) => {
      afterEach(async () => {
        const client = await server().connect();
        await client.call('FLUSHALL');
        await client.close();
      });
      fn(
        makeTarget(version, library, false, (options) => ({
          url: server().url,
          // ioredis' own 2 s would delay the end of the process.
          disconnectTimeout: 100,
          ...options,
        })),
      );
    });
  }
}

/** As {@link describeClient}, for what only the embedded engine does. */
export function describeEmbedded(
  name: string,
  fn: (target: Target) => void,
  clock: ClockKind = 'system clock',
): void {
  for (const [version, library] of libraries) {
    describe(`${name}: ioredis ${version}`, () => {
      embedded(version, library, fn, clock);
    });
  }
}

/** Registers tests that have an engine of their own each. */
function embedded(
  version: 5 | 6,
  library: Library,
  fn: (target: Target) => void,
  kind: ClockKind,
): void {
  let engine: Engine.InMemoryCache;
  let clock: Clocks.ManualClock | undefined;
  beforeEach(() => {
    clock = kind === 'manual clock' ? new library.ManualClock() : undefined;
    engine = new library.InMemoryCache({ clock });
  });
  const target = makeTarget(version, library, true, (options) => ({ engine, ...options }));
  fn({ ...target, pass: async (ms) => clock?.advance(ms) });
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
    async kill(connection, known) {
      const id = known ?? Number(await connection.client('ID'));
      const { engine } = connection;
      if (engine === undefined) await target.open().call('CLIENT', 'KILL', 'ID', id);
      else [...engine.sessions].find((session) => session.id === id)?.transport.close();
    },
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
  return target;
}

/** The next event of a connection, with its arguments. */
export function next(connection: ConnectionManager, event: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    connection.once(event, (...args: unknown[]) => resolve(args));
  });
}
