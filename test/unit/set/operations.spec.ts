import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { SetReply } from '../../../lib/engine/reply.js';
import { SetValue } from '../../../lib/engine/values/set-value.js';
import { recordingEngine, type RecordingClient } from '../../support/recording-client.js';

function members(reply: unknown): unknown[] {
  return reply instanceof SetReply ? reply.members.toSorted() : [reply];
}

function fill(client: RecordingClient, key: string, content: Iterable<number>): void {
  const words = [...content].map((number) => (number % 3 === 0 ? `m${number}` : String(number)));
  if (words.length > 0) client.run(`SADD ${key} ${words.join(' ')}`);
}

describe('operations on sets', () => {
  it('look the members of the smallest set up in the others, wherever it stands', () => {
    const { client } = recordingEngine();
    const numbers = Array.from({ length: 5000 }, (_, i) => i);
    fill(client, 'large', numbers);
    fill(client, 'larger', [...numbers, 6000]);
    fill(client, 'small', [1, 2, 7000]);
    const lookups = jest.spyOn(SetValue.prototype, 'has');
    for (const keys of ['small large larger', 'larger large small', 'large small larger']) {
      lookups.mockClear();
      expect(members(client.run(`SINTER ${keys}`))).toEqual(['1', '2']);
      expect(lookups.mock.calls.length).toBeLessThanOrEqual(3 * 2);
    }
    lookups.mockRestore();
    expect(client.run('SINTERCARD 2 larger large LIMIT 10')).toBe(10);
  });

  it('answer as those of mathematics do', () => {
    const content = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 250 });
    fc.assert(
      fc.property(fc.array(content, { minLength: 1, maxLength: 5 }), (contents) => {
        const { client } = recordingEngine();
        contents.forEach((each, i) => fill(client, `k${i}`, each));
        const keys = contents.map((_, i) => `k${i}`).join(' ');
        const [first, ...others] = contents.map(
          (_, i) => new Set(members(client.run(`SMEMBERS k${i}`))),
        );
        const expected = {
          SINTER: [...first!].filter((member) => others.every((other) => other.has(member))),
          SUNION: [...new Set([...first!, ...others.flatMap((other) => [...other])])],
          SDIFF: [...first!].filter((member) => !others.some((other) => other.has(member))),
        };
        for (const [name, answer] of Object.entries(expected)) {
          expect(members(client.run(`${name} ${keys}`))).toEqual(answer.toSorted());
          expect(client.run(`${name}STORE d ${keys}`)).toBe(answer.length);
          expect(members(client.run('SMEMBERS d'))).toEqual(answer.toSorted());
        }
        expect(client.run(`SINTERCARD ${contents.length} ${keys}`)).toBe(expected.SINTER.length);
      }),
      { numRuns: 60 },
    );
  });
});
