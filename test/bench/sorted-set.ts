/**
 * `npm run bench:sorted-set`: ZADD and ZRANK of the engine against a bare skip list in JavaScript, at a million members.
 * Each runs in a process of its own; CPU time and memory after a collection of garbage are compared.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { InMemoryCache, SeededRandom } from 'rednest';
import { SkipList } from './skip-list.js';

const MEMBERS = 1_000_000;
const OPERATIONS = 300_000;
const SCORES = 1_000_000;

interface Candidate {
  set(member: string, score: number): unknown;
  rank(member: string): unknown;
}

/** Nanoseconds an operation, bytes a member. */
interface Result {
  readonly update: number;
  readonly rank: number;
  readonly bytes: number;
}

const CANDIDATES: Readonly<Record<string, () => Candidate>> = {
  'sorted set': () => {
    const engine = new InMemoryCache();
    const session = engine.connect({ push() {}, close() {} });
    return {
      set: (member, score) => number(engine.execute(session, ['ZADD', 'z', String(score), member])),
      rank: (member) => number(engine.execute(session, ['ZRANK', 'z', member])),
    };
  },
  'skip list': () => new SkipList(),
};
function number(reply: unknown): number {
  if (typeof reply !== 'number') throw new Error(`No number: ${JSON.stringify(reply)}`);
  return reply;
}

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
  const members = Array.from({ length: MEMBERS }, (_, i) => `member:${i}`);
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
