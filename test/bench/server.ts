/**
 * `npm run bench:server`: the RESP server against redis-server, both asked by redis-benchmark with 50 connections. They
 * take turns, one row and one round after the other. What is compared is the median over the rounds of the ratio
 * within a round: by the clock, and next to it by the CPU time of the thread that executes the commands, which tells
 * more where the machine is busy. `npm run bench:server -- SET P=16 unix` measures the rows only that have all of it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './server-process.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
const CONNECTIONS = 50;
const MB = 1024 * 1024;

interface Row {
  /** What is chosen by on the command line. */
  readonly name: string;
  readonly test: string;
  readonly over: 'tcp' | 'unix';
  readonly pipeline: number;
  readonly requests: number;
  readonly size: number;
  /** How many times as fast as redis-server it should be. */
  readonly goal: number;
}

const TESTS = ['SET', 'GET', 'INCR', 'LPUSH', 'HSET', 'ZADD', 'MSET', 'LRANGE_100'];
/** Commands that cost as much as ten others. */
const LONG = new Set(['MSET', 'LRANGE_100']);
const PIPELINES = [
  { pipeline: 1, requests: 50_000, goal: 0.9 },
  { pipeline: 16, requests: 400_000, goal: 0.65 },
  { pipeline: 64, requests: 800_000, goal: 0.65 },
];

const ROWS: readonly Row[] = (['tcp', 'unix'] as const).flatMap((over) => [
  ...PIPELINES.flatMap(({ pipeline, requests, goal }) =>
    TESTS.map((test) => ({
      name: `${test} P=${pipeline} ${over}`,
      test,
      over,
      pipeline,
      requests: LONG.has(test) && pipeline > 1 ? requests / 10 : requests,
      size: 3,
      goal,
    })),
  ),
  ...[
    { test: 'SET', goal: 0.5 },
    { test: 'GET', goal: 0.9 },
  ].map(({ test, goal }) => ({
    name: `${test} 1MB ${over}`,
    test,
    over,
    pipeline: 1,
    requests: 2000,
    size: MB,
    goal,
  })),
]);

/** @returns requests per second, and s of CPU time of the server */
function measure(server: ServerProcess, row: Row): { perSecond: number; cpu: number } {
  const address = row.over === 'tcp' ? ['-p', String(server.port)] : ['-s', server.path];
  const args = ['-c', CONNECTIONS, '-P', row.pipeline, '-n', row.requests, '-d', row.size];
  const test = ['-t', row.test.toLowerCase(), '--csv'];
  const before = server.cpu();
  const { stdout } = spawnSync('redis-benchmark', [...address, ...args.map(String), ...test]);
  const last = stdout.toString().trim().split('\n').at(-1) ?? '';
  const perSecond = Number(last.split(',')[1]?.replaceAll('"', ''));
  return { perSecond, cpu: server.cpu() - before };
}

function run(server: ServerProcess, args: readonly string[]): void {
  spawnSync('redis-cli', ['-p', String(server.port), ...args]);
}

/** What a row reads has to be there, and nothing of the row before. */
function prepare(server: ServerProcess, row: Row): void {
  run(server, ['FLUSHALL']);
  if (row.test === 'GET') measure(server, { ...row, test: 'SET', pipeline: 1, requests: 100 });
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function compare(ours: ServerProcess, redis: ServerProcess, row: Row): Record<string, string> {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const [mine, theirs] = [ours, redis].map((server) => {
      prepare(server, row);
      return measure(server, row);
    });
    return { mine: mine!, theirs: theirs! };
  });
  const ratio = median(rounds.map(({ mine, theirs }) => mine.perSecond / theirs.perSecond));
  const cpu = median(rounds.map(({ mine, theirs }) => theirs.cpu / mine.cpu));
  return {
    'rednest/s': median(rounds.map(({ mine }) => mine.perSecond)).toFixed(0),
    'redis/s': median(rounds.map(({ theirs }) => theirs.perSecond)).toFixed(0),
    'rednest is': `${ratio.toFixed(2)} x`,
    'by CPU time': `${cpu.toFixed(2)} x`,
    goal: `>= ${row.goal} x`,
    met: ratio >= row.goal ? 'yes' : 'NO',
  };
}

const chosen = process.argv.slice(2);
const rows = ROWS.filter(({ name }) => chosen.every((word) => name.split(' ').includes(word)));
const folder = mkdtempSync(join(tmpdir(), 'bench-server-'));
const ours = await ServerProcess.start('rednest', folder);
const redis = await ServerProcess.start('redis-server', folder);
try {
  const hasBenchmark = spawnSync('redis-benchmark', ['--version']).status === 0;
  if (!ours) throw new Error('The server did not start: npm run build comes first');
  if (!redis || !hasBenchmark) {
    console.log('*** LEFT OUT: there is no redis-server or no redis-benchmark in the PATH ***');
  } else {
    const table: Record<string, Record<string, string>> = {};
    for (const row of rows) {
      table[row.name] = compare(ours, redis, row);
      console.log(row.name, table[row.name]);
    }
    console.table(table);
  }
} finally {
  ours?.stop();
  redis?.stop();
  rmSync(folder, { recursive: true, force: true });
}
