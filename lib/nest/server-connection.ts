import { Logger } from '@nestjs/common';
import type { Cluster, Redis } from 'ioredis';
import { ConnectionManager } from '../client/connection-manager.js';
import { SessionState } from '../engine/session.js';
import type { CacheModuleOptions } from './cache-module-options.js';

/** How long the server may take to end a connection, in ms. */
const QUIT_TIMEOUT = 1000;

/** What both kinds of ioredis connections have in common. */
export type ServerConnection = Redis | Cluster;

/** Thrown at start when the real server cannot be used. */
export class ServerUnavailableError extends Error {
  override readonly name = 'ServerUnavailableError';

  /**
   * @param server its address, without credentials
   * @param reason what went wrong
   */
  constructor(
    readonly server: string,
    reason: string,
    cause?: unknown,
  ) {
    super(`No connection to Redis at ${server}: ${reason}`, { cause });
  }
}

/** The address of the real server for messages: no user names, no passwords. */
export function serverAddress({ url, nodes, server }: CacheModuleOptions): string {
  if (nodes !== undefined) return nodes.map(nodeAddress).join(', ');
  if (url !== undefined) return nodeAddress(url);
  if (server?.sentinels)
    return `${server.name ?? ''} of sentinels ${server.sentinels.map(nodeAddress).join(', ')}`;
  return server?.path ?? nodeAddress(server ?? {});
}

function nodeAddress(node: string | number | { host?: string; port?: number }): string {
  if (typeof node === 'number') return `127.0.0.1:${node}`;
  if (typeof node === 'string') return node.replace(/^.*@|^rediss?:\/\//, '').replace(/\?.*$/, '');
  return `${node.host ?? '127.0.0.1'}:${node.port ?? 6379}`;
}

/** The server answered, and no further attempt will be answered otherwise. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  /^(NOAUTH|WRONGPASS|NOPERM|ERR AUTH|ERR DB index|ERR invalid DB)/.test(error.message);

const messageOf = (error: unknown): string => {
  const { message, code, lastNodeError } = error as Error & {
    code?: string;
    lastNodeError?: Error;
  };
  const text = message || code || String(error);
  return lastNodeError === undefined ? text : `${text} (${messageOf(lastNodeError)})`;
};

/** Tells the log about the errors of a connection, the same one once until it is ready again. */
export function logErrors(connection: ServerConnection, server: string): void {
  const logger = new Logger('CacheModule');
  let last: string | undefined;
  connection.on('error', (error: unknown) => {
    const message = messageOf(error);
    if (message !== last) logger.error(`Redis at ${server}: ${message}`);
    last = message;
  });
  connection.on('ready', () => (last = undefined));
}

/**
 * Waits until a connection is ready. ioredis goes on trying as its `retryStrategy` says.
 * @param timeout ms
 * @throws ServerUnavailableError when that takes too long, when ioredis gives up, or when the server refuses
 */
export async function untilReady(
  connection: ServerConnection,
  server: string,
  timeout: number,
): Promise<void> {
  if (connection.status === 'ready' || connection.status === 'wait') return;
  let lastError: unknown;
  await new Promise<void>((resolve, reject) => {
    const fail = (reason: string): void => {
      const detail = lastError === undefined ? '' : `: ${messageOf(lastError)}`;
      settle(() => reject(new ServerUnavailableError(server, reason + detail, lastError)));
    };
    const onReady = (): void => settle(resolve);
    const onEnd = (): void => fail('connection closed');
    const onError = (error: unknown): void => {
      lastError = error;
      if (isRefusal(error)) fail('refused');
    };
    const timer = setTimeout(() => fail(`not ready within ${timeout} ms`), timeout);
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      connection.off('ready', onReady).off('end', onEnd).off('error', onError);
      outcome();
    };
    connection.on('ready', onReady).on('end', onEnd).on('error', onError);
  });
}

/** Whether an embedded connection waits for a blocking command, as QUIT behind it would. */
const isBlocked = (connection: ServerConnection): boolean =>
  connection instanceof ConnectionManager &&
  (connection.lane?.session.is(SessionState.BLOCKED) ?? false);

/** Ends a connection: what was sent before is answered, within a bounded time. Never throws. */
export async function closeConnection(connection: ServerConnection): Promise<void> {
  const { status } = connection;
  if (status === 'end') return;
  const timers: NodeJS.Timeout[] = [];
  const ended = new Promise<void>((resolve) => {
    connection.once('end', resolve);
    // A server that is busy, or a blocking command, may keep QUIT waiting.
    timers.push(setTimeout(() => connection.disconnect(), QUIT_TIMEOUT));
    timers.push(setTimeout(resolve, 2 * QUIT_TIMEOUT));
  });
  // An error of QUIT means that the connection breaks, or that it is ended by the timer.
  if (status === 'ready' && !isBlocked(connection)) connection.quit().catch(() => undefined);
  else connection.disconnect();
  // Between two attempts to connect there is no socket whose end could be told.
  if (status !== 'reconnecting') await ended;
  timers.forEach(clearTimeout);
}
