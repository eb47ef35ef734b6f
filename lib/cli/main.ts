import { appendFileSync, readFileSync } from 'node:fs';
import { encode, fromBuffer } from '../engine/bytes.js';
import { REDIS_VERSION } from '../engine/version.js';
import type { RespServer } from '../server/resp-server.js';
import { readCommandLine, type CommandLine } from './command-line.js';
import { ConfigFault } from './config-fault.js';
import { readConfigFile, readConfiguration } from './configuration.js';
import { logLine, type Log } from './log.js';
import { keepConfigFile, serve } from './serve.js';
import { reasonOf } from './system-error.js';

const VERSION = `Redis server v=${REDIS_VERSION} sha=00000000:0 malloc=v8 bits=64 build=rednest`;
const HELP = `Usage: rednest [/path/to/redis.conf] [options] [-]
       rednest - (read the configuration from the standard input)
       rednest -v or --version
       rednest -h or --help

The options are the directives of a redis.conf, as those of redis-server:
       --port 6379            the TCP port; 0 for none
       --bind 127.0.0.1 -::1  the addresses to listen on (default: this machine only)
       --unixsocket /run/redis.sock --unixsocketperm 700
       --requirepass secret   the password of the default user
       --maxmemory 100mb --maxmemory-policy allkeys-lru
       --maxclients 10000 --timeout 0 --tcp-keepalive 300
       --databases 16
       --include /path/to/other.conf

Examples:
       rednest (listen on port 6379 of this machine)
       echo 'maxmemory 128mb' | rednest -
       rednest /etc/redis/6379.conf --port 7777
`;

/**
 * Runs the command `rednest`: a server of its own, until SIGTERM or SIGINT.
 * @param args the arguments behind the name of the command
 */
export async function main(args: readonly string[]): Promise<void> {
  const line = readCommandLine(args.map(encode));
  if (line.does === 'serve') await run(line);
  else process.stdout.write(line.does === 'version' ? `${VERSION}\n` : HELP);
}

async function run(line: Extract<CommandLine, { does: 'serve' }>): Promise<void> {
  try {
    const { file } = line;
    const parts = [
      file === undefined ? '' : readConfigFile(file),
      ...(line.stdin ? [fromBuffer(readFileSync(0))] : []),
      line.lines,
    ];
    const configuration = readConfiguration(parts.join('\n'));
    const log = openLog(configuration.textOf('logfile'), configuration.textOf('loglevel'));
    log('*', 'Configuration loaded');
    const server = await serve(configuration, log);
    if (file !== undefined) keepConfigFile(server.engine, file);
    stopOnSignals(server, log);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    process.stderr.write(`${error.message}\n`);
    // What listens already would go on.
    process.exit(1);
  }
}

function openLog(path: string, level: string): Log {
  const write = (text: string): unknown =>
    path === '' ? process.stdout.write(text) : appendFileSync(path, text);
  try {
    write('');
  } catch (error) {
    throw ConfigFault.fatal(`Can't open the log file: ${reasonOf(error)}`);
  }
  return (mark, message) => {
    if (mark === '#' || level !== 'warning') write(logLine(mark, message, new Date()));
  };
}

/** SIGTERM, SIGINT and SHUTDOWN end the process. */
function stopOnSignals(server: RespServer, log: Log): void {
  const stop = async (reason: string): Promise<void> => {
    log('*', reason);
    await server.close();
    server.engine.close();
    log('*', 'Redis is now ready to exit, bye bye...');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop(`Received ${signal} scheduling shutdown...`));
  }
  server.engine.onShutdown = () => void stop('User requested shutdown...');
}
