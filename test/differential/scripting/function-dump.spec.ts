import { expect, it } from '@jest/globals';
import { crc64 } from '../../../lib/engine/crc64.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import type { Reply } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import { describeDifferential } from '../harness/table.js';

const register = (name: string): string =>
  `redis.register_function('${name}', function() return '${name}' end)`;
const SHORT = `#!lua name=short\n${register('f')}`;
/** Long enough to be compressed by the server, with long runs in it. */
const LONG = `#!lua name=long\n${Array.from({ length: 300 }, (_, i) => register(`f${i}`)).join('\n')}\n-- ${'x'.repeat(20_000)}`;
/** Does not compress. */
const NOISE = `#!lua name=noise\n${register('noise')} -- ${Array.from({ length: 300 }, (_, i) => ((i * 7919) % 9973).toString(36)).join('')}`;

describeDifferential('what FUNCTION DUMP answers', (server) => {
  it('is restored by the other side', async () => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    try {
      const codes = async (client: typeof ours | typeof theirs): Promise<unknown[]> => {
        const libraries = (await client.call('FUNCTION', 'LIST', 'WITHCODE')) as Reply[][];
        return libraries.map((library) => library[7]).toSorted();
      };
      for (const libraries of [[SHORT], [LONG], [NOISE], [SHORT, LONG, NOISE]]) {
        for (const [from, to] of [
          [ours, theirs],
          [theirs, ours],
        ] as const) {
          await from.call('FUNCTION', 'FLUSH');
          await to.call('FUNCTION', 'FLUSH');
          for (const code of libraries) await from.call('FUNCTION', 'LOAD', code);
          const dump = (await from.call('FUNCTION', 'DUMP')) as string;
          // The order of several is the server's secret.
          if (libraries.length === 1) {
            await to.call('FUNCTION', 'LOAD', libraries[0]!);
            expect(await to.call('FUNCTION', 'DUMP')).toBe(dump);
            await to.call('FUNCTION', 'FLUSH');
          }
          const restored = await to.pipeline([['FUNCTION', 'RESTORE', dump]]);
          expect(restored).toEqual([expect.objectContaining({ text: 'OK' })]);
          expect(await codes(to)).toEqual(libraries.toSorted());
          const called = libraries.includes(LONG)
            ? 'f7'
            : libraries.includes(NOISE)
              ? 'noise'
              : 'f';
          expect(await to.call('FCALL', called, '0')).toBe(called);
        }
      }
      expect(await ours.call('FUNCTION', 'FLUSH')).toEqual(await theirs.call('FUNCTION', 'FLUSH'));
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  });

  it('is restored by policy', async () => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    const other = `#!lua name=other\n${register('f')}`;
    const replacement = `#!lua name=short\n${register('g')}`;
    try {
      await theirs.call('FUNCTION', 'FLUSH');
      await theirs.call('FUNCTION', 'LOAD', SHORT);
      const dump = (await theirs.call('FUNCTION', 'DUMP')) as string;
      for (const code of [SHORT, other, replacement]) {
        for (const policy of [[], ['APPEND'], ['REPLACE'], ['FLUSH']]) {
          const lines = [
            ['FUNCTION', 'FLUSH'],
            ['FUNCTION', 'LOAD', code],
            ['FUNCTION', 'RESTORE', dump, ...policy],
            ['FUNCTION', 'LIST', 'LIBRARYNAME', 'short', 'WITHCODE'],
            ['FUNCTION', 'LIST', 'LIBRARYNAME', 'other', 'WITHCODE'],
            ['FCALL', 'f', '0'],
            ['FCALL', 'g', '0'],
          ];
          expect(await ours.pipeline(lines)).toEqual(await theirs.pipeline(lines));
        }
      }
      await theirs.call('FUNCTION', 'FLUSH');
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  });

  it('is refused with the same words when it is damaged', async () => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    const sealed = (body: string, version = 10): string => {
      const text = `${body}${String.fromCharCode(version)}\0`;
      const sum = Buffer.alloc(8);
      sum.writeBigUInt64LE(crc64(text));
      return text + sum.toString('latin1');
    };
    const body = `\xf5\x40${String.fromCharCode(SHORT.length)}${SHORT}`;
    const payloads = [
      '',
      'x',
      '0123456789',
      sealed(''),
      sealed('', 9),
      sealed('', 99),
      sealed('\xf5'),
      sealed('\xf6'),
      sealed('\xf6\x01x'),
      sealed('\xf6\x01x\x03LUA'),
      sealed('\xf6\x01x\x03LUA\x01'),
      sealed('\xf6\x01x\x03LUA\x00'),
      sealed(`\xf6\x01x\x03LUA\x00${body.slice(1)}`),
      sealed(`\xf6\x01x\x03LUA\x01\x01d${body.slice(1)}`),
      sealed('\x00'),
      sealed('\xf5\x05ab'),
      sealed('\xf5\x80\xff\xff\xff\xff'),
      sealed('\xf5\x82'),
      sealed('\xf5\xc0'),
      sealed('\xf5\xc0\x05'),
      sealed('\xf5\xc1\x05'),
      sealed('\xf5\xc3\x05\x10ab'),
      sealed('\xf5\xc3\x03\x10abc'),
      sealed('\xf5\xc4\x03'),
      sealed('\xf5\x03abc'),
      sealed('\xf5\x00'),
      sealed(body),
      sealed(body + body),
      sealed(`${body}\xf5\x03abc`),
      sealed(`\xf5\x0e#!lua name=a\nx${body}\xf5\x05ab`),
      sealed(`${body}\x00`),
      `${sealed(body).slice(0, -1)}\x00`,
    ];
    try {
      for (const payload of payloads) {
        const lines = [
          ['FUNCTION', 'FLUSH'],
          ['FUNCTION', 'RESTORE', payload],
        ];
        expect([payload, await ours.pipeline(lines)]).toEqual([
          payload,
          await theirs.pipeline(lines),
        ]);
      }
      await theirs.call('FUNCTION', 'FLUSH');
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  });
});
