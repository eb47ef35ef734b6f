import { describe, expect, it } from '@jest/globals';
import { OK, Status } from '../../../lib/engine/reply.js';
import { ListType } from '../../../lib/engine/values/deque.js';
import { KeyEvents } from '../../../lib/engine/keyspace/key-event.js';
import { error, recordingEngine } from '../../support/recording-client.js';

const WRONG_TYPE = error('WRONGTYPE Operation against a key holding the wrong kind of value');

/** An engine whose key `l` holds a list. */
function withList() {
  const system = recordingEngine();
  const db = system.engine.databases[0]!;
  const list = db.create(ListType);
  list.push('element');
  db.commit('l', list, KeyEvents.set);
  return system;
}

describe('a key that holds another type than a string', () => {
  it.each([
    'GET l',
    'GETDEL l',
    'GETEX l',
    'GETEX l EX 0',
    'GETSET l x',
    'SET l x GET',
    'SET l x NX GET',
    'STRLEN l',
    'GETRANGE l 0 1',
    'SUBSTR l 0 1',
    'SETRANGE l 0 x',
    'SETRANGE l 0 ""',
    'APPEND l x',
    'INCR l',
    'DECR l',
    'INCRBY l 1',
    'DECRBY l 1',
    'INCRBYFLOAT l 1',
    'INCRBYFLOAT l x',
  ])('is left alone by %s', (line) => {
    const { client } = withList();
    expect(client.run(line)).toEqual(WRONG_TYPE);
    expect(client.run('TYPE l')).toEqual(new Status('list'));
    expect(client.run('TTL l')).toBe(-1);
  });

  it('reads as null in MGET, as no string in LCS, and is replaced by SET', () => {
    const { client } = withList();
    expect(client.run('MGET l none')).toEqual([null, null]);
    const notStrings = error('ERR The specified keys must contain string values');
    expect(client.run('LCS l none FOO')).toEqual(notStrings);
    expect(client.run('LCS none l')).toEqual(notStrings);
    expect(client.run('SETNX l x')).toBe(0);
    expect(client.run('MSETNX l x m y')).toBe(0);
    expect(client.run('SET l x')).toBe(OK);
    expect(client.run('GET l')).toBe('x');
  });

  it('goes through the commands about keys as any other', () => {
    const { client, engine } = withList();
    const used = recordingEngine();
    for (const line of ['SET k v', 'DEL k', 'SELECT 1', 'SET k v', 'DEL k']) used.client.run(line);
    expect(client.run('COPY l copy')).toBe(1);
    expect(client.run('RENAME l renamed')).toBe(OK);
    expect(client.run('MOVE renamed 1')).toBe(1);
    expect(client.run('SCAN 0 TYPE list')).toEqual(['0', ['copy']]);
    expect(client.run('OBJECT REFCOUNT copy')).toBe(1);
    expect(client.run('DEL copy')).toBe(1);
    client.run('SELECT 1');
    expect(client.run('TYPE renamed')).toEqual(new Status('list'));
    expect(client.run('UNLINK renamed')).toBe(1);
    expect(engine.memory()).toBe(used.engine.memory());
  });
});
