import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import type { Reply } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

const START = new ManualClock().now() / 1000;

/** The entries without their ids. */
function entries(client: RecordingClient, line = 'SLOWLOG GET -1'): Reply[][] {
  return (client.run(line) as Reply[][]).map((entry) => entry.slice(1));
}

function commands(client: RecordingClient): Reply[] {
  return entries(client).map((entry) => entry[2]!);
}

/** An engine whose commands take as long as is asked for: `DEBUG SLEEP` moves the clock. */
function sleepyEngine(config: Record<string, string> = {}) {
  return recordingEngine({ config: { 'enable-debug-command': 'yes', ...config } });
}

describe('SLOWLOG', () => {
  it('remembers commands that take as long as the threshold', () => {
    const { client, connect } = sleepyEngine();
    client.run('DEBUG SLEEP 0.009');
    expect(entries(client)).toEqual([]);
    const other = connect({ address: '10.0.0.1:1234' });
    other.run('CLIENT SETNAME worker');
    other.run('DEBUG SLEEP 0.010');
    expect(entries(client)).toEqual([
      [START, 10_000, ['DEBUG', 'SLEEP', '0.010'], '10.0.0.1:1234', 'worker'],
    ]);
  });

  it('numbers its entries, newest first, and goes on with the numbers after a reset', () => {
    const { client } = sleepyEngine({ 'slowlog-log-slower-than': '0' });
    client.run('GET a');
    client.run('SET a 1');
    const ids = (): unknown[] => (client.run('SLOWLOG GET') as Reply[][]).map(([id]) => id);
    expect(ids()).toEqual([1, 0]);
    client.run('SLOWLOG RESET');
    expect(ids()).toEqual([3]);
  });

  it('keeps no more than slowlog-max-len', () => {
    const { client } = sleepyEngine({ 'slowlog-log-slower-than': '0', 'slowlog-max-len': '2' });
    for (const key of ['a', 'b', 'c']) client.run(`GET ${key}`);
    expect(commands(client)).toEqual([
      ['GET', 'c'],
      ['GET', 'b'],
    ]);
    client.run('CONFIG SET slowlog-max-len 0');
    expect(client.run('SLOWLOG LEN')).toBe(2);
    client.run('GET d');
    expect(client.run('SLOWLOG LEN')).toBe(2);
  });

  it('returns ten entries unless it is told how many', () => {
    const { client } = sleepyEngine({ 'slowlog-log-slower-than': '0' });
    for (let i = 0; i < 12; i++) client.run('PING');
    expect(client.run('SLOWLOG GET')).toHaveLength(10);
    expect(client.run('SLOWLOG GET 3')).toHaveLength(3);
    expect(client.run('SLOWLOG GET 0')).toHaveLength(0);
    expect(client.run('SLOWLOG GET -1')).toHaveLength(15);
  });

  it.each(['SLOWLOG GET -2', 'SLOWLOG GET x'])('refuses %s', (line) => {
    const { client } = sleepyEngine();
    expect(client.run(line)).toEqual(error('ERR count should be greater than or equal to -1'));
  });

  it('logs nothing when the threshold is -1', () => {
    const { client } = sleepyEngine({ 'slowlog-log-slower-than': '-1' });
    client.run('DEBUG SLEEP 5');
    expect(client.run('SLOWLOG LEN')).toBe(0);
  });

  it('shortens long words and long commands', () => {
    const { client } = sleepyEngine({ 'slowlog-log-slower-than': '0' });
    client.run(`SET k ${'v'.repeat(130)}`);
    client.run(`DEL ${Array.from({ length: 40 }, (_, i) => `k${i}`).join(' ')}`);
    client.run(`DEL ${Array.from({ length: 31 }, (_, i) => `k${i}`).join(' ')}`);
    const [whole, shortened, word] = commands(client) as Reply[][];
    expect(word).toEqual(['SET', 'k', `${'v'.repeat(128)}... (2 more bytes)`]);
    expect(shortened).toHaveLength(32);
    expect(shortened!.at(-1)).toBe('... (10 more arguments)');
    expect(whole).toHaveLength(32);
    expect(whole!.at(-1)).toBe('k30');
  });

  it('shows no passwords', () => {
    const { client } = sleepyEngine({ 'slowlog-log-slower-than': '0' });
    client.run('AUTH user secret');
    client.run('HELLO 2 AUTH user secret SETNAME x');
    client.run('CONFIG SET maxclients 9000 requirepass ""');
    client.run('CONFIG SET requirepass ""');
    client.run('ACL SETUSER bob on >secret');
    client.run('ACL GETUSER bob');
    expect(commands(client).toReversed()).toEqual([
      ['AUTH', '(redacted)', '(redacted)'],
      ['HELLO', '2', 'AUTH', '(redacted)', '(redacted)', 'SETNAME', 'x'],
      ['CONFIG', 'SET', 'maxclients', '9000', 'requirepass', '(redacted)'],
      ['CONFIG', 'SET', 'requirepass', '(redacted)'],
      ['ACL', 'SETUSER', '(redacted)', '(redacted)', '(redacted)'],
      ['ACL', 'GETUSER', 'bob'],
    ]);
  });

  it('logs the commands of a transaction, and not EXEC', () => {
    const { client } = sleepyEngine();
    client.run('MULTI');
    client.run('PING');
    client.run('DEBUG SLEEP 1');
    client.run('EXEC');
    expect(commands(client)).toEqual([['DEBUG', 'SLEEP', '1']]);
  });

  it('logs what a blocking command does, not how long it waits', () => {
    const { client, clock } = sleepyEngine({ 'slowlog-log-slower-than': '1000' });
    client.run('BLPOP list 100');
    clock.advance('100s');
    const { session } = client;
    expect(session.lastCommand).toBe('blpop');
    expect(commands(client)).toEqual([]);
  });

  it('catches every slow command, however often quick ones of the same name ran', () => {
    // On a real clock: whatever takes long is timed.
    const engine = new InMemoryCache();
    const session = engine.connect({ push() {}, close() {} });
    const run = (...argv: string[]): Reply => engine.execute(session, argv) as Reply;
    for (let i = 0; i < 400_000; i += 1000) {
      run('RPUSH', 'long', ...Array.from({ length: 1000 }, (_, j) => String(i + j)));
    }
    run('RPUSH', 'short', 'a', 'b');
    run('CONFIG', 'SET', 'slowlog-log-slower-than', '1000');
    run('SLOWLOG', 'RESET');
    for (let i = 0; i < 100; i++) run('LRANGE', 'short', '0', '-1');
    run('LRANGE', 'long', '0', '-1');
    run('LPOP', 'long', '300000');
    const names = (run('SLOWLOG', 'GET', '-1') as Reply[][]).map((entry) => entry[3] as Reply[]);
    // A busy machine makes others slow as well.
    expect(names).toContainEqual(['LPOP', 'long', '300000']);
    expect(names).toContainEqual(['LRANGE', 'long', '0', '-1']);
  });
});
