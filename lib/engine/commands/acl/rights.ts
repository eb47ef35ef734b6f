import { errors } from '../../errors.js';
import type { Denial } from '../../acl/access.js';
import { OK } from '../../reply.js';
import { readInt, rest, string } from '../args.js';
import { subcommand, type Command } from '../spec.js';
import { ACL_FACTS, ADMIN_FLAGS, OPEN_FLAGS, optionalWord } from './facts.js';

const DEFAULT_BITS = 256;
const MAX_BITS = 4096;
const BITS_PER_DIGIT = 4;

const categories = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'CAT',
  summary: 'Return the categories of commands, or the commands of a category.',
  complexity: 'O(1)',
  flags: OPEN_FLAGS,
  args: [optionalWord({ name: 'categoryname', type: 'string' })],
  execute({ engine }, category) {
    const { catalog } = engine.acl;
    if (category === undefined) return catalog.categories;
    const members = catalog.membersOf(category);
    if (!members) throw errors.aclUnknownCategory(category);
    return members.map(({ fullName }) => fullName);
  },
});

const genPass = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'GENPASS',
  summary:
    'Return a random password of so many bits, in hexadecimal digits (256 bits if nothing is said).',
  complexity: 'O(1)',
  flags: OPEN_FLAGS,
  args: [optionalWord({ name: 'bits', type: 'integer' })],
  execute({ engine }, word) {
    const bits = word === undefined ? DEFAULT_BITS : readInt(word);
    if (bits <= 0 || bits > MAX_BITS) throw errors.aclPasswordBits();
    const digits = Math.ceil(Number(bits) / BITS_PER_DIGIT);
    let password = '';
    while (password.length < digits) {
      password += engine.random.uint32().toString(16).padStart(8, '0');
    }
    return password.slice(0, digits);
  },
});

function explain({ reason, object }: Denial): string {
  const what =
    reason === 'command' ? `run the '${object}' command` : `access the '${object}' ${reason}`;
  return `This user has no permissions to ${what}`;
}

const dryRun = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'DRYRUN',
  since: '7.0.0',
  summary: 'Tell whether a user may run a command, without running it.',
  complexity: 'O(1)',
  flags: ADMIN_FLAGS,
  args: [
    string('username'),
    rest(
      [
        { name: 'command', type: 'string' },
        { name: 'arg', type: 'string', optional: true, multiple: true },
      ],
      1,
      (argv, at) => argv.slice(at),
    ),
  ],
  execute({ engine }, name, line) {
    const user = engine.acl.find(name);
    if (!user) throw errors.aclUnknownUser(name);
    const command = engine.table.resolve(line);
    if (!command) throw errors.aclUnknownCommand(line[0]!);
    const { arity, fullName } = command;
    if (arity > 0 ? line.length !== arity : line.length < -arity) throw errors.wrongArity(fullName);
    const denial = engine.acl.checkUser(user, command, line);
    return denial ? explain(denial) : OK;
  },
});

export const aclRights: readonly Command[] = [categories, genPass, dryRun];
