import { describe, expect, it } from '@jest/globals';
import { VerbatimReply } from '../../../lib/engine/reply.js';
import { humanBytes } from '../../../lib/engine/commands/server/info-fields.js';
import { recordingEngine, type RecordingClient } from '../../support/recording-client.js';

function text(client: RecordingClient, line: string): string {
  const reply = client.run(line);
  expect(reply).toBeInstanceOf(VerbatimReply);
  return (reply as VerbatimReply).text;
}

function fields(client: RecordingClient, line: string): Record<string, string> {
  const lines = text(client, line)
    .split('\r\n')
    .filter((one) => one.includes(':'));
  return Object.fromEntries(lines.map((one) => one.split(/:(.*)/) as [string, string]));
}

const titles = (info: string): string[] =>
  [...info.matchAll(/^# (\w+)/gm)].map(([, name]) => name!);

const STANDARD = [
  'Server',
  'Clients',
  'Memory',
  'Persistence',
  'Stats',
  'Replication',
  'CPU',
  'Modules',
  'Errorstats',
  'Cluster',
  'Keyspace',
];

const ALL = [
  ...STANDARD.slice(0, 8),
  'Commandstats',
  'Errorstats',
  'Latencystats',
  ...STANDARD.slice(9),
];

describe('INFO', () => {
  it.each([
    ['INFO', STANDARD],
    ['INFO default', STANDARD],
    ['INFO keyspace server', ['Server', 'Keyspace']],
    ['INFO SERVER server', ['Server']],
    ['INFO default commandstats', [...STANDARD.slice(0, 8), 'Commandstats', ...STANDARD.slice(8)]],
    ['INFO all', ALL],
    ['INFO everything', ALL],
    ['INFO EVERYTHING server', ALL],
    ['INFO nope', []],
    ['INFO nope cpu', ['CPU']],
  ])('%s has the sections %j', (line, sections) => {
    const { client } = recordingEngine();
    expect(titles(text(client, line))).toEqual(sections);
  });

  it('separates sections by an empty line', () => {
    const { client } = recordingEngine();
    expect(text(client, 'INFO modules cluster keyspace')).toBe(
      '# Modules\r\n\r\n# Cluster\r\ncluster_enabled:0\r\n\r\n# Keyspace\r\n',
    );
  });

  it('remembers the most memory that it has seen', () => {
    const { engine, client } = recordingEngine();
    client.run(`SET k ${'v'.repeat(10_000)}`);
    engine.sweep();
    const peak = engine.memory();
    client.run('FLUSHALL');
    const { used_memory, used_memory_peak, used_memory_peak_human } = fields(client, 'INFO memory');
    expect(used_memory_peak).toBe(String(peak));
    expect(used_memory_peak_human).toBe(humanBytes(peak));
    expect(Number(used_memory)).toBeLessThan(peak);
  });

  it('tells time and identity', () => {
    const { clock, engine, client } = recordingEngine();
    clock.advance('25h');
    expect(fields(client, 'INFO server')).toMatchObject({
      redis_mode: 'standalone',
      run_id: engine.runId,
      process_id: String(process.pid),
      server_time_usec: String(clock.now() * 1000),
      uptime_in_seconds: '90000',
      uptime_in_days: '1',
    });
    expect(engine.runId).toMatch(/^[0-9a-f]{40}$/);
  });

  it('tells the keys of every database that has some', () => {
    const { client } = recordingEngine();
    client.run('SET a 1');
    client.run('SET b 1 PX 1000');
    client.run('SELECT 9');
    client.run('SET c 1 EX 10');
    expect(fields(client, 'INFO keyspace')).toEqual({
      db0: 'keys=2,expires=1,avg_ttl=1000',
      db9: 'keys=1,expires=1,avg_ttl=10000',
    });
  });

  it('counts what happens', () => {
    const { clock, engine, client, connect } = recordingEngine();
    client.run('SET k v PX 10');
    client.run('SET l v PX 10');
    client.run('GET k');
    clock.advance(11);
    client.run('GET k');
    engine.sweep(Infinity);
    client.run('NOPE');
    connect().run('PSUBSCRIBE p*');
    expect(fields(client, 'INFO stats clients persistence')).toMatchObject({
      connected_clients: '2',
      total_connections_received: '2',
      total_commands_processed: '5',
      total_error_replies: '1',
      keyspace_hits: '1',
      keyspace_misses: '1',
      expired_keys: '2',
      pubsub_patterns: '1',
    });
    client.run('CONFIG RESETSTAT');
    expect(fields(client, 'INFO stats')).toMatchObject({
      total_connections_received: '0',
      total_commands_processed: '1',
      keyspace_hits: '0',
      expired_keys: '0',
    });
  });

  it('tells the memory of keys and values, which shrinks again', () => {
    const { client } = recordingEngine();
    const used = (): number => Number(fields(client, 'INFO memory')['used_memory']);
    const empty = used();
    client.engine.execute(client.session, ['SET', 'k', 'v'.repeat(100_000)]);
    expect(used()).toBeGreaterThan(empty + 100_000 - 1);
    client.run('FLUSHALL');
    expect(used()).toBeLessThanOrEqual(empty);
    expect(fields(client, 'INFO memory')).toMatchObject({ maxmemory_policy: 'noeviction' });
  });

  it('times commands', () => {
    const { client } = recordingEngine();
    for (let i = 0; i < 200; i++) client.run('PING');
    const line = fields(client, 'INFO commandstats')['cmdstat_ping'];
    expect(line).toMatch(
      /^calls=200,usec=\d+,usec_per_call=\d+\.\d\d,rejected_calls=0,failed_calls=0$/,
    );
  });
});

describe('bytes for people', () => {
  it.each([
    [0, '0B'],
    [1023, '1023B'],
    [1024, '1.00K'],
    [1_572_864, '1.50M'],
    [5 * 1024 ** 3, '5.00G'],
    [2 * 1024 ** 4, '2.00T'],
  ])('%i are %s', (bytes, human) => {
    expect(humanBytes(bytes)).toBe(human);
  });
});
