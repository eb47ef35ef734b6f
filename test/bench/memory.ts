/**
 * `npm run bench:memory`: what a key costs in memory, and whether anything stalls while keys come, go and expire. Each
 * measurement runs in a process of its own; a plain Map and a real redis-server stand beside the engine. Bytes are
 * repeatable; times are those of this machine and of what else runs on it.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { key, ttl, value } from './memory-data.js';
import { redisBytesPerKey } from './memory-redis.js';
import type { Trials } from './memory-trial.js';

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

/** Adds a line of the report. @param goal the largest value that is good */
function report(what: string, measured: number, unit: string, goal?: number): void {
  rows.push({
    what,
    measured: `${measured.toFixed(measured < 10 ? 2 : 1)} ${unit}`.trimEnd(),
    goal: goal === undefined ? '' : `<= ${goal}`,
    met: goal === undefined ? '' : measured <= goal ? 'yes' : 'NO',
  });
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
report('up to 5 M keys: longest insertion', engine.insertion, 'ms', 80);
report('from 5 M keys: longest deletion', engine.deletion, 'ms', 80);
report('meanwhile: longest major GC pause', engine.majorGc, 'ms', 25);
report('meanwhile: longest minor GC pause', engine.minorGc, 'ms');
const map = await run('map-stalls');
report('Map, up to 5 M keys: longest insertion', map.insertion, 'ms');
report('Map, from 5 M keys: longest deletion', map.deletion, 'ms');
report('Map, meanwhile: longest major GC pause', map.majorGc, 'ms');

const expiry = await run('mass-expiry');
report('1 M keys expire in one second: CPU', expiry.perKey, 'ns/key');
report('longest turn, 1 ms slices, CPU time', expiry.longestBusyTurn, 'ms', 10);
report('longest turn, 1 ms slices, wall time', expiry.longestTurn, 'ms');

console.table(rows);
