import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { toStep, type Row } from '../harness/step.js';
import { describeDifferential } from '../harness/table.js';

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'arguments and small switches': [
    'DEBUG',
    'DEBUG nope',
    'DEBUG HELP x',
    'DEBUG SLEEP',
    'DEBUG SLEEP 0',
    'DEBUG sleep -1',
    'DEBUG SLEEP x',
    'DEBUG SET-ACTIVE-EXPIRE',
    'DEBUG SET-ACTIVE-EXPIRE 0',
    'DEBUG SET-ACTIVE-EXPIRE 1',
    'DEBUG QUICKLIST-PACKED-THRESHOLD 100b',
    'DEBUG QUICKLIST-PACKED-THRESHOLD x',
    'DEBUG QUICKLIST-PACKED-THRESHOLD 5gb',
    'DEBUG QUICKLIST-PACKED-THRESHOLD 0',
    'DEBUG CHANGE-REPL-ID',
    'DEBUG CHANGE-REPL-ID x',
    'DEBUG RELOAD NOPE',
    'DEBUG ERROR "WRONG and so on"',
    'DEBUG ERROR "two\\nlines"',
    'DEBUG ERROR a b',
    'DEBUG OBJECT',
    'DEBUG OBJECT nosuch',
    'DEBUG DIGEST x',
    'DEBUG "no\\r\\npe"',
    'MULTI',
    'DEBUG SET-ACTIVE-EXPIRE 1',
    'EXEC',
  ],
  'replies of each type': [
    ...'string integer double bignum null array set map verbatim true FALSE push nope'
      .split(' ')
      .map((type) => `DEBUG PROTOCOL ${type}`),
    'DEBUG PROTOCOL',
  ],
  digests: [
    'DEBUG DIGEST',
    'DEBUG DIGEST-VALUE',
    'DEBUG DIGEST-VALUE nosuch',
    'SET string some-value',
    'SET number 12345',
    'RPUSH list a b 3 a',
    'SADD set x y 1 2',
    'SADD ints 1 2 3',
    'ZADD zset 1 a 1.5 b inf c -0 d 0.1 e',
    'HSET hash f v g 1',
    'XADD stream 1-1 a 1 b 2',
    'XADD stream 2-0 a 2',
    'SET expires v EX 1000',
    'DEBUG DIGEST',
    'DEBUG DIGEST-VALUE string number list set ints zset hash stream expires nosuch',
    'SELECT 3',
    'SET string some-value',
    'DEBUG DIGEST',
    'DEBUG POPULATE 3',
    'DEBUG POPULATE 4',
    'DEBUG POPULATE 2 pre',
    'DEBUG POPULATE 2 sized 4',
    'DEBUG POPULATE 2 long 20',
    'DEBUG POPULATE x',
    'DEBUG POPULATE -1',
    'DEBUG POPULATE 1 a x',
    'DBSIZE',
    'GET key:3',
    'GET pre:0',
    'GET sized:1',
    'GET long:1',
    'DEBUG DIGEST',
  ],
};

describeDifferential('DEBUG', (server) => {
  const answers = async (client: TestClient, rows: readonly Row[]): Promise<unknown[]> => {
    await client.call('FLUSHALL');
    const replies: unknown[] = [];
    for (const row of rows) {
      client.send([toStep(row).argv]);
      // A push comes before its reply.
      const frames = await client.frames(
        row === 'DEBUG PROTOCOL push' && protocolOf(client) === 3 ? 2 : 1,
      );
      replies.push([row, ...frames.map(({ raw }) => raw)]);
    }
    return replies;
  };
  const protocols = new WeakMap<TestClient, number>();
  const protocolOf = (client: TestClient): number => protocols.get(client)!;

  it.each(Object.keys(ROWS).flatMap((name) => [2, 3].map((protocol) => [name, protocol] as const)))(
    'answers %s as Redis on RESP%i',
    async (name, protocol) => {
      const engine = new InMemoryCache({ config: { 'enable-debug-command': 'yes' } });
      const ours = await EngineClient.connect(engine, protocol as 2 | 3);
      const theirs = await server().connect(protocol as 2 | 3);
      for (const client of [ours, theirs]) protocols.set(client, protocol);
      const rows = ROWS[name]!;
      expect(await answers(ours, rows)).toEqual(await answers(theirs, rows));
      await Promise.all([ours.close(), theirs.close()]);
    },
  );
});

describeDifferential(
  'DEBUG where it is not enabled',
  (server) => {
    it('is refused', async () => {
      const ours = await EngineClient.connect(new InMemoryCache());
      const theirs = await server().connect();
      expect(await ours.call('DEBUG', 'SLEEP', '0')).toEqual(
        await theirs.call('DEBUG', 'SLEEP', '0'),
      );
      await Promise.all([ours.close(), theirs.close()]);
    });
  },
  { args: ['--enable-debug-command', 'no'] },
);
