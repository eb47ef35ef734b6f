import { expect, it } from '@jest/globals';
import { AclCatalog, type CatalogCommand } from '../../../lib/engine/acl/catalog.js';
import { CommandRights } from '../../../lib/engine/acl/command-rights.js';
import { ACL_CATEGORIES } from '../../../lib/engine/commands/acl-categories.js';
import { below, SeededRandom } from '../../../lib/engine/random.js';
import { MapReply, OK, Status, type Reply } from '../../../lib/engine/reply.js';
import { describeDifferential } from '../harness/table.js';

const USERS = 250;
const MAX_RULES = 8;

/** A command as COMMAND tells of it, with its categories. */
interface Known extends CatalogCommand {
  readonly categories: readonly string[];
}

/** The catalog of a real server: its commands, not ours, decide which categories fit best. */
function catalogOf(commands: readonly Reply[]): AclCatalog {
  let id = 0;
  const read = (info: Reply): Known => {
    const fields = info as readonly Reply[];
    const subcommands = (fields[9] as readonly Reply[]).map(read);
    return {
      id: id++,
      fullName: String(fields[0]),
      categories: (fields[6] as Status[]).map(({ text }) => text),
      ...(subcommands.length === 0
        ? {}
        : { subcommands: new Map(subcommands.map((sub) => [lastWord(sub), sub])) }),
    };
  };
  return new AclCatalog(
    commands.map(read),
    ACL_CATEGORIES,
    (command) => (command as Known).categories,
  );
}

const lastWord = ({ fullName }: Known): string => fullName.split('|').at(-1)!.toUpperCase();

/** Random rules about commands. */
function randomRules(catalog: AclCatalog, random: SeededRandom): string[] {
  const pick = <T>(from: readonly T[]): T => from[below(random, from.length)]!;
  return Array.from({ length: 1 + below(random, MAX_RULES) }, () => {
    const sign = pick(['+', '+', '-']);
    const command = pick(catalog.commands);
    switch (below(random, 6)) {
      case 0:
        return pick(['+@all', '-@all', '+@all', 'allcommands']);
      case 1:
      case 2:
      case 3:
        return `${sign}@${pick(catalog.categories)}`;
      case 4:
        if (command.subcommands || command.fullName.includes('|')) return '+select|1';
        return `+${command.fullName}|${pick(['a', 'B', 'b'])}`;
      default:
        return sign + command.fullName;
    }
  });
}

/** Categories in their order; single commands in any, as Redis's is that of a hash table. */
function normal(rules: string): string {
  const words = rules.split(' ');
  const isCategory = (word: string): boolean => word[1] === '@';
  return [
    ...words.filter(isCategory),
    ...words.filter((word) => !isCategory(word)).toSorted(),
  ].join(' ');
}

describeDifferential('The rules that commands are printed as', (server) => {
  it('are those of Redis, whatever rules have led there', async () => {
    const client = await server().connect(3);
    const plain = await server().connect();
    const catalog = catalogOf((await plain.call('COMMAND')) as Reply[]);
    const random = new SeededRandom(7);
    for (let i = 0; i < USERS; i++) {
      const rules = randomRules(catalog, random);
      expect(await client.call('ACL', 'SETUSER', 'random', 'reset', ...rules)).toEqual(OK);
      const user = (await client.call('ACL', 'GETUSER', 'random')) as MapReply;
      const expected = String(user.entries.find(([name]) => name === 'commands')![1]);
      const rights = new CommandRights(catalog);
      for (const rule of rules) expect(rights.apply(rule)).toBeUndefined();
      expect([rules, normal(rights.describe())]).toEqual([rules, normal(expected)]);
      // What is printed leads to the same rights again.
      const again = new CommandRights(catalog);
      for (const rule of rights.describe().split(' ')) expect(again.apply(rule)).toBeUndefined();
      expect(again.describe()).toBe(rights.describe());
    }
    await Promise.all([client.close(), plain.close()]);
  });
});
