import { expect, it } from '@jest/globals';
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
});
