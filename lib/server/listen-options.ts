import { InvalidOptionError } from '../engine/invalid-option.js';
import {
  aBoolean,
  accepts,
  checkKnownOptions,
  isText,
  type OptionCheck,
} from '../engine/known-options.js';

/** Where to listen for TCP connections. */
export interface TcpListenOptions {
  /** 1 to 65535, or 0 for any that is free. */
  readonly port: number;
  /** The address to bind, or a name of one (default: `'127.0.0.1'`). */
  readonly host?: string;
  /**
   * Whether connections from other machines are refused while no password is set (default: `protected-mode` of
   * CONFIG, which is yes).
   */
  readonly protectedMode?: boolean;
  /** How many connections may wait to be accepted (default: `tcp-backlog` of CONFIG, 511). */
  readonly backlog?: number;
}

/** Where to listen on a unix socket. */
export interface UnixListenOptions {
  /** The path of the socket; a socket file that a process before has left behind is replaced. */
  readonly path: string;
  /** Who may connect, such as `0o700` (default: `unixsocketperm` of CONFIG, else what the umask leaves). */
  readonly permissions?: number;
  /** How many connections may wait to be accepted (default: `tcp-backlog` of CONFIG, 511). */
  readonly backlog?: number;
}

/** Where to listen: a TCP port or a unix socket. */
export type ListenOptions = TcpListenOptions | UnixListenOptions;

/** Whether to listen on a unix socket; a `path` that is `undefined` does not say so. */
export const isUnixSocket = (options: ListenOptions): options is UnixListenOptions =>
  'path' in options && options.path !== undefined;

/** A TCP port that a server listens on. */
export interface TcpAddress {
  readonly port: number;
  /** As it was given. */
  readonly host: string;
}

/** A unix socket that a server listens on. */
export interface UnixAddress {
  readonly path: string;
}

/** Where a server listens. */
export type ListenAddress = TcpAddress | UnixAddress;

const integer = (min: number, max: number): OptionCheck =>
  accepts(
    `an integer of ${min} to ${max}`,
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  );

const aText = accepts('a text that is not empty', isText);
/** What a path of a unix socket can have, in bytes; the system cuts longer ones off. */
export const MAX_SOCKET_PATH = 107;

const CHECKS: Record<keyof TcpListenOptions | keyof UnixListenOptions, OptionCheck> = {
  port: integer(0, 65_535),
  host: aText,
  protectedMode: aBoolean,
  path: accepts(
    `a text of 1 to ${MAX_SOCKET_PATH} bytes`,
    (value) => isText(value) && Buffer.byteLength(value as string) <= MAX_SOCKET_PATH,
  ),
  permissions: accepts(
    'permissions of 0 to 0o777',
    (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0o777,
  ),
  backlog: integer(1, 2 ** 31 - 1),
};

/**
 * Checks where to listen.
 * @param name what the options are called in errors; empty for options without a name
 * @throws InvalidOptionError naming the option
 */
export function checkListenOptions(
  name: string,
  options: unknown,
): asserts options is ListenOptions {
  checkKnownOptions<TcpListenOptions & UnixListenOptions>(name, options, CHECKS);
  const optionNamed = (key: string): string => (name === '' ? key : `${name}.${key}`);
  const { port, host, protectedMode, path, permissions } = options as Partial<
    TcpListenOptions & UnixListenOptions
  >;
  if (path === undefined && port === undefined) {
    throw new InvalidOptionError(name || 'options', '{ port } or { path }', options);
  }
  if (path !== undefined && [port, host, protectedMode].some((value) => value !== undefined)) {
    throw new InvalidOptionError(optionNamed('path'), 'nothing of a TCP port next to it', path);
  }
  if (path === undefined && permissions !== undefined) {
    throw new InvalidOptionError(optionNamed('permissions'), "none without 'path'", permissions);
  }
}
