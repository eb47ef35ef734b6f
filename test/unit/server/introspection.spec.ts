import { describe, expect, it } from '@jest/globals';
import { DoubleReply, MapReply, OK, VerbatimReply, type Reply } from '../../../lib/engine/reply.js';
import { REDIS_VERSION } from '../../../lib/engine/version.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

function text(client: RecordingClient, line: string): string {
  const reply = client.run(line);
  expect(reply).toBeInstanceOf(VerbatimReply);
  return (reply as VerbatimReply).text;
}

function stats(client: RecordingClient): Record<string, Reply> {
  const reply = client.run('MEMORY STATS') as MapReply;
  return Object.fromEntries(reply.entries) as Record<string, Reply>;
}

describe('MEMORY', () => {
  it.each([
    ['a string', 'SET k value', 'APPEND k more'],
    ['a list', 'RPUSH k a b c', 'RPUSH k dddddddddddddddddddddddddddddd'],
    ['a set', 'SADD k a b c', 'SADD k dddddddddddddddddddddddddddddd'],
    ['a sorted set', 'ZADD k 1 a 2 b', 'ZADD k 3 dddddddddddddddddddddddddddd'],
    ['a hash', 'HSET k f v g w', 'HSET k h dddddddddddddddddddddddddddddddddd'],
    ['a stream', 'XADD k 1-1 a 1', 'XADD k 1-2 a dddddddddddddddddddddddddd'],
  ])('USAGE of %s grows with it, and with what INFO tells', (_, create, grow) => {
    const { engine, client } = recordingEngine();
    client.run('SET other 1');
    const empty = engine.memory();
    client.run(create);
    const usage = client.run('MEMORY USAGE k') as number;
    expect(usage).toBeGreaterThan(engine.memory() - empty);
    const before = engine.memory();
    client.run(grow);
    const grown = client.run('MEMORY USAGE k') as number;
    expect(grown - usage).toBe(engine.memory() - before);
    expect(grown).toBeGreaterThan(usage);
  });

  it('STATS tells where the memory goes', () => {
    const { engine, client } = recordingEngine();
    const startup = engine.memory();
    expect(stats(client)).toMatchObject({ 'startup.allocated': startup, 'keys.count': 0 });
    for (let i = 0; i < 100; i++) client.run(`SET key:${i} ${'v'.repeat(100)}`);
    client.run('SELECT 3');
    client.run('SET k v EX 100');
    const found = stats(client);
    const used = engine.memory();
    expect(found).toMatchObject({
      'total.allocated': used,
      'peak.allocated': used,
      'keys.count': 101,
      'keys.bytes-per-key': Math.trunc((used - startup) / 101),
      'peak.percentage': new DoubleReply(100),
    });
    expect(found['dataset.bytes']).toBeGreaterThan(100 * 100);
    expect((found['dataset.bytes'] as number) + (found['overhead.total'] as number)).toBe(used);
    const database = (name: string): Record<string, number> =>
      Object.fromEntries((found[name] as MapReply).entries) as Record<string, number>;
    expect(database('db.0')['overhead.hashtable.expires']).toBe(0);
    expect(database('db.3')['overhead.hashtable.expires']).toBeGreaterThan(0);
  });

  it('DOCTOR reports what it finds', () => {
    const { engine, client } = recordingEngine();
    expect(text(client, 'MEMORY DOCTOR')).toMatch(/too little/);
    for (let i = 0; i < 12; i++) client.run(`SET k${i} ${'v'.repeat(1024 * 1024)}`);
    engine.memory();
    for (let i = 0; i < 6; i++) client.run(`DEL k${i}`);
    expect(text(client, 'MEMORY DOCTOR')).toMatch(/There were 12\.\d+M at the peak/);
    client.run('CONFIG SET maxmemory 6291457');
    expect(text(client, 'MEMORY DOCTOR')).toMatch(/within 5% of maxmemory/);
  });

  it('MALLOC-STATS tells of the heap', () => {
    const { client } = recordingEngine();
    expect(text(client, 'MEMORY MALLOC-STATS')).toMatch(/used_heap_size: \d+[^]*old_space: size=/);
    expect(client.run('MEMORY PURGE')).toEqual(OK);
  });
});

describe('SHUTDOWN', () => {
  it('is refused while the application has not said how it ends', () => {
    const { client } = recordingEngine();
    expect(client.run('SHUTDOWN NOSAVE')).toEqual(
      error(
        'ERR SHUTDOWN is not available: this server runs inside an application, which has not said how it ends',
      ),
    );
  });

  it.each(['SHUTDOWN', 'SHUTDOWN NOSAVE', 'SHUTDOWN NOW', 'SHUTDOWN SAVE FORCE'])(
    '%s calls what the application has given, behind the command',
    async (line) => {
      const { engine, client } = recordingEngine();
      let calls = 0;
      engine.onShutdown = () => calls++;
      client.run(line);
      expect(calls).toBe(0);
      await Promise.resolve();
      expect(calls).toBe(1);
    },
  );

  it('does not pretend to save', async () => {
    const { engine, client } = recordingEngine();
    let calls = 0;
    engine.onShutdown = () => calls++;
    expect(client.run('SHUTDOWN SAVE')).toEqual(
      error('ERR Errors trying to SHUTDOWN. Check logs.'),
    );
    await Promise.resolve();
    expect(calls).toBe(0);
  });
});

