import { describe, expect, it } from '@jest/globals';
import type { Context } from '../../../lib/engine/commands/context.js';
import { commandTable } from '../../../lib/engine/commands/table.js';
import { InMemoryCache } from '../../../lib/index.js';

const commands = commandTable.commands.filter(({ runWords }) => runWords !== undefined);
const WORDS = ['key', '1', '2'] as const;

/** The context of a command whose words are in no array. */
function contextWithoutWords(engine: InMemoryCache): Context {
  return {
    engine,
    session: engine.connect({ push: () => undefined, close: () => undefined }),
    db: engine.databases[0]!,
    get argv(): never {
      throw new Error('The command looks at its words');
    },
    get now() {
      return engine.unit.now();
    },
    block: () => {
      throw new Error('The command waits');
    },
  };
}

describe('commands whose words are in no array', () => {
  it('are quick ones, and many', () => {
    expect(commands.length).toBeGreaterThan(40);
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['GET', 'SET', 'SETEX', 'INCR', 'HGET', 'TTL']),
    );
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    '%s answers as with an array',
    (_, command) => {
      const [direct, usual] = [new InMemoryCache(), new InMemoryCache()];
      const session = usual.connect({ push: () => undefined, close: () => undefined });
      const words = WORDS.slice(0, Math.abs(command.arity) - 1);
      let answer: unknown;
      try {
        answer = command.runWords!(contextWithoutWords(direct), ...WORDS);
      } catch (thrown) {
        answer = thrown;
      }
      expect(answer).toEqual(usual.execute(session, [command.name, ...words]));
    },
  );
});
