import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';

/** A redis-server on a free port of 127.0.0.1, without persistence. */
export interface LoopbackRedis {
  readonly port: number;
  stop(): void;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts it. @returns `undefined` where there is none */
export async function startRedis(): Promise<LoopbackRedis | undefined> {
  const port = await freePort();
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  const server = spawn(process.env['REDIS_SERVER'] ?? 'redis-server', settings, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (await isReady(server)) ? { port, stop: () => void server.kill() } : undefined;
}

function isReady(server: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let log = '';
    server.stdout!.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Ready to accept connections')) resolve(true);
    });
    server.once('error', () => resolve(false));
    server.once('exit', () => resolve(false));
  });
}
