import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createConnection, type ConnectionOptions } from '../client/create-connection.js';
import { encode } from '../engine/bytes.js';
import { parseDuration } from '../engine/duration.js';
import { engineOptionChecks, InMemoryCache, type InMemoryCacheOptions } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import type { ListenOptions } from '../server/listen-options.js';
import { RespServer } from '../server/resp-server.js';
import type { CacheModuleOptions } from './cache-module-options.js';
import {
  closeConnection,
  logErrors,
  serverAddress,
  untilReady,
  type ServerConnection,
} from './server-connection.js';

const DEFAULT_START_TIMEOUT = '10s';
/** ms that a server has to close its end of a socket; ioredis' own 2 s would delay the end of the process. */
const DISCONNECT_TIMEOUT = 500;

/** What the options say about a new engine. */
function engineOptions(options: CacheModuleOptions): InMemoryCacheOptions {
  const names = Object.keys(engineOptionChecks) as (keyof InMemoryCacheOptions)[];
  return Object.fromEntries(names.map((name) => [name, options[name]]));
}

/** Refuses a database that the engine does not have: the connection would quietly stay in the first one. */
function checkDatabase(db: number | string | undefined, count: number): void {
  if (db !== undefined && Number(db) >= count) {
    throw new InvalidOptionError('client.db', `one of the databases 0 to ${count - 1}`, db);
  }
}

/** Refuses credentials that the engine does not know: every command of the connection would fail. */
function checkCredentials({ password, client }: CacheModuleOptions, { acl }: InMemoryCache): void {
  const username = client?.username || undefined;
  const given = client?.password ?? password ?? '';
  if (username === undefined && acl.defaultUser.open) return;
  const user = username === undefined ? acl.defaultUser : acl.find(encode(username));
  if (user?.accepts(encode(given)) && (username !== undefined || given !== '')) return;
  if (user === undefined || !user.enabled) {
    throw new InvalidOptionError('client.username', 'a user of the engine who is on', username);
  }
  const option = (client?.password ?? undefined) === undefined ? 'password' : 'client.password';
  throw new InvalidOptionError(option, 'the password that the engine asks for', '...');
}

/** What the options say about the connection. @param engine where it goes; `undefined` for a real server */
function connectionOptions(
  options: CacheModuleOptions,
  engine: InMemoryCache | undefined,
): ConnectionOptions {
  const { url, nodes, server, client, cluster, password } = options;
  if (engine !== undefined) {
    checkCredentials(options, engine);
    checkDatabase(client?.db, engine.databases.length);
    return { password, ...client, engine };
  }
  const common = { disconnectTimeout: DISCONNECT_TIMEOUT, password, ...client };
  if (nodes !== undefined) return { ...common, nodes, cluster };
  return url === undefined ? { ...common, server } : { ...common, url };
}

/** Whether the options name a real server. */
const isRemote = ({ url, nodes, server }: CacheModuleOptions): boolean =>
  url !== undefined || nodes !== undefined || server !== undefined;

/** Makes the engine, the server and the connection of a module, and ends them with the application. */
export class CacheLifecycle implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('CacheModule');
  private server: RespServer | undefined;
  private listen: ListenOptions | undefined;
  private connection: ServerConnection | undefined;
  private endSubscription: (() => void) | undefined;

  /** @returns the embedded engine; `undefined` on a real server */
  openEngine(options: CacheModuleOptions): InMemoryCache | undefined {
    if (isRemote(options)) return undefined;
    const engine = options.engine ?? new InMemoryCache(engineOptions(options));
    // A clock that is moved by hand lets keys expire at once, as the sweeper would in the time that has passed.
    this.endSubscription = engine.clock.onAdvance?.(() => void engine.sweep(Infinity));
    return engine;
  }

  /** @returns what serves the engine from the start of the application on; `undefined` without `listen` */
  openServer({ listen }: CacheModuleOptions, engine: InMemoryCache): RespServer | undefined {
    if (listen === undefined) return undefined;
    this.listen = listen;
    // The module sweeps its engine itself.
    this.server = new RespServer(engine, {
      sweep: false,
      onFault: (fault) => this.logger.error(fault),
    });
    return this.server;
  }

  async onModuleInit(): Promise<void> {
    if (this.listen !== undefined) await this.server?.listen(this.listen);
  }

  /**
   * Connects to the engine, or to the real server of the options when there is none.
   * @throws ServerUnavailableError when the real server cannot be reached in time
   */
  async connect(
    options: CacheModuleOptions,
    engine: InMemoryCache | undefined,
  ): Promise<ServerConnection> {
    const connection = createConnection(connectionOptions(options, engine));
    this.connection = connection;
    if (engine === undefined) await this.awaitServer(connection, options);
    return connection;
  }

  async onApplicationShutdown(): Promise<void> {
    this.endSubscription?.();
    await this.server?.close();
    if (this.connection !== undefined) await closeConnection(this.connection);
  }

  private async awaitServer(
    connection: ServerConnection,
    options: CacheModuleOptions,
  ): Promise<void> {
    const address = serverAddress(options);
    logErrors(connection, address);
    const timeout = parseDuration('startTimeout', options.startTimeout ?? DEFAULT_START_TIMEOUT);
    if (timeout === 0) return;
    try {
      await untilReady(connection, address, timeout);
    } catch (error) {
      await closeConnection(connection);
      throw error;
    }
  }
}
