import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The servers that are compared. */
export type ServerName = 'rednest' | 'redis-server';

/** The ticks of /proc/PID/stat in a second. */
const TICKS_PER_SECOND = 100;
/** Where user and system time are in /proc/PID/stat, behind the name. */
const [USER_TIME, SYSTEM_TIME] = [11, 12];

/** A server in a process of its own, on a free port of 127.0.0.1 and on a unix socket, without persistence. */
export class ServerProcess {
  private constructor(
    readonly name: ServerName,
    readonly port: number,
    readonly path: string,
    private readonly child: ChildProcess,
  ) {}

  /** @returns `undefined` where there is no such server */
  static async start(name: ServerName, folder: string): Promise<ServerProcess | undefined> {
    const port = await freePort();
    const path = join(folder, `${name}.sock`);
    const args = ['--port', String(port), '--unixsocket', path, '--save', '', '--appendonly', 'no'];
    const child =
      name === 'rednest'
        ? spawn(process.execPath, [command(), ...args])
        : spawn(process.env['REDIS_SERVER'] ?? 'redis-server', args);
    return (await isReady(child)) ? new ServerProcess(name, port, path, child) : undefined;
  }

  /** The CPU time of its first thread so far in s; NaN where the system does not tell. */
  cpu(): number {
    const { pid } = this.child;
    try {
      const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[USER_TIME]) + Number(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    } catch {
      return Number.NaN;
    }
  }

  /** Its memory in MB (resident set); NaN where the system does not tell. */
  memory(): number {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    } catch {
      return Number.NaN;
    }
  }

  stop(): void {
    this.child.kill();
  }
}

const command = (): string => fileURLToPath(new URL('../esm/cli.js', import.meta.url));

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits for a server's word that it is ready. @returns false when it ends instead, or is not there */
export function isReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let log = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Ready to accept connections')) resolve(true);
    });
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
  });
}
