import { describe, expect, it } from '@jest/globals';
import { DoubleReply, MapReply, type Reply } from '../../../lib/engine/reply.js';
import { recordingEngine, type RecordingClient } from '../../support/recording-client.js';

function entries(client: RecordingClient): Record<string, Reply>[] {
  return (client.run('ACL LOG') as MapReply[]).map((entry) => Object.fromEntries(entry.entries));
}

function restricted(): ReturnType<typeof recordingEngine> & { admin: RecordingClient } {
  const made = recordingEngine({ users: ['joe on nopass ~a* &* +@all -keys'] });
  made.client.run('AUTH joe x');
  return { ...made, admin: made.connect() };
}

describe('an entry of ACL LOG', () => {
  it('tells who was denied what, where and when', () => {
    const { client, admin, clock } = restricted();
    clock.set(1_000_000);
    client.run('GET b');
    clock.advance(2500);
    const [entry] = entries(admin);
    expect(entry).toEqual({
      count: 1,
      reason: 'key',
      context: 'toplevel',
      object: 'b',
      username: 'joe',
      'age-seconds': new DoubleReply(2.5),
      'client-info': expect.stringMatching(/^id=1 .* cmd=get user=joe .*[^\n]$/),
      'entry-id': 0,
      'timestamp-created': 1_000_000,
      'timestamp-last-updated': 1_000_000,
    });
  });

  it('stands for alike events within a minute of the last one', () => {
    const { client, admin, clock } = restricted();
    clock.set(1_000_000);
    client.run('GET b');
    clock.advance(60_000);
    client.run('KEYS *');
    client.run('SET b 1');
    expect(entries(admin)).toMatchObject([
      { object: 'b', count: 2, 'entry-id': 0, 'timestamp-last-updated': 1_060_000 },
      { object: 'keys', count: 1, 'entry-id': 1 },
    ]);
    clock.advance(60_001);
    client.run('GET b');
    expect(entries(admin)).toMatchObject([
      { object: 'b', count: 1, 'entry-id': 2, 'timestamp-created': 1_120_001 },
      { object: 'b', count: 2, 'timestamp-created': 1_000_000 },
      { object: 'keys', count: 1 },
    ]);
  });

  it('is found again among the newest ten only', () => {
    const { client, admin } = restricted();
    for (let i = 0; i <= 10; i++) client.run(`GET k${i}`);
    client.run('GET k0');
    client.run('GET k5');
    const log = admin.run('ACL LOG 100') as MapReply[];
    const objects = log.map(({ entries: fields }) => fields.map(([, value]) => value).slice(0, 4));
    expect(objects.map(([count, , , object]) => `${String(object)}:${String(count)}`)).toEqual([
      'k5:2',
      'k0:1',
      ...['k10', 'k9', 'k8', 'k7', 'k6', 'k4', 'k3', 'k2', 'k1', 'k0'].map((key) => `${key}:1`),
    ]);
  });

  it('tells where a command came from', () => {
    const { client, admin } = restricted();
    client.run('MULTI');
    client.run('GET b');
    client.run('DISCARD');
    client.run("EVAL \"return redis.pcall('get', 'c')\" 0");
    expect(entries(admin)).toMatchObject([
      { context: 'lua', object: 'c' },
      { context: 'multi', object: 'b' },
    ]);
  });

  it('is counted by its reason', () => {
    const { client, engine } = restricted();
    for (const line of ['GET b', 'KEYS *', 'GET b', 'AUTH joe', 'AUTH nope x']) client.run(line);
    expect(engine.acl.denials).toEqual({ auth: 1, command: 1, key: 2, channel: 0 });
  });
});