describe('what is not available', () => {
  const noSaving = error(
    'ERR Saving is not available: this server keeps its data in memory and nowhere else',
  );
  const noReplication = error(
    'ERR Replication is not available: this server can be neither a replica nor have replicas',
  );

  it.each([
    ['SAVE', noSaving],
    ['BGSAVE', noSaving],
    ['BGSAVE SCHEDULE', noSaving],
    ['BGREWRITEAOF', noSaving],
    ['DEBUG RELOAD', noSaving],
    ['REPLICAOF localhost 6379', noReplication],
    ['SYNC', noReplication],
    ['PSYNC ? -1', noReplication],
  ])('%s says so', (line, expected) => {
    const { client } = recordingEngine({ config: { 'enable-debug-command': 'yes' } });
    expect(client.run(line)).toEqual(expected);
  });

  it('LASTSAVE tells when the engine started', () => {
    const { clock, engine, client } = recordingEngine();
    clock.advance('1h');
    expect(client.run('LASTSAVE')).toBe(engine.startedAt / 1000);
  });
});

describe('LOLWUT', () => {
  it('draws, and tells the version', () => {
    const { client } = recordingEngine();
    const lines = text(client, 'LOLWUT VERSION 6 30 8 3').split('\n');
    expect(lines).toHaveLength(8 + 3);
    expect(Math.max(...lines.slice(0, 8).map(({ length }) => length))).toBeLessThanOrEqual(30);
    expect(lines.slice(0, 8).join('')).toContain('O');
    expect(lines.at(-2)).toMatch(new RegExp(`Redis ver\\. ${REDIS_VERSION}$`));
    expect(text(client, 'LOLWUT VERSION 99')).toBe(`Redis ver. ${REDIS_VERSION}\n`);
    expect(text(client, 'LOLWUT').split('\n').length).toBeGreaterThan(10);
    expect(text(client, 'LOLWUT VERSION 5 1 1 1')).toMatch(/^O\n\n/);
  });
});

describe('DEBUG', () => {
  const debugging = (how: 'yes' | 'no' | 'local') =>
    recordingEngine({ config: { 'enable-debug-command': how } });

  it.each([
    ['yes', '10.0.0.1:80', true],
    ['yes', undefined, true],
    ['local', '10.0.0.1:80', false],
    ['local', '127.0.0.1:80', true],
    ['local', '[::1]:80', true],
    ['local', '/tmp/redis.sock:0', true],
    ['local', undefined, true],
    ['no', '127.0.0.1:80', false],
    ['no', undefined, false],
  ] as const)('with enable-debug-command %s, from %s, is allowed: %p', (how, address, allowed) => {
    const { connect } = debugging(how);
    const client = connect(address === undefined ? {} : { address });
    expect(client.run('DEBUG SLEEP 0') === OK).toBe(allowed);
  });

  it('SLEEP moves a clock that is moved by hand', () => {
    const { client, clock } = debugging('yes');
    const before = clock.now();
    client.run('DEBUG SLEEP 1.5');
    expect(clock.now() - before).toBe(1500);
  });

  it('SET-ACTIVE-EXPIRE keeps expired keys until somebody meets them', () => {
    const { engine, client, clock } = debugging('yes');
    client.run('SET a 1 PX 10');
    client.run('DEBUG SET-ACTIVE-EXPIRE 0');
    clock.advance(100);
    expect(engine.sweep()).toBe(0);
    expect(client.run('DBSIZE')).toBe(1);
    client.run('DEBUG SET-ACTIVE-EXPIRE 1');
    expect(engine.sweep()).toBe(1);
  });

  it('CHANGE-REPL-ID changes what INFO tells', () => {
    const { client } = debugging('yes');
    const id = (): string => /master_replid:(\w{40})/.exec(text(client, 'INFO replication'))![1]!;
    const before = id();
    expect(id()).toBe(before);
    client.run('DEBUG CHANGE-REPL-ID');
    expect(id()).not.toBe(before);
  });

  it('STRINGMATCH-LEN matches patterns', () => {
    const { client } = debugging('yes');
    expect(client.run('DEBUG STRINGMATCH-LEN a*c abc')).toBe(1);
    expect(client.run('DEBUG STRINGMATCH-LEN a*c abd')).toBe(0);
  });

  it('HELP lists what there is', () => {
    const { client } = debugging('yes');
    const lines = (client.run('DEBUG HELP') as { text: string }[]).map((line) => line.text);
    expect(lines).toContain('SLEEP <seconds>');
    expect(lines.slice(-2)).toEqual(['HELP', '    Print this help.']);
  });
});
