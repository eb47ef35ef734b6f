import { describe, expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { below, SeededRandom } from '../../../lib/engine/random.js';
import { OK, ReplyError } from '../../../lib/engine/reply.js';
import { REGISTERS } from '../../../lib/engine/values/hyperloglog-hash.js';
import { HyperLogLog, isHyperLogLog } from '../../../lib/engine/values/hyperloglog.js';

describe('the registers of a HyperLogLog', () => {
  it.each([
    ['sparse', Number.MAX_SAFE_INTEGER, 32],
    ['dense from the beginning', 0, 51],
    ['sparse, then dense', 3000, 32],
    ['dense because of one high value', Number.MAX_SAFE_INTEGER, 40],
  ])('keep the highest value while they are %s', (_name, limit, highest) => {
    const random = new SeededRandom(highest);
    const hll = HyperLogLog.create();
    const model = new Uint8Array(REGISTERS);
    for (let i = 0; i < 2000; i++) {
      // Neighbours and equal values, so that opcodes split and join.
      const index = (below(random, 2) ? 5000 + below(random, 300) : below(random, REGISTERS)) | 0;
      const value = 1 + below(random, below(random, 9) === 0 ? highest : 3);
      expect(hll.raise(index, value, limit)).toBe(value > model[index]!);
      model[index] = Math.max(model[index]!, value);
      if (i % 50 !== 0) continue;
      const registers = new Uint8Array(REGISTERS);
      expect(hll.mergeInto(registers)).toBe(true);
      expect(Buffer.compare(registers, model)).toBe(0);
      expect(isHyperLogLog(hll.buffer)).toBe(true);
    }
  });

  it('are joined where neighbours have the same value', () => {
    const hll = HyperLogLog.create();
    for (const index of [10, 12, 11, 13]) hll.raise(index, 5, 3000);
    const runs: [number, number][] = [];
    hll.forEachRun((value, run) => void runs.push([value, run]));
    expect(runs).toEqual([
      [0, 10],
      [5, 4],
      [0, REGISTERS - 14],
    ]);
  });
});

describe('HyperLogLogs as keys', () => {
  const engine = new InMemoryCache();
  const session = engine.connect({ push() {}, close() {} });
  const run = (...argv: string[]) => engine.execute(session, argv);

  it('pass the self-test', () => {
    expect(run('PFSELFTEST')).toBe(OK);
  });

  it('are accounted for as memory until they go', () => {
    run('SET', 'h', 'x');
    run('DEL', 'h');
    const empty = engine.memory();
    run('PFADD', 'h', 'a');
    const small = engine.memory() - empty;
    expect(small).toBeLessThan(500);
    for (let i = 0; i < 5000; i++) run('PFADD', 'h', `e${i}`);
    expect(engine.memory() - empty).toBeGreaterThan(12_000);
    expect(engine.memory() - empty).toBeLessThan(14_000);
    run('PFMERGE', 'g', 'h');
    run('COPY', 'g', 'f');
    run('SET', 'f', run('GET', 'h') as string);
    run('PFCOUNT', 'f');
    run('DEL', 'f', 'g', 'h');
    expect(engine.memory()).toBe(empty);
  });

  it('stay as they are when the one that is merged makes no sense', () => {
    run('PFADD', 'h', 'a', 'b');
    const before = run('GET', 'h');
    run('SET', 'k', 'HYLL\x01\0\0\0\0\0\0\0\0\0\0\x80\x3f');
    const corrupted = new ReplyError('INVALIDOBJ Corrupted HLL object detected');
    expect(run('PFMERGE', 'h', 'k')).toEqual(corrupted);
    expect(run('PFCOUNT', 'k')).toEqual(corrupted);
    expect(run('GET', 'h')).toBe(before);
  });
});
