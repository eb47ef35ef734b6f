import { spawn } from 'node:child_process';
import { freePort, isReady } from './server-process.js';

/** A redis-server on a free port of 127.0.0.1, without persistence. */
export interface LoopbackRedis {
  readonly port: number;
  stop(): void;
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
