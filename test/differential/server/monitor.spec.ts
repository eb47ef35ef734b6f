import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { EngineClient } from '../../support/engine-client.js';
import type { Frame } from '../../support/reply-parser.js';
import type { TestClient } from '../../support/test-client.js';
import { describeDifferential } from '../harness/table.js';
import { toStep, type Row } from '../harness/step.js';

/** Runs rows while somebody monitors. Rows begin with `m> ` for the monitor's own. @returns what the monitor got */
async function monitored(
  connect: () => Promise<TestClient>,
  rows: readonly string[],
): Promise<string[]> {
  const monitor = await connect();
  const client = await connect();
  const frames: Frame[] = [];
  await client.call('FLUSHALL');
  monitor.send([['MONITOR']]);
  frames.push(...(await monitor.frames(1)));
  for (const row of rows) {
    const own = row.startsWith('m> ');
    const { argv } = toStep((own ? row.slice(3) : row) as Row);
    if (own) {
      monitor.send([argv]);
      await settled();
    } else await client.call(...argv);
  }
  await settled();
  frames.push(...monitor.rest());
  await Promise.all([monitor.close(), client.close()]);
  // Time and address are everybody's own.
  return frames.map(({ raw }) => raw.replace(/^\+[\d.]+ \[(\d+) .*?\]/, '+TIME [$1 ADDRESS]'));
}

/** Lets a server's answers arrive. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}

const SEQUENCES: Readonly<Record<string, readonly string[]>> = {
  'commands that ran, as they were sent': [
    'set k "a\\"b\\\\c\\r\\n\\t\\a\\b\\x00\\xff\'"',
    'GET k',
    'GET',
    'NOPE',
    'INCR k',
    'PING a b',
    'CLIENT ID',
    'CLIENT LIST',
    'CONFIG GET databases',
    'COMMAND COUNT',
    'SUBSCRIBE a',
    'UNSUBSCRIBE a',
    'SELECT 3',
    'PING',
  ],
  'transactions in the order in which they run': [
    'MULTI',
    'SET k v',
    'SELECT 2',
    'GET k',
    'EXEC',
    'MULTI',
    'NOPE',
    'EXEC',
    'EXEC x',
    'MULTI',
    'PING',
    'DISCARD',
    'WATCH k',
    'UNWATCH',
  ],
  'no passwords': [
    'AUTH secret',
    'AUTH default secret',
    'HELLO 2 AUTH default secret SETNAME joe',
    'HELLO 2 SETNAME joe',
    'RESET',
  ],
  'the monitor itself': [
    'm> PING',
    'm> MONITOR',
    'm> GET k',
    'm> PUBLISH a b',
    'm> FLUSHALL',
    'm> CLIENT ID x',
    'm> CLIENT REPLY OFF',
    'PING hidden',
    'm> CLIENT REPLY ON',
    'PING shown',
    'm> RESET',
    'PING unseen',
    'm> PING',
  ],
};

describeDifferential('MONITOR', (server) => {
  it.each(Object.keys(SEQUENCES))('shows %s', async (name) => {
    const engine = new InMemoryCache();
    const rows = SEQUENCES[name]!;
    const ours = await monitored(() => EngineClient.connect(engine), rows);
    const theirs = await monitored(() => server().connect(), rows);
    expect(ours).toEqual(theirs);
  });
});
