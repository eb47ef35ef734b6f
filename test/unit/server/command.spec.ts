import { describe, expect, it } from '@jest/globals';
import { command, container } from '../../../lib/engine/commands/spec.js';
import { keysOf } from '../../../lib/engine/commands/key-extraction.js';
import { MapReply, OK, type Reply } from '../../../lib/engine/reply.js';
import type { KeySpec } from '../../../lib/engine/commands/spec.js';
import { recordingEngine } from '../../support/recording-client.js';

describe('COMMAND', () => {
  it('answers as COMMAND INFO of all commands', () => {
    const { engine, client } = recordingEngine();
    const all = client.run('COMMAND') as Reply[][];
    expect(all).toEqual(client.run('COMMAND INFO'));
    expect(all).toHaveLength(client.run('COMMAND COUNT') as number);
    expect(all.map(([name]) => name)).toEqual(
      engine.table.commands.map(({ fullName }) => fullName),
    );
  });

  it('LIST names subcommands too, in any filter', () => {
    const { client } = recordingEngine();
    const all = client.run('COMMAND LIST') as string[];
    expect(all).toEqual(expect.arrayContaining(['get', 'client', 'client|setname']));
    expect(client.run('COMMAND LIST FILTERBY PATTERN CLIENT|SETN*')).toEqual(['client|setname']);
    expect(client.run('COMMAND LIST FILTERBY ACLCAT transaction')).toEqual(
      expect.arrayContaining(['multi', 'exec', 'discard', 'watch', 'unwatch']),
    );
    expect(client.run('COMMAND LIST FILTERBY MODULE any')).toEqual([]);
  });

  it('DOCS describes all commands, or those that there are', () => {
    const { engine, client } = recordingEngine();
    const all = client.run('COMMAND DOCS') as MapReply;
    expect(all.entries).toHaveLength(engine.table.commands.length);
    const some = client.run('COMMAND DOCS get nope CLIENT|ID') as MapReply;
    expect(some.entries.map(([name]) => name)).toEqual(['get', 'client|id']);
  });
});

describe('the keys of a command line', () => {
  const find = (spec: KeySpec, line: string): string[] | undefined =>
    keysOf(
      command({
        name: 'X',
        since: '1.0.0',
        group: 'generic',
        summary: 'X.',
        complexity: 'O(1)',
        flags: [],
        args: [],
        keySpecs: [spec],
        execute: () => OK,
      }),
      line.split(' '),
    )?.map(({ key }) => key);
  const flags = ['RO'] as const;
  const range = (lastKey: number, step = 1, limit = 0) => ({ lastKey, step, limit });

  it.each<[string, KeySpec, string, string[] | undefined]>([
    ['one', { flags, begin: { index: 1 }, find: range(0) }, 'X a b', ['a']],
    ['all', { flags, begin: { index: 1 }, find: range(-1) }, 'X a b c', ['a', 'b', 'c']],
    ['every other', { flags, begin: { index: 1 }, find: range(-1, 2) }, 'X a 1 b 2', ['a', 'b']],
    ['all but the last', { flags, begin: { index: 1 }, find: range(-2) }, 'X a b 0', ['a', 'b']],
    ['too few', { flags, begin: { index: 2 }, find: range(0) }, 'X a', undefined],
    [
      'the first half behind a keyword',
      { flags, begin: { keyword: 'STREAMS', startFrom: 1 }, find: range(-1, 1, 2) },
      'X COUNT 2 streams a b 0 0',
      ['a', 'b'],
    ],
    [
      'behind a keyword from the end',
      { flags, begin: { keyword: 'KEYS', startFrom: -2 }, find: range(-1) },
      'X h p k 0 t KEYS a b',
      ['a', 'b'],
    ],
    [
      'behind a keyword that is missing',
      { flags, begin: { keyword: 'KEYS', startFrom: -2 }, find: range(-1) },
      'X h p k 0 t',
      [],
    ],
    [
      'as many as a number says',
      { flags, begin: { index: 1 }, find: { keyNumIndex: 0, firstKey: 1, step: 1 } },
      'X 2 a b c',
      ['a', 'b'],
    ],
    [
      'fewer than a number says',
      { flags, begin: { index: 1 }, find: { keyNumIndex: 0, firstKey: 1, step: 1 } },
      'X 3 a b',
      undefined,
    ],
    [
      'a number that is none',
      { flags, begin: { index: 1 }, find: { keyNumIndex: 0, firstKey: 1, step: 1 } },
      'X n a b',
      undefined,
    ],
    ['unknown', { flags, begin: 'unknown', find: 'unknown' }, 'X a', undefined],
    ['no keys', { flags: ['not_key'], begin: { index: 1 }, find: range(0) }, 'X a', []],
  ])('%s', (_, spec, line, keys) => {
    expect(find(spec, line)).toEqual(keys);
  });
});

describe('a container', () => {
  it('without a handler of its own is never run alone', () => {
    const empty = container({
      name: 'X',
      since: '1.0.0',
      group: 'server',
      summary: 'X.',
      complexity: 'O(1)',
      flags: [],
      subcommands: [],
    });
    expect(empty.arity).toBe(-2);
  });
});
