import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_ATTEMPTS = 100;
const BATCH = 1000;

/** Asks for one bulk string. */
async function ask(socket: Socket, command: string): Promise<string> {
  socket.write(`${command}\r\n`);
  let text = '';
  while (!/^\$\d+\r\n[^]*\r\n$/.test(text)) text += String((await once(socket, 'data'))[0]);
  return text;
}

async function usedMemory(socket: Socket): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await ask(socket, 'INFO memory'))?.[1]);
}

/** Sends inline commands that are all answered with `+OK`, a batch at a time. */
async function load(socket: Socket, count: number, command: (i: number) => string): Promise<void> {
  for (let i = 0; i < count; i += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - i) }, (_, j) => command(i + j));
    socket.write(`${batch.join('\r\n')}\r\n`);
    for (let missing = batch.length * '+OK\r\n'.length; missing > 0;) {
      const [reply] = (await once(socket, 'data')) as [Buffer];
      if (reply.includes('-')) throw new Error(`redis-server: ${reply.toString()}`);
      missing -= reply.length;
    }
  }
}

async function connected(path: string): Promise<Socket> {
  for (let attempt = 1; ; attempt++) {
    const socket = connect(path);
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
      await delay(50);
    }
  }
}

/**
 * Fills a redis-server of its own.
 * @param command the inline command that sets the key of a number
 * @returns `used_memory` per key in bytes, or `undefined` where there is no redis-server
 */
export async function redisBytesPerKey(
  count: number,
  command: (i: number) => string,
): Promise<number | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
  const path = join(folder, 'redis.sock');
  const binary = process.env['REDIS_SERVER'] ?? 'redis-server';
  const options = ['--port', '0', '--unixsocket', path, '--dir', folder, '--save', ''];
  const server = spawn(binary, options, { stdio: 'ignore' });
  const kill = (): void => void server.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const started = await Promise.race([
      once(server, 'spawn').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (!started) return undefined;
    const socket = await connected(path);
    const before = await usedMemory(socket);
    await load(socket, count, command);
    const after = await usedMemory(socket);
    socket.destroy();
    return (after - before) / count;
  } finally {
    process.off('exit', kill);
    kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
