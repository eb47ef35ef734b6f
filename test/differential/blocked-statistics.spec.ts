import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { openFace } from '../support/engine-face.js';
import type { TestClient } from '../support/test-client.js';
import type { Reply } from '../../lib/engine/reply.js';
import { toStep } from './harness/step.js';
import { describeDifferential } from './harness/table.js';

/** What ends the waiting of the second connection, or does not. */
const CASES: Readonly<Record<string, readonly string[]>> = {
  'that still wait': ['2> BLPOP k 0', '1> PING'],
  'that were served': ['2> BLPOP k 0', '1> RPUSH k v'],
  'that were served twice': ['2> BLPOP k 0', '1> RPUSH k v', '2> BLPOP k 0', '1> RPUSH k v'],
  'that were served at once': ['1> RPUSH k v', '2> BLPOP k 0'],
  'that were served at once, then later': [
    '1> RPUSH k v',
    '2> BLPOP k 0',
    '2> BLPOP k 0',
    '1> RPUSH k v',
  ],
  'that moved elements': [
    ...['1> RPUSH k v', '2> BRPOPLPUSH k l 0', '1> RPUSH k v', '2> BRPOPLPUSH k l 0'],
    ...['2> BRPOPLPUSH k l 0', '1> RPUSH k v', '2> BRPOPLPUSH k l 0'],
  ],
  'that were disconnected': ['2> BLPOP k 0', '1> CLIENT KILL ID @second'],
  'that moved an element': ['2> BLMOVE k l LEFT LEFT 0', '1> RPUSH k v'],
  'that met another type': ['1> SET l s', '2> BLMOVE k l LEFT LEFT 0', '1> RPUSH k v'],
  'that met another type at once': ['1> SET k s', '2> BLPOP k 0'],
  'that popped scores': ['2> BZPOPMIN k 0', '1> ZADD k 1 a'],
  'that read entries': ['2> XREAD BLOCK 0 STREAMS k $', '1> XADD k 1-1 f v'],
  'that lost their group': [
    '1> XGROUP CREATE k g $ MKSTREAM',
    '2> XREADGROUP GROUP g c BLOCK 0 STREAMS k >',
    '1> XGROUP DESTROY k g',
  ],
  'that lost their stream': [
    '1> XGROUP CREATE k g $ MKSTREAM',
    '2> XREADGROUP GROUP g c BLOCK 0 STREAMS k >',
    '1> DEL k',
  ],
  'whose time was up': ['2> BLPOP k 0.001', '1> @await'],
  'that were given up': ['2> BLPOP k 0', '1> CLIENT UNBLOCK @second'],
  'that were given up with an error': ['2> BLPOP k 0', '1> CLIENT UNBLOCK @second ERROR'],
  'inside a transaction': ['2> MULTI', '2> BLPOP k 0', '2> BZPOPMIN k 0', '2> EXEC'],
  'inside a script': ["2> EVAL \"return redis.call('BLPOP', 'k', 0)\" 0"],
  'that a transaction served': ['2> BLPOP k 0', '1> MULTI', '1> RPUSH k v', '1> EXEC'],
  'whose arguments are wrong': ['2> BLPOP k x', '2> BLPOP k', '2> BLPOP k -1'],
};

interface Side {
  /** The first connection, and the one that waits. */
  readonly clients: readonly [TestClient, TestClient];
  readonly settle: () => Promise<unknown>;
}

/** What latencies are kept of. */
const WAITING = ['BLPOP', 'BLMOVE', 'BZPOPMIN', 'BRPOPLPUSH', 'XREAD', 'XREADGROUP'];

/** @returns what was counted and logged, times left out */
async function counted({ clients, settle }: Side, lines: readonly string[]): Promise<string[]> {
  const [first, second] = clients;
  await first.call('FLUSHALL');
  await first.call('CONFIG', 'SET', 'slowlog-log-slower-than', '0');
  await first.call('SLOWLOG', 'RESET');
  await first.call('CONFIG', 'RESETSTAT');
  const id = String(await second.call('CLIENT', 'ID'));
  for (const line of lines) {
    const { on, argv } = toStep(line.replace('@second', id));
    if (argv[0] === '@await') await second.frames(1);
    else clients[on - 1]!.send([argv]);
    await settle();
  }
  first.rest();
  const info = await first.call('INFO', 'commandstats', 'errorstats');
  const text = String(info);
  const rows = text
    .split('\r\n')
    .filter((row) => /^(cmd|error)stat_/.test(row) && !/_(ping|client\|(id|info)|info)/.test(row))
    .map((row) => row.replace(/usec=.*per_call=[\d.]+,/, ''));
  const slow = (await first.call('SLOWLOG', 'GET', '-1')) as readonly (readonly Reply[])[];
  const latencies = await first.call('LATENCY', 'HISTOGRAM', ...WAITING);
  return [
    ...rows.sort(),
    ...slow
      .map(([, , , argv]) => `slow: ${String(argv).replace(id, '@second')}`)
      .filter((row) => !/PING|INFO/.test(row)),
    ...histograms(latencies),
  ];
}

/** How many calls the histograms hold. */
function histograms(latencies: Reply): string[] {
  const words = latencies as readonly Reply[];
  return words
    .flatMap((name, i) =>
      i % 2 === 0 ? [`${String(name)} ${String((words[i + 1] as readonly Reply[])[1])}`] : [],
    )
    .sort();
}

describeDifferential('statistics of commands', (server) => {
  it.each(Object.entries(CASES))('%s are those of Redis', async (_name, lines) => {
    const engine = new InMemoryCache();
    const face = await openFace('server', engine);
    const mine = [await face.connect(2), await face.connect(2)] as const;
    const theirs = [await server().connect(), await server().connect()] as const;
    try {
      const ours = await counted({ clients: mine, settle: () => face.settle() }, lines);
      // What one connection has sent has run when another one is answered twice.
      const observer = await server().connect();
      const settle = async () => {
        for (let turn = 0; turn < 3; turn++) await observer.call('PING');
      };
      const expected = await counted({ clients: theirs, settle }, lines);
      await observer.close();
      expect(ours).toEqual(expected);
    } finally {
      for (const client of [...mine, ...theirs]) await client.close();
      await face.close();
      engine.close();
    }
  });
});
