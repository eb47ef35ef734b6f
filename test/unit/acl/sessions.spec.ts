import { describe, expect, it } from '@jest/globals';
import { OK, PONG } from '../../../lib/engine/reply.js';
import { SessionState } from '../../../lib/engine/session.js';
import { commandTable } from '../../../lib/engine/commands/table.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

const isRestricted = ({ session }: RecordingClient): boolean => session.is(SessionState.RESTRICTED);
const NO_KEY = error(
  'NOPERM this user has no permissions to access one of the keys used as arguments',
);

describe('a session', () => {
  it('is restricted exactly while its user may not do everything', () => {
    const { client, connect } = recordingEngine();
    expect(isRestricted(client)).toBe(false);
    const admin = connect();
    admin.run('ACL SETUSER joe on nopass');
    client.run('AUTH joe x');
    expect(isRestricted(client)).toBe(true);
    for (const [rule, restricted] of [
      ['+@all', true],
      ['~*', true],
      ['&*', false],
      ['-get', true],
      ['+@all', false],
      ['resetkeys', true],
      ['(+@all ~* &*)', false],
      ['off', false],
      ['clearselectors', true],
    ] as const) {
      expect(admin.run(`ACL SETUSER joe ${rule}`)).toBe(OK);
      expect([rule, isRestricted(client)]).toEqual([rule, restricted]);
    }
    client.run('RESET');
    expect(isRestricted(client)).toBe(false);
    admin.run('ACL SETUSER default -get');
    expect([isRestricted(client), isRestricted(admin), isRestricted(connect())]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('keeps its user when rules cannot be applied', () => {
    const { client, connect } = recordingEngine({ users: ['joe on nopass ~* +get'] });
    client.run('AUTH joe x');
    connect().run('ACL SETUSER joe -get +set nope');
    expect(client.run('GET k')).toBeNull();
  });

  it('ends with its user, and with it whatever it waits for', () => {
    const { engine, client, connect } = recordingEngine({ users: ['joe on nopass ~* &* +@all'] });
    const [waiting, subscribed] = [connect(), connect()];
    for (const each of [client, waiting, subscribed]) each.run('AUTH joe x');
    waiting.run('BLPOP k 0');
    subscribed.run('SUBSCRIBE c');
    const admin = connect();
    expect(admin.run('ACL DELUSER joe nobody')).toBe(1);
    for (const each of [client, waiting, subscribed]) {
      expect(each.closed).toBe(1);
      expect(each.session.is(SessionState.CLOSED)).toBe(true);
    }
    expect([engine.sessionCount, engine.blocked.count]).toEqual([1, 0]);
    expect(admin.run('PUBLISH c m')).toBe(0);
  });

  it('that deletes its own user is answered before it ends', () => {
    const { client } = recordingEngine({ users: ['joe on nopass +@all'] });
    client.run('AUTH joe x');
    expect(client.run('ACL DELUSER joe')).toBe(1);
    expect(client.closed).toBe(1);
    expect(client.session.is(SessionState.CLOSING)).toBe(true);
  });

  it('that listens to what its user may no longer hear is ended, even by itself', () => {
    const { client, connect } = recordingEngine({ users: ['joe on nopass ~* &a &p* +@all'] });
    const [other, pattern] = [connect(), connect()];
    for (const each of [client, other, pattern]) each.run('AUTH joe x');
    client.run('HELLO 3');
    client.run('SUBSCRIBE a');
    other.run('SSUBSCRIBE a');
    pattern.run('PSUBSCRIBE p*');
    expect(client.run('ACL SETUSER joe resetchannels &p*')).toBe(OK);
    expect([client.closed, other.closed, pattern.closed]).toEqual([1, 1, 0]);
  });

  it('that waits is refused when it has lost the right to what comes', () => {
    const { client, connect } = recordingEngine({ users: ['joe on nopass ~* &* +@all'] });
    const replies: unknown[] = [];
    client.run('AUTH joe x');
    const blocked = client.run('BLPOP k 0') as {
      whenAnswered(listener: (r: unknown) => void): void;
    };
    blocked.whenAnswered((reply) => replies.push(reply));
    const admin = connect();
    admin.run('ACL SETUSER joe resetkeys ~a*');
    admin.run('RPUSH k v');
    expect(replies).toEqual([NO_KEY]);
    expect(admin.run('LLEN k')).toBe(1);
    expect(client.run('PING')).toBe(PONG);
  });

  it('may not go around its rights in a script', () => {
    const { client } = recordingEngine({ users: ['joe on nopass ~a* +@all'] });
    client.run('AUTH joe x');
    expect(client.run("EVAL \"return redis.call('get', 'a')\" 0")).toBeNull();
    expect(client.run("EVAL \"return redis.pcall('get', 'b').err\" 0")).toMatch(
      /can't access at least one of the keys mentioned in the command arguments/,
    );
    expect(client.run("EVAL \"return {redis.acl_check_cmd('get', 'b')}\" 0")).toEqual([null]);
    expect(client.run("EVAL \"return {redis.acl_check_cmd('get', 'a')}\" 0")).toEqual([1]);
    expect(client.run("EVAL \"return redis.pcall('sort', 'a', 'by', '*').err\" 0")).toMatch(
      /^ERR BY option of SORT denied/,
    );
  });
});

describe('every command', () => {
  it('tells its keys wherever its specifications cannot', () => {
    const commands = commandTable.commands.flatMap((command) => [
      command,
      ...(command.subcommands?.values() ?? []),
    ]);
    const untold = commands.filter(({ keySpecs }) =>
      keySpecs.some(
        ({ begin, find, flags, keysOf }) =>
          (begin === 'unknown' || find === 'unknown' || flags.includes('incomplete')) && !keysOf,
      ),
    );
    expect(untold.map(({ fullName }) => fullName)).toEqual([]);
  });
});
