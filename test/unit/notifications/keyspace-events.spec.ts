import { describe, expect, it } from '@jest/globals';
import {
  parseEventClasses,
  printEventClasses,
} from '../../../lib/engine/observers/notifications.js';
import { RespPeer } from '../../support/resp-peer.js';
import { recordingEngine, type RecordingClient } from '../../support/recording-client.js';

/** An engine that notifies of these classes, with somebody who listens. */
function listening(classes: string) {
  const parts = recordingEngine();
  const listener = parts.connect();
  parts.client.run(`CONFIG SET notify-keyspace-events ${classes}`);
  listener.run('PSUBSCRIBE __key*');
  return { ...parts, listener };
}

/** The events that came, as `event key`. */
function events(listener: RecordingClient): string[] {
  return (listener.messages() as string[][]).map(
    ([, , channel, message]) => `${channel!.split('__:')[1]} ${message}`,
  );
}

describe('keyspace notifications', () => {
  it('tell the key its events first, then the event its keys', () => {
    const { client, listener } = listening('KEA');
    client.run('SET k v');
    expect(listener.messages()).toEqual([
      ['pmessage', '__key*', '__keyspace@0__:k', 'set'],
      ['pmessage', '__key*', '__keyevent@0__:set', 'k'],
    ]);
  });

  it('are silent until K or E is set', () => {
    const { client, listener } = listening('A');
    client.run('SET k v');
    expect(listener.messages()).toEqual([]);
  });

  it('come in the order of the changes', () => {
    const { client, listener } = listening('EAn');
    client.run('SET k v EX 10');
    client.run('RENAME k l');
    client.run('EXPIRE l 100');
    client.run('PERSIST l');
    client.run('DEL l');
    expect(events(listener)).toEqual([
      'new k',
      'set k',
      'expire k',
      'new l',
      'rename_from k',
      'rename_to l',
      'expire l',
      'persist l',
      'del l',
    ]);
  });

  it('tell of a key that has expired when it is met', () => {
    const { clock, client, listener } = listening('EA');
    client.run('SET k v PX 100');
    events(listener);
    clock.advance(100);
    expect(client.run('GET k')).toBe('v');
    clock.advance(1);
    expect(events(listener)).toEqual([]);
    expect(client.run('GET k')).toBeNull();
    expect(events(listener)).toEqual(['expired k']);
  });

  it('tell of a key that has expired before the write that met it', () => {
    const { clock, client, listener } = listening('EA');
    client.run('SET k v PX 100');
    clock.advance(101);
    events(listener);
    client.run('APPEND k w');
    expect(events(listener)).toEqual(['expired k', 'append k']);
  });

  it('tell of keys that the sweeper has removed, with their database', () => {
    const { clock, engine, client, listener } = listening('Ex');
    client.run('SET a 1 PX 100');
    client.run('SELECT 3');
    client.run('SET b 1 PX 100');
    client.run('SET c 1 PX 1000');
    clock.advance(101);
    expect(engine.sweep(Infinity)).toBe(2);
    expect(listener.messages()).toEqual([
      ['pmessage', '__key*', '__keyevent@0__:expired', 'a'],
      ['pmessage', '__key*', '__keyevent@3__:expired', 'b'],
    ]);
  });

  it('tell of a deadline in the past as a deletion', () => {
    const { client, listener } = listening('EA');
    client.run('SET k v');
    events(listener);
    client.run('PEXPIREAT k 1');
    expect(events(listener)).toEqual(['del k']);
  });

  it('follow the number of a database, not its contents', () => {
    const { client, listener } = listening('Eg');
    client.run('SET k v');
    client.run('SWAPDB 0 1');
    client.run('SELECT 1');
    client.run('DEL k');
    expect(listener.messages()).toEqual([['pmessage', '__key*', '__keyevent@1__:del', 'k']]);
  });

  // There Redis puts them into the array of the reply, which then holds more than it says.
  it.each([
    ['EXEC', 'MULTI;RPUSH list x;EXEC', '+OK +QUEUED >rpush *1 :4'],
    ['ZPOPMIN', 'ZPOPMIN zset 2', '>zpopmin >del *2 *2 $1 a ,1 *2 $1 b ,2'],
    ['ZMPOP', 'ZMPOP 1 zset MIN', '>zpopmin *2 $4 zset *1 *2 $1 a ,1'],
    ['BZPOPMIN', 'BZPOPMIN zset 0', '>zpopmin *3 $4 zset $1 a ,1'],
    [
      'XREADGROUP',
      'XREADGROUP GROUP g c STREAMS stream >',
      '>xgroup-createconsumer %1 $6 stream *1 *2 $3 1-1 *2 $1 f $1 v',
    ],
  ])('come before the reply to the own %s', (_name, lines, expected) => {
    const peer = new RespPeer();
    const ask = (line: string) => peer.ask(`${line}\r\n`);
    ask('RPUSH list a b c');
    ask('ZADD zset 1 a 2 b');
    ask('XADD stream 1-1 f v');
    ask('XGROUP CREATE stream g 0');
    ask('CONFIG SET notify-keyspace-events EA');
    ask('HELLO 3');
    ask('PSUBSCRIBE __key*');
    const bytes = lines.split(';').map(ask).join('');
    const events = bytes.replace(
      />4\r\n[^>]*__keyevent@0__:([\w-]+)\r\n\$\d+\r\n\w+\r\n/g,
      '>$1\r\n',
    );
    expect(events.trimEnd().replaceAll('\r\n', ' ')).toBe(expected);
  });
});

describe('the letters of notify-keyspace-events', () => {
  it.each([
    ['', ''],
    ['KEA', 'AKE'],
    ['xKE', 'xKE'],
    ['EK$g', 'g$KE'],
    ['mn', 'nm'],
    ['Anm', 'Am'],
    ['g$lshzxetd', 'A'],
  ])('%j print as %j', (letters, printed) => {
    expect(printEventClasses(parseEventClasses(letters)!)).toBe(printed);
  });

  it.each(['q', 'a', ' ', 'KEA!'])('%j are none', (letters) => {
    expect(parseEventClasses(letters)).toBeUndefined();
  });
});
