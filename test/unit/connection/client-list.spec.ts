import { describe, expect, it } from '@jest/globals';
import { OK, VerbatimReply } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

/** The fields of CLIENT INFO, by name. */
function info(client: RecordingClient): Record<string, string> {
  const reply = client.run('CLIENT INFO');
  expect(reply).toBeInstanceOf(VerbatimReply);
  return fields((reply as VerbatimReply).text);
}

function fields(line: string): Record<string, string> {
  expect(line.endsWith('\n')).toBe(true);
  const pairs = line
    .trimEnd()
    .split(' ')
    .map((field) => field.split(/=(.*)/) as [string, string]);
  return Object.fromEntries(pairs);
}

describe('CLIENT INFO', () => {
  it("has Redis's fields in Redis's order", () => {
    const { client } = recordingEngine();
    expect(Object.keys(info(client)).join(' ')).toBe(
      'id addr laddr fd name age idle flags db sub psub ssub multi qbuf qbuf-free argv-mem multi-mem rbs rbp obl oll omem tot-mem events cmd user redir resp lib-name lib-ver',
    );
  });

  it('tells age and idle time in seconds of the clock', () => {
    const { clock, client, connect } = recordingEngine();
    const other = connect();
    clock.advance('1m');
    other.run('PING');
    clock.advance('30s');
    expect(info(client)).toMatchObject({ age: '90', idle: '0' });
    const list = client.run(`CLIENT LIST ID ${other.session.id}`) as VerbatimReply;
    expect(fields(list.text)).toMatchObject({ age: '90', idle: '30', cmd: 'ping' });
  });

  it('tells where the session comes from', () => {
    const { client, connect } = recordingEngine();
    const remote = connect({ address: '10.0.0.1:5000', localAddress: '10.0.0.2:6379' });
    expect(info(remote)).toMatchObject({ addr: '10.0.0.1:5000', laddr: '10.0.0.2:6379' });
    expect(info(client)).toMatchObject({ addr: 'embedded:0', laddr: 'embedded:0' });
  });

  it('tells the library', () => {
    const { client } = recordingEngine();
    expect(client.run('CLIENT SETINFO lib-name ioredis(nest)')).toBe(OK);
    expect(client.run('CLIENT SETINFO LIB-VER 6.0.0')).toBe(OK);
    expect(info(client)).toMatchObject({ 'lib-name': 'ioredis(nest)', 'lib-ver': '6.0.0' });
    expect(client.run('CLIENT SETINFO lib-name ""')).toBe(OK);
    expect(info(client)).toMatchObject({ 'lib-name': '', 'lib-ver': '6.0.0' });
  });

  it.each([
    ['CLIENT SETINFO', "ERR wrong number of arguments for 'client|setinfo' command"],
    ['CLIENT SETINFO lib-name', "ERR wrong number of arguments for 'client|setinfo' command"],
    ['CLIENT SETINFO lib-name a b', "ERR wrong number of arguments for 'client|setinfo' command"],
    ['CLIENT SETINFO nope a', "ERR Unrecognized option 'nope'"],
    [
      'CLIENT SETINFO lib-name "a b"',
      'ERR lib-name cannot contain spaces, newlines or special characters.',
    ],
    [
      'CLIENT SETINFO lib-ver "1\\n"',
      'ERR lib-ver cannot contain spaces, newlines or special characters.',
    ],
  ])('%s is refused', (line, message) => {
    const { client } = recordingEngine();
    expect(client.run(line)).toEqual(error(message));
    expect(info(client)).toMatchObject({ 'lib-name': '', 'lib-ver': '' });
  });
});

describe('CLIENT LIST', () => {
  it('lists sessions oldest first, those of a type, or ids as they are given', () => {
    const { client, connect } = recordingEngine();
    const subscriber = connect();
    subscriber.run('SUBSCRIBE a');
    const ids = (line: string): string[] =>
      [...(client.run(line) as VerbatimReply).text.matchAll(/^id=(\d+)/gm)].map(([, id]) => id!);
    const [one, two] = [client, subscriber].map(({ session }) => String(session.id));
    expect(ids('CLIENT LIST')).toEqual([one, two]);
    expect(ids('CLIENT LIST TYPE normal')).toEqual([one]);
    expect(ids('CLIENT LIST TYPE PubSub')).toEqual([two]);
    expect(ids('CLIENT LIST TYPE replica')).toEqual([]);
    expect(ids(`CLIENT LIST ID ${two} 99 ${one}`)).toEqual([two, one]);
  });

  it('forgets who has gone', () => {
    const { engine, client, connect } = recordingEngine();
    engine.disconnect(connect().session);
    expect(engine.sessionCount).toBe(1);
    expect((client.run('CLIENT LIST') as VerbatimReply).text.match(/^id=/gm)).toHaveLength(1);
  });
});

describe('CLIENT NO-TOUCH', () => {
  it('leaves the idle time of keys as it is, but for TOUCH', () => {
    const { clock, client, connect } = recordingEngine();
    const observer = connect();
    client.run('SET k v');
    expect(client.run('CLIENT NO-TOUCH ON')).toBe(OK);
    clock.advance('10s');
    client.run('GET k');
    expect(observer.run('OBJECT IDLETIME k')).toBe(10);
    client.run('TOUCH k');
    expect(observer.run('OBJECT IDLETIME k')).toBe(0);
    clock.advance('10s');
    expect(client.run('CLIENT NO-TOUCH OFF')).toBe(OK);
    client.run('GET k');
    expect(observer.run('OBJECT IDLETIME k')).toBe(0);
    expect(client.run('CLIENT NO-TOUCH nope')).toEqual(error('ERR syntax error'));
  });

  it("ends with RESET, and is nobody else's", () => {
    const { clock, client, connect } = recordingEngine();
    const other = connect();
    client.run('SET k v');
    client.run('CLIENT NO-TOUCH ON');
    clock.advance('10s');
    client.run('GET k');
    other.run('GET k');
    expect(other.run('OBJECT IDLETIME k')).toBe(0);
    clock.advance('10s');
    client.run('RESET');
    client.run('GET k');
    expect(other.run('OBJECT IDLETIME k')).toBe(0);
  });
});
