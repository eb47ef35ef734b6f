import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '../../../lib/engine/random.js';
import { OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

const OOM = error("OOM command not allowed when used memory > 'maxmemory'.");
const VALUE = 'v'.repeat(1000);

/** An engine with 100 keys of about 1 KB each, 1 s apart, and a limit that they have just reached. */
function full(policy: string, more: Record<string, string | number> = {}, volatile = 0) {
  const made = recordingEngine({
    random: new SeededRandom(7),
    config: { 'maxmemory-policy': policy, ...more },
  });
  const { client, clock, engine } = made;
  for (let i = 0; i < 100; i++) {
    client.run(`SET key:${i} ${VALUE}`);
    clock.advance('1s');
  }
  for (let i = 0; i < volatile; i++) client.run(`EXPIRE key:${i} ${1000 + i}`);
  client.run(`CONFIG SET maxmemory ${engine.memory()}`);
  return made;
}

/** Adds keys of about 1 KB each. */
function add(client: RecordingClient, count: number, options = ''): void {
  for (let i = 0; i < count; i++) expect(client.run(`SET new:${i} ${VALUE} ${options}`)).toBe(OK);
}

function left(client: RecordingClient, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) count += Number(client.run(`EXISTS key:${i}`));
  return count;
}

describe('maxmemory with noeviction', () => {
  it('refuses what needs memory, and nothing else', () => {
    const { client } = full('noeviction');
    client.run(`SET more ${VALUE}`);
    expect(client.run('SET k v')).toEqual(OOM);
    expect(client.run('HSET h f v')).toEqual(OOM);
    expect(client.run('GET key:1')).toBe(VALUE);
    expect(client.run('PERSIST key:1')).toBe(0);
    expect(client.run('DEL key:1 key:2 key:3 key:4')).toBe(4);
    expect(client.run('SET k v')).toBe(OK);
  });

  it('refuses to queue anything in a transaction, which then does not run', () => {
    const { client } = full('noeviction');
    client.run('MULTI');
    client.run('GET key:1');
    client.run('CONFIG SET maxmemory 1');
    expect(client.run('EXEC')).toMatchObject([VALUE, OK]);
    client.run('MULTI');
    expect(client.run('GET key:1')).toEqual(OOM);
    expect(client.run('DISCARD')).toBe(OK);
  });

  it('refuses a transaction with a command that needs memory which there is no more', () => {
    const { client, connect } = full('noeviction');
    const writer = connect();
    client.run('MULTI');
    expect(client.run('SET a 1')).toMatchObject({ text: 'QUEUED' });
    writer.run('CONFIG SET maxmemory 1');
    expect(client.run('EXEC')).toEqual(
      error(
        "EXECABORT Transaction discarded because of: OOM command not allowed when used memory > 'maxmemory'.",
      ),
    );
  });
});

