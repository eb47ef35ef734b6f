import { expect, it } from '@jest/globals';
import { commandTable } from '../../../lib/engine/commands/table.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { below, SeededRandom } from '../../../lib/engine/random.js';
import { OK, ReplyError, Status, type Reply } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { describeDifferential } from '../harness/table.js';

/** How many lines each command is tried with. */
const LINES = 16;
const MAX_MORE_WORDS = 6;

const USERS: Readonly<Record<string, string>> = {
  all: '+@all ~* &*',
  keys: '+@all ~a* %R~r* %W~w* &c*',
  reader: '+@all %R~* &d*',
  writer: '+@all %W~*',
  selectors: '+@read ~a* (+@write %W~w* ~r*) (+@all -@dangerous %R~r* &c1) (+@pubsub &c* &*1)',
  categories: '-@all +@string +@hash -@fast +@connection +@transaction ~* &*',
  words: '+@all -@slow +get|a1 +set|r1 +config|get +xinfo|stream +object +echo|1 ~* &*',
  nothing: '',
};

/** Words that options, counts, keys and channels are made of. */
const WORDS = [
  ...['a1', 'a2', 'b1', 'r1', 'r2', 'w1', 'w2', 'c1', 'c*', 'd1'],
  ...['0', '1', '2', '3', '-1', '', 'x', '*', '#'],
  ...['STORE', 'STREAMS', 'KEYS', 'GET', 'BY', 'LIMIT', 'STOREDIST', 'LEFT', 'WEIGHTS'],
];

/** Random lines of every command and subcommand, some of them with keys where the command looks for them. */
function lines(seed: number): string[][] {
  const random = new SeededRandom(seed);
  const word = (): string => WORDS[below(random, WORDS.length)]!;
  const commands = commandTable.commands.flatMap((command) => [
    command,
    ...(command.subcommands?.values() ?? []),
  ]);
  return commands.flatMap(({ fullName, arity }) =>
    Array.from({ length: LINES }, () => {
      const name = fullName.split('|');
      const count = arity > 0 ? arity : -arity + below(random, MAX_MORE_WORDS);
      return [...name, ...Array.from({ length: Math.max(0, count - name.length) }, word)];
    }),
  );
}

async function makeUsers(client: TestClient): Promise<void> {
  for (const [name, rules] of Object.entries(USERS)) {
    const reply = await client.call('ACL', 'SETUSER', name, 'reset', ...splitRules(rules));
    expect(reply).toEqual(OK);
  }
}

const splitRules = (rules: string): string[] => rules.split(/ (?![^(]*\))/).filter(Boolean);

describeDifferential('ACL DRYRUN', (server) => {
  it.each(Object.keys(USERS))('tells of the user %s what Redis tells', async (user) => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    await makeUsers(ours);
    await makeUsers(theirs);
    const asked = lines(1).map((line) => ['ACL', 'DRYRUN', user, ...line]);
    const answers = await ours.pipeline(asked);
    const expected = await theirs.pipeline(asked);
    const different = asked.flatMap((argv, i) =>
      isUnknown(expected[i]!) || same(answers[i]!, expected[i]!)
        ? []
        : [`${argv.slice(3).join(' ')}: ${text(answers[i]!)} / ${text(expected[i]!)}`],
    );
    expect(different).toEqual([]);
    await Promise.all([ours.close(), theirs.close()]);
  });
});

/** What only 7.2 knows, or lets have more arguments. */
function isUnknown(reply: Reply): boolean {
  return reply instanceof ReplyError && /not found$|'z(rev)?rank' command$/.test(reply.message);
}

function same(ours: Reply, theirs: Reply): boolean {
  return text(ours) === text(theirs);
}

function text(reply: Reply): string {
  if (reply instanceof ReplyError) return reply.message;
  return reply instanceof Status ? reply.text : String(reply);
}
