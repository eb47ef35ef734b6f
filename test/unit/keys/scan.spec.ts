import { describe, expect, it } from '@jest/globals';
import { below, SeededRandom } from '../../../lib/engine/random.js';
import { OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';
import { replyTable } from '../../support/reply-table.js';

type Page = readonly [cursor: string, keys: readonly string[]];

function scanAll(client: RecordingClient, options = '', between = (): void => undefined): string[] {
  const found: string[] = [];
  let cursor = '0';
  do {
    const [next, keys] = client.run(`SCAN ${cursor} ${options}`) as unknown as Page;
    found.push(...keys);
    cursor = next;
    between();
  } while (cursor !== '0');
  return found;
}

describe('SCAN', () => {
  it('answers every key once while nothing changes', () => {
    const { client } = recordingEngine();
    const names = Array.from({ length: 1000 }, (_, i) => `key:${i}`).toSorted();
    for (const name of names) client.run(`SET ${name} v`);
    expect(scanAll(client).toSorted()).toEqual(names);
    expect(scanAll(client, 'COUNT 7').toSorted()).toEqual(names);
    expect(scanAll(client, 'MATCH key:99?').toSorted()).toEqual(
      names.filter((name) => /^key:99.$/.test(name)),
    );
    expect(scanAll(client, 'TYPE STRING')).toHaveLength(1000);
    expect(scanAll(client, 'TYPE list')).toEqual([]);
    expect(scanAll(client, 'TYPE nonsense')).toEqual([]);
  });

  it('answers a key that is there all the time at least once, while others come and go', () => {
    const { client } = recordingEngine();
    const random = new SeededRandom(5);
    for (let i = 0; i < 300; i++) client.run(`SET stays:${i} v`);
    for (let i = 0; i < 3000; i++) client.run(`SET goes:${i} v`);
    let added = 0;
    const found = new Set(
      scanAll(client, 'COUNT 5', () => {
        for (let i = 0; i < 40; i++) client.run(`DEL goes:${below(random, 3000)}`);
        for (let i = 0; i < below(random, 30); i++) client.run(`SET new:${added++} v`);
      }),
    );
    for (let i = 0; i < 300; i++) expect(found).toContain(`stays:${i}`);
  });

  it('leaves expired keys out and removes them', () => {
    const { client, clock, engine } = recordingEngine();
    client.run('SET a v PX 10');
    client.run('SET b v');
    clock.advance(11);
    expect(client.run('KEYS *')).toEqual(['b']);
    expect(engine.databases[0]!.size).toBe(2);
    expect(scanAll(client)).toEqual(['b']);
    expect(engine.databases[0]!.size).toBe(1);
  });

  replyTable('reads cursors and options as Redis does', [
    ['SCAN 0', ['0', []]],
    ['SCAN ""', ['0', []]],
    ['SCAN +7', ['0', []]],
    ['SCAN -1', ['0', []]],
    ['SCAN x', error('ERR invalid cursor')],
    ['SCAN " 1"', error('ERR invalid cursor')],
    ['SCAN 18446744073709551616', error('ERR invalid cursor')],
    ['SCAN 0 COUNT 0', error('ERR syntax error')],
    ['SCAN 0 COUNT x', error('ERR value is not an integer or out of range')],
    ['SCAN 0 COUNT', error('ERR syntax error')],
    ['SCAN 0 FOO bar', error('ERR syntax error')],
    ['SET "" v', OK],
    ['KEYS *', ['']],
    ['KEYS **', []],
  ]);
});

describe('RANDOMKEY', () => {
  replyTable('answers a key, or null when there is none', [
    ['RANDOMKEY', null],
    ['SET k v', OK],
    ['RANDOMKEY', 'k'],
  ]);

  it('finds the one key that lives among many that have expired', () => {
    const { client, clock } = recordingEngine({ random: new SeededRandom(3) });
    for (let i = 0; i < 2000; i++) client.run(`SET gone:${i} v PX 10`);
    client.run('SET alive v');
    clock.advance(11);
    expect(client.run('RANDOMKEY')).toBe('alive');
    client.run('DEL alive');
    expect(client.run('RANDOMKEY')).toBeNull();
  });
});
