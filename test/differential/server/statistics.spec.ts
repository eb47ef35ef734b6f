import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { toStep, type Row } from '../harness/step.js';
import { describeDifferential } from '../harness/table.js';

/** What both sides count the same. */
const COUNTED = [
  'total_commands_processed',
  'total_error_replies',
  'keyspace_hits',
  'keyspace_misses',
  'expired_keys',
  'evicted_keys',
  'rejected_connections',
  'pubsub_channels',
  'pubsub_patterns',
  'pubsubshard_channels',
];

/** Runs rows on a side with fresh statistics. @returns the counters after them */
async function counters(client: TestClient, rows: readonly Row[]): Promise<Record<string, string>> {
  await client.call('FLUSHALL');
  await client.call('CONFIG', 'RESETSTAT');
  for (const row of rows) await client.call(...toStep(row).argv);
  const info = await client.call('INFO', 'stats', 'commandstats', 'errorstats', 'keyspace');
  await client.call('RESET');
  const lines = String(typeof info === 'string' ? info : '').split('\r\n');
  const fields = lines.map((line) => line.split(/:(.*)/) as [string, string]);
  const known = fields.filter(
    ([name]) => COUNTED.includes(name) || /^(cmd|error)stat_|^db/.test(name),
  );
  // Times are everybody's own.
  return Object.fromEntries(
    known.map(([name, value]) => [name, value.replace(/usec=.*per_call=[\d.]+,|,avg_ttl=.*/g, '')]),
  );
}

const SEQUENCES: Readonly<Record<string, readonly Row[]>> = {
  'calls, failures and refusals': [
    'SET k v',
    'GET k',
    'GET nosuch',
    'NOPE',
    'GET',
    'CLIENT NOPE',
    'CLIENT SETNAME',
    'CLIENT SETNAME "a b"',
    'INCR k',
    'PING a b',
    'SELECT 99',
    'AUTH x y',
    'HELLO 9',
    'EXEC',
    'EXEC x',
    'DISCARD',
  ],
  transactions: [
    'SET k v',
    'MULTI',
    'GET',
    'NOPE',
    'GET k',
    'EXEC',
    'MULTI',
    'INCR k',
    'GET k',
    'MULTI',
    'WATCH k',
    'EXEC',
    'MULTI',
    'DISCARD',
    'MULTI',
    'EXEC x',
    'WATCH k',
    'SET k 2',
    'MULTI',
    'PING',
    'EXEC',
  ],
  'hits and misses': [
    'MSET a 1 b 2',
    'MGET a b nosuch',
    'EXISTS a nosuch',
    'TTL a',
    'TTL nosuch',
    'TYPE a',
    'TYPE nosuch',
    'STRLEN a',
    'GETRANGE nosuch 0 1',
    'SETNX a 1',
    'SET a 1 GET',
    'GETSET a 2',
    'GETDEL a',
    'GETEX b',
    'GETEX b EX 10',
    'GETEX nosuch PERSIST',
    'APPEND b x',
    'SETRANGE b 0 x',
    'INCRBY n 1',
    'INCRBYFLOAT n 1',
    'DEL a b',
    'TOUCH n nosuch',
    'OBJECT ENCODING n',
    'DBSIZE',
    'RANDOMKEY',
    'KEYS *',
    'SCAN 0',
    'EXPIRE n 100',
    'PERSIST n',
    'RENAME n m',
    'COPY m o',
    'SUBSTR m 0 1',
    'LCS m o',
  ],
  'a subscriber': [
    'SUBSCRIBE a b',
    'PING',
    'GET k',
    'NOPE',
    'PSUBSCRIBE p*',
    'SSUBSCRIBE s',
    'UNSUBSCRIBE b',
    'RESET',
    'PSUBSCRIBE p* q*',
    'RESET',
  ],
  'keys with deadlines': ['SET k v EX 100', 'SET l v', 'SELECT 2', 'SET k v PX 1000', 'SELECT 0'],
};

describeDifferential('statistics of INFO', (server) => {
  it.each(Object.keys(SEQUENCES))('count %s as Redis does', async (name) => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    const rows = SEQUENCES[name]!;
    expect(await counters(ours, rows)).toEqual(await counters(theirs, rows));
    await Promise.all([ours.close(), theirs.close()]);
  });
});
