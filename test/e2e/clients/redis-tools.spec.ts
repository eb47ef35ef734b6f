import { expect, it } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { describeEachServer } from '../../support/each-server.js';
import { findRedisServer } from '../../support/redis-server.js';

const run = promisify(execFile);
const redisServer = findRedisServer();

/** redis-cli and redis-benchmark come with redis-server, as they are told loudly where it is missing. */
if (redisServer !== undefined) tools(dirname(redisServer));
else
  it('has no redis-cli to try', () => expect(process.env['REDNEST_REQUIRE_REDIS']).not.toBe('1'));

function tools(folder: string): void {
  const cli = (words: readonly string[]) => run(join(folder, 'redis-cli'), [...words]);

  describeEachServer('redis-cli', (server) => {
    const ask = async (...words: string[]): Promise<string> =>
      (await cli(['-p', String(server().port), ...words])).stdout;

    it('sends commands and prints replies', async () => {
      expect(await ask('set', 'k', 'välue')).toBe('OK\n');
      expect(await ask('--no-raw', 'get', 'k')).toBe('"v\\xc3\\xa4lue"\n');
      expect(await ask('-3', '--no-raw', 'hgetall', 'none')).toBe('(empty hash)\n');
      expect(await ask('lpush', 'k', '1')).toMatch(/^WRONGTYPE/);
      expect(await ask('-3', 'eval', "return redis.call('GET', KEYS[1])", '1', 'k')).toBe(
        'välue\n',
      );
      expect((await cli(['-s', server().path, 'ping'])).stdout).toBe('PONG\n');
    });

    it('takes commands from a pipe in its own protocol', async () => {
      const pipe = spawn(join(folder, 'redis-cli'), ['-p', String(server().port), '--pipe']);
      let out = '';
      pipe.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      const lines = Array.from({ length: 10_000 }, (_, i) => `SET key:${i} ${i}\r\n`);
      pipe.stdin.end(lines.join(''));
      await once(pipe, 'close');
      expect(out).toContain('errors: 0, replies: 10000');
      expect(await ask('dbsize')).toBe('10000\n');
    });

    it('scans, and looks for large keys', async () => {
      await ask('mset', 'a', '1', 'b', '22');
      expect((await ask('--scan')).split('\n').toSorted()).toEqual(['', 'a', 'b']);
      expect(await ask('--bigkeys')).toContain('Biggest string found');
      expect(await ask('--memkeys')).toContain('Sampled 2 keys');
    });
  });

  describeEachServer('redis-benchmark', (server) => {
    it('runs its tests without an error', async () => {
      const { stdout, stderr } = await run(join(folder, 'redis-benchmark'), [
        ...['-p', String(server().port), '-n', '1000', '-P', '8', '-q', '--csv'],
      ]);
      expect(stderr).toBe('');
      const rows = stdout
        .trim()
        .split('\n')
        .map((line) => line.split(',')[0]);
      expect(rows).toEqual(
        expect.arrayContaining([
          '"SET"',
          '"GET"',
          '"MSET (10 keys)"',
          '"LRANGE_600 (first 600 elements)"',
        ]),
      );
    });
  });
}
