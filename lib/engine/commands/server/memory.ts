import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { SLOT_CELLS, SLOT_WORDS } from '../../keyspace/key-chunk.js';
import { OK, VerbatimReply } from '../../reply.js';
import { bytesOf } from '../../values/value.js';
import { key, readInt, rest } from '../args.js';
import { help } from '../help.js';
import { container, subcommand } from '../spec.js';
import { heapReport, memoryReport, memoryStats } from './memory-report.js';

/** What the index of a database takes for a key: its place, and its word in the directory. */
const SLOT_BYTES = SLOT_CELLS * 8 + (SLOT_WORDS + 1) * Int32Array.BYTES_PER_ELEMENT;
const DEADLINE_BYTES = Float64Array.BYTES_PER_ELEMENT;
const REPORT_TIPS = [
  'nondeterministic_output',
  'request_policy:all_shards',
  'response_policy:special',
];
const common = { since: '4.0.0', group: 'server', flags: [] } as const;

const doctor = subcommand('MEMORY', {
  ...common,
  name: 'DOCTOR',
  summary: 'Report what may be wrong with the memory.',
  complexity: 'O(1)',
  tips: REPORT_TIPS,
  args: [],
  execute: ({ engine }) => new VerbatimReply(memoryReport(engine)),
});

const mallocStats = subcommand('MEMORY', {
  ...common,
  name: 'MALLOC-STATS',
  summary: 'Report on the heap.',
  complexity: 'O(1)',
  tips: REPORT_TIPS,
  args: [],
  execute: () => new VerbatimReply(heapReport()),
});

/** When memory is given back is the garbage collector's business; there is nothing that holds on to more of it. */
const purge = subcommand('MEMORY', {
  ...common,
  name: 'PURGE',
  summary: 'Leave it to the garbage collector to give memory back.',
  complexity: 'O(1)',
  tips: ['request_policy:all_shards', 'response_policy:all_succeeded'],
  args: [],
  execute: () => OK,
});

const stats = subcommand('MEMORY', {
  ...common,
  name: 'STATS',
  summary: 'Return where the memory goes.',
  complexity: 'O(1)',
  tips: REPORT_TIPS,
  args: [],
  execute: ({ engine }) => memoryStats(engine),
});

/** Checks SAMPLES, of which none has to be taken: the memory of a collection is known. */
function readSamples(argv: readonly Bytes[], at: number): void {
  for (let i = at; i < argv.length; i += 2) {
    if (argv[i]!.toUpperCase() !== 'SAMPLES' || i + 1 === argv.length) throw errors.syntax();
    if (readInt(argv[i + 1]!) < 0) throw errors.syntax();
  }
}

const usage = subcommand('MEMORY', {
  ...common,
  name: 'USAGE',
  summary: 'Return how many bytes a key and its value take.',
  complexity: 'O(1)',
  flags: ['readonly'],
  args: [
    key('key', ['RO']),
    rest([{ name: 'count', type: 'integer', token: 'SAMPLES', optional: true }], 0, readSamples),
  ],
  execute({ db }, name) {
    const value = db.peek(name);
    if (value === undefined) return null;
    const deadline = db.deadline(name) === 0 ? 0 : DEADLINE_BYTES;
    return SLOT_BYTES + deadline + bytesOf(name) + bytesOf(value);
  },
});

export const memory = container({
  ...common,
  name: 'MEMORY',
  summary: 'Tell where the memory goes.',
  complexity: 'Depends on the subcommand',
  subcommands: [
    doctor,
    mallocStats,
    purge,
    stats,
    usage,
    help('MEMORY', { since: '4.0.0', group: 'server' }),
  ],
});
