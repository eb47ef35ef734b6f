import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { InMemoryCache } from '../../engine.js';
import { DoubleReply, MapReply, type Reply } from '../../reply.js';
import { humanBytes } from './info-fields.js';
import { memoryFigures, type MemoryFigures } from './memory-figures.js';

type Entry = readonly [string, Reply];

/** The index of each database that has keys: where they are, and when they expire. */
function databaseEntries({ databases }: InMemoryCache): Entry[] {
  return databases
    .filter(({ size }) => size > 0)
    .map((db) => {
      const expires = db.deadlines.bytes();
      const overhead: Entry[] = [
        ['overhead.hashtable.main', db.bytes() - db.payload - expires],
        ['overhead.hashtable.expires', expires],
        ['overhead.hashtable.slot-to-keys', 0],
      ];
      return [`db.${db.number}`, MapReply.of(overhead)];
    });
}

const over = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** MEMORY STATS: the fields of Redis. */
export function memoryStats(engine: InMemoryCache): MapReply {
  const figures = memoryFigures(engine);
  const { used, peak, startup, overhead, dataset, allocated, active, resident, rss } = figures;
  const keys = engine.databases.reduce((sum, { size }) => sum + size, 0);
  const net = used - startup;
  const double = (value: number): DoubleReply => new DoubleReply(value);
  return MapReply.of([
    ['peak.allocated', peak],
    ['total.allocated', used],
    ['startup.allocated', startup],
    ['replication.backlog', 0],
    ['clients.slaves', 0],
    ['clients.normal', figures.clients],
    ['cluster.links', 0],
    ['aof.buffer', 0],
    ['lua.caches', engine.scripting.scriptBytes],
    ['functions.caches', engine.scripting.functionBytes],
    ...databaseEntries(engine),
    ['overhead.total', overhead],
    ['keys.count', keys],
    ['keys.bytes-per-key', keys === 0 ? 0 : Math.trunc(net / keys)],
    ['dataset.bytes', dataset],
    ['dataset.percentage', double(100 * over(dataset, net))],
    ['peak.percentage', double(100 * over(used, peak))],
    ['allocator.allocated', allocated],
    ['allocator.active', active],
    ['allocator.resident', resident],
    ['allocator-fragmentation.ratio', double(over(active, allocated))],
    ['allocator-fragmentation.bytes', active - allocated],
    ['allocator-rss.ratio', double(over(resident, active))],
    ['allocator-rss.bytes', resident - active],
    ['rss-overhead.ratio', double(over(rss, resident))],
    ['rss-overhead.bytes', rss - resident],
    ['fragmentation', double(over(rss, used))],
    ['fragmentation.bytes', rss - used],
  ]);
}

const MEGABYTE = 1024 * 1024;
/** Below this there is nothing to say. */
const WORTH_A_LOOK = 5 * MEGABYTE;
const CLIENT_SHARE = 200 * 1024;

/** What may be wrong, and what to do about it. */
const FINDINGS: readonly (readonly [
  isSo: (figures: MemoryFigures, engine: InMemoryCache) => boolean,
  text: (figures: MemoryFigures) => string,
])[] = [
  [
    ({ peak, used }) => peak / used > 1.5,
    ({ peak, used }) =>
      `There were ${humanBytes(peak)} at the peak, now there are ${humanBytes(used)}. The garbage collector gives memory back late or never: the process may stay as large as it was.`,
  ],
  [
    ({ rss, used, active }) => rss / used > 3 && active < rss / 2,
    ({ rss, active }) =>
      `The process has ${humanBytes(rss)}, of which the heap has ${humanBytes(active)}. The rest are Buffers, code and threads of the application.`,
  ],
  [
    ({ allocated, active }) => active / allocated > 2,
    ({ allocated, active }) =>
      `The heap has reserved ${humanBytes(active)} and uses ${humanBytes(allocated)}: much garbage was collected lately.`,
  ],
  [
    ({ clients }, { sessionCount }) => clients / Math.max(1, sessionCount) > CLIENT_SHARE,
    ({ clients }) =>
      `Clients hold ${humanBytes(clients)} in requests and replies: some read slower than they ask, or send very large requests. See CLIENT LIST (qbuf, omem) and client-output-buffer-limit.`,
  ],
  [
    (_, { scripting }) => scripting.scriptCount > 1000,
    () =>
      'More than 1000 scripts are remembered. Pass what differs between them as arguments instead of writing it into the script; SCRIPT FLUSH forgets them.',
  ],
  [
    ({ used }, { settings }) => settings.maxMemory > 0 && used > Number(settings.maxMemory) * 0.95,
    () =>
      'The memory is within 5% of maxmemory: keys are evicted, or writes refused, all the time.',
  ],
];

/** MEMORY DOCTOR: what is found about the memory. */
export function memoryReport(engine: InMemoryCache): string {
  const figures = memoryFigures(engine);
  if (figures.used < WORTH_A_LOOK) {
    return `There are ${humanBytes(figures.used)} of data: too little to find anything about.\n`;
  }
  const found = FINDINGS.filter(([isSo]) => isSo(figures, engine)).map(([, text]) => text(figures));
  if (found.length === 0) return 'Nothing is wrong with the memory.\n';
  return `This is what was found:\n\n${found.map((text) => `* ${text}\n`).join('\n')}`;
}

/** MEMORY MALLOC-STATS: the heap as V8 tells of it. */
export function heapReport(): string {
  const lines = Object.entries(getHeapStatistics()).map(([name, value]) => `${name}: ${value}`);
  const spaces = getHeapSpaceStatistics().map(
    ({ space_name, space_size, space_used_size, physical_space_size }) =>
      `${space_name}: size=${space_size} used=${space_used_size} physical=${physical_space_size}`,
  );
  return [
    `V8 ${process.versions.v8}`,
    '',
    'Heap (bytes):',
    ...lines,
    '',
    'Spaces (bytes):',
    ...spaces,
    '',
  ].join('\n');
}
