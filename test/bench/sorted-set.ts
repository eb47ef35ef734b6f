/**
 * `npm run bench:sorted-set`: the engine's structure behind ZADD and ZRANK against a skip list, at a million members.
 * Members are short, so that both hold the same strings. Each runs in a process of its own; CPU time and memory after a collection of garbage are compared.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SeededRandom } from 'rednest';
import { SkipList } from './skip-list.js';

const MEMBERS = 1_000_000;
const OPERATIONS = 300_000;
const SCORES = 1_000_000;

interface Candidate {
  set(member: string, score: number): unknown;
  rank(member: string): unknown;
}

/** The built structure; the package does not export it. */
const built = (path: string): Promise<unknown> =>
  import(new URL(`../esm/engine/${path}`, import.meta.url).href);
const { KeyHasher } = (await built('keyspace/key-hasher.js')) as {
  KeyHasher: new (k0: number, k1: number) => object;
};
const { SortedSet } = (await built('values/sorted-set.js')) as {
  SortedSet: new (hasher: object) => Candidate;
};

/** Nanoseconds an operation, bytes a member. */
interface Result {
  readonly update: number;
  readonly rank: number;
  readonly bytes: number;
}

const CANDIDATES: Readonly<Record<string, () => Candidate>> = {
  'sorted set': () => new SortedSet(new KeyHasher(1, 2)),
  'skip list': () => new SkipList(),
};
const GOALS = { update: 5, rank: 5, bytes: 3 } as const;

function cost(times: number, operation: () => void): number {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) operation();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / times;
}

function held(): number {
  globalThis.gc!();
  globalThis.gc!();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function trial(make: () => Candidate): Result {
  const random = new SeededRandom(42);
  const below = (bound: number): number => random.uint32() % bound;
  const members = Array.from({ length: MEMBERS }, (_, i) => `m:${i}`);
  const empty = held();
  const candidate = make();
  for (const member of members) candidate.set(member, below(SCORES));
  const bytes = (held() - empty) / MEMBERS;
  const any = (): string => members[below(MEMBERS)]!;
  return {
    bytes,
    update: cost(OPERATIONS, () => void candidate.set(any(), below(SCORES))),
    rank: cost(OPERATIONS, () => void candidate.rank(any())),
  };
}

async function inProcess(name: string): Promise<Result> {
  const child = fork(fileURLToPath(import.meta.url), [name], { execArgv: process.execArgv });
  const [result] = (await once(child, 'message')) as [Result];
  return result;
}

const [chosen] = process.argv.slice(2);
if (chosen !== undefined) process.send!(trial(CANDIDATES[chosen]!));
else {
  const ours = await inProcess('sorted set');
  const theirs = await inProcess('skip list');
  console.table(
    Object.fromEntries(
      (['update', 'rank', 'bytes'] as const).map((what) => [
        what === 'bytes' ? 'bytes a member' : `ns a ${what}`,
        {
          'sorted set': Math.round(ours[what]),
          'skip list': Math.round(theirs[what]),
          ratio: (theirs[what] / ours[what]).toFixed(1),
          goal: `>= ${GOALS[what]}`,
        },
      ]),
    ),
  );
}
