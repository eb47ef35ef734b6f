import { describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import type { Reply } from '../../../lib/engine/reply.js';

const MB = 2 ** 20;
const EVALUATIONS = 1_000_000;
const SCRIPTS = 100_000;
/** It is work for many seconds, and other suites run beside it. */
const TIMEOUT_MS = 300_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Bytes that are in use once what nobody refers to is gone. */
async function bytesInUse(): Promise<number> {
  // What V8 keeps of compiled code gets older with each collection, and weak references hold until the turn is over.
  for (let i = 0; i < 8; i++) {
    collectGarbage();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}

function open(): (...argv: string[]) => Reply {
  const engine = new InMemoryCache();
  const session = engine.connect({ push() {}, close() {} });
  return (...argv) => engine.execute(session, argv) as Reply;
}

describe('the memory of scripts', () => {
  it(
    'does not grow over a million evaluations',
    async () => {
      const call = open();
      const script = `
      local hits = redis.call('INCR', KEYS[1])
      local seen = {}
      for i = 1, 3 do seen[i] = ARGV[1] .. i end
      redis.call('PEXPIRE', KEYS[1], 60000)
      return {hits, #seen, table.concat(seen, ',')}`;
      const sha = call('SCRIPT', 'LOAD', script) as string;
      const evaluate = (times: number): void => {
        for (let i = 0; i < times; i++) call('EVALSHA', sha, '1', `key:${i % 100}`, `value ${i}`);
      };
      evaluate(10_000);
      const before = await bytesInUse();
      evaluate(EVALUATIONS);
      expect((await bytesInUse()) - before).toBeLessThan(2 * MB);
      expect(call('GET', 'key:0')).toBe(String((EVALUATIONS + 10_000) / 100));
    },
    TIMEOUT_MS,
  );

  it(
    'comes back with SCRIPT FLUSH after 100,000 scripts',
    async () => {
      const call = open();
      call('EVAL', 'return 1', '0');
      const before = await bytesInUse();
      for (let i = 0; i < SCRIPTS; i++) {
        call('EVAL', `local x = ${i} redis.call('SET', 'k', x) return x + ${i}`, '0');
        if (i % 1000 === 0) await turn();
      }
      expect((await bytesInUse()) - before).toBeGreaterThan(20 * MB);
      expect(call('EVAL', 'return 2', '0')).toBe(2);
      call('SCRIPT', 'FLUSH');
      expect((await bytesInUse()) - before).toBeLessThan(12 * MB);
      expect(call('EVAL', 'return 3', '0')).toBe(3);
    },
    TIMEOUT_MS,
  );
});
