import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { VerbatimReply } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { toStep } from '../harness/step.js';
import { describeDifferential } from '../harness/table.js';

/** The fields that do not depend on a socket and its buffers. */
const COMPARED = [
  'name',
  'flags',
  'db',
  'sub',
  'psub',
  'ssub',
  'multi',
  'cmd',
  'user',
  'redir',
  'resp',
];

/** The compared fields of a connection, as another one sees it after these rows. */
async function seen(connect: () => Promise<TestClient>, rows: readonly string[]): Promise<object> {
  const client = await connect();
  const observer = await connect();
  const id = String(await client.call('CLIENT', 'ID'));
  for (const row of rows) {
    client.send([toStep(row).argv]);
    await client.frames(1);
  }
  const list = await observer.call('CLIENT', 'LIST', 'ID', id);
  await Promise.all([client.close(), observer.close()]);
  return fieldsOf(list instanceof VerbatimReply ? list.text : String(list));
}

function fieldsOf(line: string): Record<string, string> {
  const fields = line
    .trimEnd()
    .split(' ')
    .map((field) => field.split(/=(.*)/) as [string, string]);
  return Object.fromEntries(fields.filter(([name]) => COMPARED.includes(name)));
}

describeDifferential('CLIENT LIST', (server) => {
  it.each([
    ['a new connection', []],
    ['a name', ['CLIENT SETNAME joe', 'PING']],
    ['a database', ['SELECT 7', 'NOPE']],
    ['the last command', ['CLIENT GETNAME', 'GET']],
    ['a subcommand that there is not', ['PING', 'CLIENT NOPE']],
    ['a subscriber', ['SUBSCRIBE a', 'PSUBSCRIBE p', 'SSUBSCRIBE s', 'PING']],
    ['a transaction', ['MULTI', 'PING', 'GET k']],
    ['a dirty transaction', ['SET k 1', 'WATCH k', 'SET k 2', 'MULTI']],
    ['a finished transaction', ['MULTI', 'PING', 'EXEC']],
    ['a monitor', ['MONITOR']],
    ['no eviction', ['CLIENT NO-EVICT ON']],
    ['RESP3', ['HELLO 3 SETNAME three', 'SUBSCRIBE a']],
    ['a reset', ['SELECT 3', 'HELLO 3', 'CLIENT NO-EVICT ON', 'RESET']],
    ['an authenticated connection', ['AUTH default any']],
  ])('shows %s', async (_, rows) => {
    const engine = new InMemoryCache();
    const ours = await seen(() => EngineClient.connect(engine), rows);
    expect(ours).toEqual(await seen(() => server().connect(2, { port: server().port }), rows));
  });
});
