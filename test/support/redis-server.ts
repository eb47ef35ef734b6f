import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { RawClient, type Address } from './raw-client.js';
import type { ProtocolVersion } from '../../lib/protocol/reply-encoder.js';

const START_TIMEOUT_MS = 15_000;
const ATTEMPTS = 10;
const PORT_TAKEN = /Address already in use|Could not create server TCP listening socket/;
const READY = /Ready to accept connections/;
/** Runs the server until its standard input ends, so that nothing outlives a test runner that was killed. */
const KEEPER =
  '"$@" & server=$!; cat >/dev/null; kill -9 $server; wait $server 2>/dev/null; rm -rf "$FOLDER"';

/** How to start a server. */
export interface RedisServerOptions {
  /** More arguments of redis-server, such as `['--maxmemory', '10mb']`. */
  readonly args?: readonly string[];
}

/** The redis-server of `REDIS_SERVER` or of the PATH, or `undefined`. */
export function findRedisServer(): string | undefined {
  const chosen = process.env['REDIS_SERVER'];
  if (chosen) return chosen;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'redis-server')).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A real redis-server of our own on a random port of 127.0.0.1 and on a unix socket, without persistence. */
export class RedisServer {
  private constructor(
    private readonly keeper: ChildProcess,
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** @throws Error with the server's log when it does not come up */
  static async start(options: RedisServerOptions = {}): Promise<RedisServer> {
    const binary = findRedisServer();
    if (binary === undefined) throw new Error('No redis-server in the PATH or in REDIS_SERVER');
    for (let attempt = 1; ; attempt++) {
      const server = await RedisServer.attempt(binary, options);
      if (server instanceof RedisServer) return server;
      if (attempt === ATTEMPTS || !PORT_TAKEN.test(server)) {
        throw new Error(`${binary} did not start:\n${server}`);
      }
    }
  }

  private static async attempt(
    binary: string,
    { args = [] }: RedisServerOptions,
  ): Promise<RedisServer | string> {
    const folder = mkdtempSync(join(tmpdir(), 'redis-server-'));
    // A cluster bus listens 10000 above, and must fit.
    const port = 20_000 + Math.floor(Math.random() * 30_000);
    const keeper = spawn(
      '/bin/sh',
      ['-c', KEEPER, 'redis-server', binary, ...settings(port, folder), ...args],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, FOLDER: folder },
      },
    );
    const server = new RedisServer(keeper, folder, port);
    const log = await untilReady(keeper);
    if (log === undefined) return server;
    await server.stop();
    return log;
  }

  /** The path of the unix socket. */
  get path(): string {
    return join(this.folder, 'redis.sock');
  }

  /** For `new Redis(url)` and the like. */
  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** A raw connection over the unix socket, or over what is given. */
  connect(
    protocol: ProtocolVersion = 2,
    address: Address = { path: this.path },
  ): Promise<RawClient> {
    return RawClient.connect(address, protocol);
  }

  /** Stops the server and removes its files; safe to repeat. */
  async stop(): Promise<void> {
    const { keeper } = this;
    if (keeper.exitCode === null && keeper.signalCode === null) {
      const gone = new Promise((resolve) => keeper.once('close', resolve));
      keeper.stdin?.end();
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function settings(port: number, folder: string): string[] {
  const values: Record<string, string> = {
    port: String(port),
    bind: '127.0.0.1',
    unixsocket: join(folder, 'redis.sock'),
    dir: folder,
    save: '',
    appendonly: 'no',
    'enable-debug-command': 'yes',
  };
  return Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
}

/** Waits for the ready line. @returns the log when the server failed instead */
function untilReady(keeper: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let log = '';
    const timer = setTimeout(
      () => settle(`${log}\n(not ready in ${START_TIMEOUT_MS} ms)`),
      START_TIMEOUT_MS,
    );
    const settle = (result: string | undefined): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      if (READY.test(log)) settle(undefined);
      else if (PORT_TAKEN.test(log) || /Fatal|FATAL|not found/.test(log)) settle(log);
    };
    keeper.stdout?.on('data', read);
    keeper.stderr?.on('data', read);
    keeper.once('error', (error) => settle(`${log}\n${error.message}`));
    keeper.once('close', () => settle(log));
  });
}

/**
 * A suite that needs a real server. Where there is none, it says loudly what it leaves out, or fails when
 * `REDNEST_REQUIRE_REDIS=1`.
 *
 * ```ts
 * describeWithRedis('SET against Redis', (server) => {
 *   it('answers OK', async () => {
 *     const client = await server().connect(3);
 *     expect(await client.call('SET', 'k', 'v')).toEqual(OK);
 *     await client.close();
 *   });
 * });
 * ```
 * @param fn registers the tests; the server it is handed exists only while they run
 */
export function describeWithRedis(
  name: string,
  fn: (server: () => RedisServer) => void,
  options: RedisServerOptions = {},
): void {
  describeWithServers(name, () => RedisServer.start(options), fn);
}

/** {@link describeWithRedis} for anything that is made of redis-servers, such as a cluster. */
export function describeWithServers<T extends { stop(): Promise<void> }>(
  name: string,
  start: () => Promise<T>,
  fn: (servers: () => T) => void,
): void {
  if (findRedisServer() === undefined) {
    describe(`${name}`, () => {
      leftOut(name);
    });
    return;
  }
  describe(`${name}`, () => {
    let running: T | undefined;
    beforeAll(async () => {
      running = await start();
    }, 2 * START_TIMEOUT_MS);
    afterAll(() => running?.stop());
    fn(() => {
      if (running === undefined) throw new Error('The server runs only while a test runs');
      return running;
    });
  });
}

function leftOut(name: string): void {
  const required = process.env['REDNEST_REQUIRE_REDIS'] === '1';
  process.stderr.write(`\n*** NO redis-server IN THE PATH: "${name}" IS LEFT OUT ***\n\n`);
  it('has a redis-server to compare with', () => {
    expect(required ? 'no redis-server, but REDNEST_REQUIRE_REDIS=1' : 'left out').toBe('left out');
  });
}
