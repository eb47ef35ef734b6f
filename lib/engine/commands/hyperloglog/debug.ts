import { errors } from '../../errors.js';
import { below, type Random } from '../../random.js';
import { OK, Status, type Reply } from '../../reply.js';
import { REGISTERS } from '../../values/hyperloglog-hash.js';
import { HyperLogLog } from '../../values/hyperloglog.js';
import { key, string } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';
import { change, editKey, sound } from './shared.js';

/** Makes a HyperLogLog of a key dense, which changes nothing that it stands for. @returns whether it was sparse */
function makeDense(context: Context, hll: HyperLogLog): boolean {
  if (hll.encoding === 'dense') return false;
  change(context, hll, () => sound(hll.makeDense()));
  context.engine.stats.dirty++;
  return true;
}

/** The opcodes as text: `z` for empty registers, `Z` for a number of them that takes two bytes, `v` for values. */
function decode(hll: HyperLogLog): string {
  if (hll.encoding === 'dense') throw errors.hyperLogLogNotSparse();
  const opcodes: string[] = [];
  hll.forEachRun((value, run, long) => {
    opcodes.push(value > 0 ? `v:${value},${run}` : `${long ? 'Z' : 'z'}:${run}`);
  });
  return opcodes.join(' ');
}

const SUBCOMMANDS: Readonly<Record<string, (context: Context, hll: HyperLogLog) => Reply>> = {
  GETREG(context, hll) {
    makeDense(context, hll);
    return hll.registers();
  },
  DECODE: (_context, hll) => decode(hll),
  ENCODING: (_context, hll) => new Status(hll.encoding),
  TODENSE: (context, hll) => (makeDense(context, hll) ? 1 : 0),
};

const pfdebug = command({
  name: 'PFDEBUG',
  since: '2.8.9',
  group: 'hyperloglog',
  summary: 'Shows the representation of a HyperLogLog: GETREG, DECODE, ENCODING or TODENSE.',
  complexity: 'N/A',
  flags: ['write', 'denyoom', 'admin'],
  categories: ['@hyperloglog'],
  system: true,
  args: [string('subcommand'), key('key', ['RW', 'access'])],
  execute(context, subcommand, name) {
    const hll = editKey(context, name);
    if (hll === undefined) throw errors.keyDoesNotExist();
    const wanted = subcommand.toUpperCase();
    const run = Object.hasOwn(SUBCOMMANDS, wanted) ? SUBCOMMANDS[wanted] : undefined;
    if (run === undefined) throw errors.unknownPfDebug(subcommand);
    return run(context, hll);
  },
});

const TEST_ELEMENTS = 100_000;
/** bytes */
const TEST_SPARSE_LIMIT = 3000;
/** The standard error of an estimate. */
const RELATIVE_ERROR = 1.04 / Math.sqrt(REGISTERS);
/** An estimate that is further off than this many standard errors is wrong. */
const TOLERATED = 6;

/** Adds elements to a dense representation and to one that begins sparse, and compares estimates and truth. */
function selfTest(random: Random): void {
  const dense = HyperLogLog.create();
  const sparse = HyperLogLog.create();
  dense.makeDense();
  const prefix = String(below(random, 2 ** 32));
  for (let count = 1, checkpoint = 1; count <= TEST_ELEMENTS; count++) {
    const element = `${prefix}:${count}`;
    dense.add(element, 0);
    sparse.add(element, TEST_SPARSE_LIMIT);
    if (count !== checkpoint) continue;
    checkpoint *= 10;
    const estimates = [Number(dense.count()), Number(sparse.count())] as const;
    const error = Math.abs(estimates[0] - count);
    if (estimates[0] !== estimates[1] || error > Math.ceil(TOLERATED * RELATIVE_ERROR * count)) {
      throw errors.hyperLogLogTestFailed(count, ...estimates);
    }
  }
}

const pfselftest = command({
  name: 'PFSELFTEST',
  since: '2.8.9',
  group: 'hyperloglog',
  summary: 'Tests the estimates of both representations.',
  complexity: 'N/A',
  flags: ['admin'],
  categories: ['@hyperloglog'],
  system: true,
  args: [],
  execute({ engine }) {
    selfTest(engine.random);
    return OK;
  },
});

export const debugCommands = [pfdebug, pfselftest];
