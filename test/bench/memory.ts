/**
 * `npm run bench:memory`: what a key costs in memory, and whether anything stalls while keys come, go and expire. Each
 * measurement runs in a process of its own; a plain Map and a real redis-server stand beside the engine. Bytes are
 * repeatable. A duration is counted up to the CPU time that the process used in it, so that other processes on a busy
 * machine do not count; how long it was by the clock stands beside it.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { key, ttl, value } from './memory-data.js';
import { redisBytesPerKey } from './memory-redis.js';
import type { Trials } from './memory-trial.js';
import type { Longest } from './memory-turns.js';

const KEYS = 1_000_000;

function run<Name extends keyof Trials & string>(name: Name): Promise<Trials[Name]> {
  const script = fileURLToPath(new URL('./memory-trial.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(script, [name], { execArgv: process.execArgv });
    let result: Trials[Name] | undefined;
    child.on('message', (message) => (result = message as Trials[Name]));
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (result === undefined) reject(new Error(`${name} ended with ${signal ?? code}`));
      else resolve(result);
    });
  });
}

const rows: Record<string, string>[] = [];

/** Adds a line to the table. @param goal the largest value that is good */
function report(what: string, measured: number, unit: string, goal?: number, wall?: number): void {
  rows.push({
    what,
    measured: `${round(measured)} ${unit}`.trimEnd(),
    'by the clock': wall === undefined ? '' : `${round(wall)} ms`,
    goal: goal === undefined ? '' : `<= ${goal}`,
    met: goal === undefined ? '' : measured <= goal ? 'yes' : 'NO',
  });
}

/** Adds a line about the longest of many durations. */
function reportLongest(what: string, { busy, wall }: Longest, goal?: number): void {
  report(what, busy, 'ms', goal, wall);
}

function round(n: number): string {
  return n.toFixed(n < 10 ? 3 : 1);
}

async function bytes(title: string, suffix: '' | '-ttl', redis: number | undefined, goal: number) {
  const engine = (await run(`engine-bytes${suffix}`)).bytesPerKey;
  report(`${title}: engine`, engine, 'bytes/key');
  report(`${title}: Map`, (await run(`map-bytes${suffix}`)).bytesPerKey, 'bytes/key');
  if (redis === undefined) return;
  report(`${title}: redis-server`, redis, 'bytes/key');
  report(`${title}: engine / redis-server`, engine / redis, '', goal);
}

const set = (i: number): string => `SET ${key(i)} ${value(i)}`;
const redis = await redisBytesPerKey(KEYS, set);
const redisTtl = await redisBytesPerKey(KEYS, (i) => `${set(i)} PX ${ttl(i)}`);
if (redis === undefined) console.log('No redis-server in the PATH: nothing to compare with.');
await bytes('1 M keys', '', redis, 1);
await bytes('1 M keys with TTL', '-ttl', redisTtl, 0.8);

const engine = await run('engine-stalls');
reportLongest('up to 5 M keys: longest insertion', engine.insertion, 80);
reportLongest('from 5 M keys: longest deletion', engine.deletion, 80);
reportLongest('meanwhile: longest major GC pause', engine.majorGc, 25);
reportLongest('meanwhile: longest minor GC pause', engine.minorGc);
const map = await run('map-stalls');
reportLongest('Map, up to 5 M keys: longest insertion', map.insertion);
reportLongest('Map, from 5 M keys: longest deletion', map.deletion);
reportLongest('Map, meanwhile: longest major GC pause', map.majorGc);

const expiry = await run('mass-expiry');
report('1 M keys expire in one second: CPU', expiry.perKey, 'ns/key');
reportLongest('1 M keys expire in one second: longest turn', expiry.turn, 10);

console.table(rows);