describe('maxmemory with a policy', () => {
  it.each(['allkeys-lru', 'allkeys-lfu', 'allkeys-random'])('keeps within it by %s', (policy) => {
    const { client, engine } = full(policy);
    add(client, 200);
    expect(engine.memory()).toBeLessThan(Number(engine.settings.maxMemory) + 2048);
    expect(engine.stats.evicted).toBeGreaterThan(150);
  });

  it('evicts by allkeys-lru what was used longest ago', () => {
    const { client, clock } = full('allkeys-lru', { 'maxmemory-samples': 10 });
    for (let i = 0; i < 20; i++) client.run(`GET key:${i}`);
    clock.advance('10s');
    add(client, 40);
    expect(left(client, 0, 20)).toBeGreaterThan(17);
    expect(left(client, 20, 60)).toBeLessThan(15);
  });

  it('evicts by allkeys-lfu what was used least', () => {
    const { client } = full('allkeys-lfu', { 'maxmemory-samples': 10, 'lfu-log-factor': 1 });
    for (let times = 0; times < 50; times++) {
      for (let i = 0; i < 20; i++) client.run(`GET key:${i}`);
    }
    add(client, 40);
    expect(left(client, 0, 20)).toBe(20);
  });

  it.each(['volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl'])(
    'evicts by %s only keys with a deadline, and refuses when there is none',
    (policy) => {
      const { client } = full(policy, {}, 10);
      add(client, 5);
      expect(left(client, 10, 100)).toBe(90);
      expect(left(client, 0, 10)).toBeLessThan(10);
      let refused = false;
      for (let i = 0; i < 20; i++) refused ||= client.run(`SET more:${i} ${VALUE}`) !== OK;
      expect(refused).toBe(true);
      expect(client.run('SET k v')).toEqual(OOM);
      expect(left(client, 10, 100)).toBe(90);
    },
  );

  it('evicts by volatile-ttl what has the least time left', () => {
    const { client } = full('volatile-ttl', { 'maxmemory-samples': 64 }, 100);
    add(client, 30);
    expect(left(client, 60, 100)).toBe(40);
    expect(left(client, 0, 20)).toBe(0);
  });

  it('finds the few keys with a deadline among many without', () => {
    const { client, engine } = recordingEngine({ config: { 'maxmemory-policy': 'volatile-lru' } });
    for (let i = 0; i < 5000; i++) client.run(`SET key:${i} ${VALUE}`);
    for (let i = 0; i < 3; i++) client.run(`EXPIRE key:${i} 1000`);
    client.run(`CONFIG SET maxmemory ${engine.memory() - 2500}`);
    expect(client.run('SET k v')).toBe(OK);
    expect(engine.stats.evicted).toBe(3);
  });

  it('reports what it evicts', () => {
    const { client, connect, engine } = full('allkeys-lru');
    const watcher = connect();
    client.run('CONFIG SET notify-keyspace-events Ee');
    watcher.run('SUBSCRIBE __keyevent@0__:evicted');
    watcher.messages();
    const tracker = connect();
    tracker.run('HELLO 3');
    tracker.run('CLIENT TRACKING on');
    for (let i = 0; i < 100; i++) tracker.run(`GET key:${i}`);
    add(client, 3);
    const evicted = watcher.messages().map((message) => (message as string[])[2]);
    expect(evicted).toHaveLength(engine.stats.evicted);
    expect(tracker.messages()).toEqual(evicted.map((key) => ['invalidate', [key]]));
  });

  it('evicts when the limit sinks, with the next command or sweep, but not in a pause', () => {
    const { client, engine, connect, clock } = full('allkeys-random');
    connect().run('CLIENT PAUSE 1000 WRITE');
    client.run('CONFIG SET maxmemory 50000');
    engine.sweep();
    expect(engine.stats.evicted).toBe(0);
    clock.advance('1s');
    engine.sweep();
    expect(engine.memory()).toBeLessThanOrEqual(50000);
  });

  it('evicts from all databases', () => {
    const { client, engine } = full('allkeys-lru', { 'maxmemory-samples': 10 });
    client.run('SELECT 3');
    add(client, 50);
    expect(engine.databases[0]!.size).toBeLessThan(80);
    expect(engine.databases[3]!.size).toBeGreaterThan(40);
  });
});

describe('OBJECT FREQ and IDLETIME', () => {
  it('count uses under an LFU policy, which fall with the time', () => {
    const { client, clock } = recordingEngine({
      random: new SeededRandom(1),
      config: { 'maxmemory-policy': 'allkeys-lfu', 'lfu-log-factor': 0 },
    });
    client.run('SET k v');
    expect(client.run('OBJECT FREQ k')).toBe(5);
    for (let i = 0; i < 10; i++) client.run('GET k');
    expect(client.run('OBJECT FREQ k')).toBe(15);
    client.run('SET k w');
    expect(client.run('OBJECT FREQ k')).toBe(16);
    clock.advance('3m');
    expect(client.run('OBJECT FREQ k')).toBe(13);
    client.run('CONFIG SET lfu-decay-time 0');
    expect(client.run('OBJECT FREQ k')).toBe(16);
    expect(client.run('OBJECT IDLETIME k')).toMatchObject({
      message: expect.stringContaining('ERR An LFU maxmemory policy is selected, idle time'),
    });
  });

  it('leave keys alone for a connection that does not touch', () => {
    const { client } = recordingEngine({
      config: { 'maxmemory-policy': 'allkeys-lfu', 'lfu-log-factor': 0 },
    });
    client.run('SET k v');
    client.run('CLIENT NO-TOUCH on');
    client.run('GET k');
    expect(client.run('OBJECT FREQ k')).toBe(5);
    client.run('TOUCH k');
    expect(client.run('OBJECT FREQ k')).toBe(6);
  });
});
