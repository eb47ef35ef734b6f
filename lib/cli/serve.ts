import { renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode, type Bytes } from '../engine/bytes.js';
import type { InMemoryCache } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { MAX_SOCKET_PATH } from '../server/listen-options.js';
import { RespServer } from '../server/resp-server.js';
import { ConfigFault } from './config-fault.js';
import { readConfigFile, type Configuration } from './configuration.js';
import type { Log } from './log.js';
import { codeOf, reasonOf } from './system-error.js';

/** Where is listened unless the configuration says so: this machine only, by IPv6 as well where it is there. */
const DEFAULT_BIND: readonly Bytes[] = ['127.0.0.1', '-::1'];
const DEFAULT_PORT = 6379;
/** What an address answers that this machine does not have. */
const NOT_HERE = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EPROTONOSUPPORT', 'ENOTFOUND']);

/** Makes an engine of a configuration and serves it where the configuration says. @throws ConfigFault */
export async function serve(configuration: Configuration, log: Log): Promise<RespServer> {
  const engine = configuration.makeEngine({
    scriptLog: (level, message) => log(level === 'warning' ? '#' : '*', decode(message)),
  });
  const { settings } = engine;
  const port = configuration.sets('port') ? settings.port : DEFAULT_PORT;
  const bind = configuration.sets('bind') ? settings.bind : DEFAULT_BIND;
  const path = decode(settings.unixSocket);
  const server = new RespServer(engine, {
    onFault: (fault) =>
      log('#', fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)),
  });
  if (port !== 0) await listenOnAddresses(server, bind, port, log);
  if (path !== '') await listenOnPath(server, path);
  if (server.addresses.length === 0) {
    throw new ConfigFault('Configured to not listen anywhere, exiting.');
  }
  settings.bind = bind;
  log('*', `Running mode=standalone, port=${port}.`);
  log('*', 'Server initialized');
  if (port !== 0) log('*', 'Ready to accept connections tcp');
  if (path !== '') log('*', 'Ready to accept connections unix');
  return server;
}

/** Lets CONFIG REWRITE write the file that an engine was configured by. */
export function keepConfigFile(engine: InMemoryCache, path: string): void {
  const absolute = resolve(path);
  const temporary = `${absolute}.tmp-${process.pid}`;
  engine.configFile = {
    read: () => readConfigFile(absolute),
    write(content) {
      writeFileSync(temporary, content, 'latin1');
      renameSync(temporary, absolute);
    },
  };
}

async function listenOnAddresses(
  server: RespServer,
  bind: readonly Bytes[],
  port: number,
  log: Log,
): Promise<void> {
  for (const entry of bind) {
    const isOptional = entry.startsWith('-');
    const address = decode(isOptional ? entry.slice(1) : entry);
    const host = address === '*' ? '0.0.0.0' : address;
    if (host === '') continue;
    try {
      await server.listen({ host: host === '::*' ? '::' : host, port });
    } catch (error) {
      if (error instanceof InvalidOptionError) throw unprotected(address);
      if (isOptional && NOT_HERE.has(codeOf(error) ?? '')) continue;
      log(
        '#',
        `Warning: Could not create server TCP listening socket ${address}:${port}: bind: ${reasonOf(error)}`,
      );
      throw new ConfigFault(`Failed listening on port ${port} (TCP), aborting.`);
    }
  }
}

function unprotected(address: string): ConfigFault {
  return new ConfigFault(
    `Refusing to listen on ${address}: other machines could connect without a password. Set one with --requirepass, ` +
      'bind to 127.0.0.1, or switch the protection off with --protected-mode no.',
  );
}

async function listenOnPath(server: RespServer, path: string): Promise<void> {
  try {
    await server.listen({ path });
  } catch (error) {
    if (error instanceof InvalidOptionError) throw tooLong(path);
    throw new ConfigFault(`Failed opening Unix socket: bind: ${reasonOf(error)}`);
  }
}

function tooLong(path: string): ConfigFault {
  const bytes = Buffer.byteLength(path);
  return new ConfigFault(
    `Failed opening Unix socket: unix socket path too long (${bytes}), must be under ${MAX_SOCKET_PATH + 1}`,
  );
}
