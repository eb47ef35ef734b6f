import { describe, expect, it } from '@jest/globals';
import { cmd, pipe, type Command } from '../../../lib/client/command.js';
import { as, type FromCacheResponse } from '../../../lib/client/from-cache-response.js';
import { createTestingCache } from '../../../lib/testing.js';

type Converter = FromCacheResponse<string>;
const bad = [null, Number.NaN, -1, '', 'text', [], {}, () => 1, Symbol('s'), 5n, new Map()];
const refusal = (option: string): unknown =>
  expect.objectContaining({ name: 'InvalidOptionError', option });

describe.each([undefined, ...bad])('a command refuses %p', (value) => {
  const get = (): Command => cmd('GET').arg('k');

  it('as a connection', async () => {
    await expect(get().query(value as never)).rejects.toEqual(refusal('GET: connection'));
    await expect(pipe().query(value as never)).rejects.toEqual(refusal('connection'));
  });

  it('as a pipeline', () => {
    expect(() => get().into(value as never)).toThrow(refusal('GET: pipeline') as Error);
  });

  it('as a converter, before anything is sent', async () => {
    const { connection, cache } = createTestingCache();
    await connection.ping();
    const { processed } = cache.stats;
    const set = cmd('SET').arg('k').arg('v');
    if (value !== undefined) {
      await expect(set.query(connection, value as Converter)).rejects.toEqual(
        refusal('SET: converter'),
      );
    }
    expect(() => pipe().add(set, value as Converter)).toThrow(refusal('SET: converter') as Error);
    expect(() => set.read(value as Converter, 'OK')).toThrow(refusal('SET: converter') as Error);
    expect(cache.stats.processed).toBe(processed);
    expect(await connection.dbsize()).toBe(0);
    connection.disconnect();
  });

  it('as a command of a pipeline', () => {
    expect(() => pipe().add(value as never, as.string)).toThrow(refusal('command') as Error);
  });

  it('as a converter within another', () => {
    const converter = value as Converter;
    expect(() => as.optional(converter)).toThrow(refusal('converter') as Error);
    expect(() => as.array(converter)).toThrow(refusal('converter') as Error);
    expect(() => as.record(converter)).toThrow(refusal('values') as Error);
    expect(() => as.map(converter, as.string)).toThrow(refusal('keys') as Error);
    expect(() => as.map(as.string, converter)).toThrow(refusal('values') as Error);
  });
});

it.each(bad.filter((value) => typeof value !== 'function'))(
  'JSON is not checked by %p',
  (check) => {
    expect(() => as.json(check as never)).toThrow(refusal('check') as Error);
  },
);

it('a class can be a converter', () => {
  class Name {
    static readonly expected = 'a name';
    static readonly fromCacheResponse = as.string.fromCacheResponse;
  }
  expect(cmd('GET').read(as.optional(Name), 'Ada')).toBe('Ada');
});
