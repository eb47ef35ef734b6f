import { errors } from '../../errors.js';
import { MapReply, OK, SetReply, type Reply } from '../../reply.js';
import type { Selector } from '../../acl/selector.js';
import { string, strings } from '../args.js';
import { subcommand, type Command } from '../spec.js';
import { ACL_FACTS, ADMIN_FLAGS, OPEN_FLAGS } from './facts.js';

const setUser = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'SETUSER',
  summary: 'Make a user, or change one, by these rules.',
  complexity: 'O(N) in the number of rules',
  flags: ADMIN_FLAGS,
  args: [string('username'), strings('rule', 0)],
  execute({ engine, session }, name, rules) {
    engine.acl.setUser(name, rules, session);
    return OK;
  },
});

const deleteUser = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'DELUSER',
  summary: 'Remove users, and end their connections.',
  complexity: 'O(N) in the number of connections, for each user',
  flags: ADMIN_FLAGS,
  args: [strings('username')],
  execute: ({ engine, session }, names) => engine.acl.deleteUsers(names, session),
});

function describe(selector: Selector): [Reply, Reply][] {
  const { commands, keys, channels } = selector.describe();
  return [
    ['commands', commands],
    ['keys', keys],
    ['channels', channels],
  ];
}

const getUser = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'GETUSER',
  summary: 'Tell how a user is set and what it may do; null if there is no such user.',
  complexity: 'O(N) in the number of commands, passwords and patterns',
  flags: ADMIN_FLAGS,
  args: [string('username')],
  execute({ engine }, name) {
    const user = engine.acl.find(name);
    if (!user) return null;
    const [root, ...others] = user.selectors;
    return MapReply.of([
      ['flags', new SetReply(user.flags)],
      ['passwords', user.passwords],
      ...describe(root),
      ['selectors', others.map((selector) => MapReply.of(describe(selector)))],
    ]);
  },
});

const list = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'LIST',
  summary: 'Return the line of every user, as a file of users has it.',
  complexity: 'O(N) in the number of users',
  flags: ADMIN_FLAGS,
  args: [],
  execute: ({ engine }) => engine.acl.list(),
});

const users = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'USERS',
  summary: 'Return the names of the users.',
  complexity: 'O(N) in the number of users',
  flags: ADMIN_FLAGS,
  args: [],
  execute: ({ engine }) => engine.acl.names,
});

const whoAmI = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'WHOAMI',
  summary: 'Return the name of the user of this connection.',
  complexity: 'O(1)',
  flags: OPEN_FLAGS,
  args: [],
  execute: ({ session }) => session.user,
});

const load = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'LOAD',
  summary:
    'Put the users of the file of users in the place of all there are, if the file has no mistakes.',
  complexity: 'O(N) in the number of users',
  flags: ADMIN_FLAGS,
  args: [],
  execute({ engine, session }) {
    const { file } = engine.acl;
    if (!file) throw errors.aclWithoutFile();
    const faults = engine.acl.load(file, session);
    if (faults !== undefined) throw errors.aclFile(faults);
    return OK;
  },
});

const save = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'SAVE',
  summary: 'Write the users to the file of users.',
  complexity: 'O(N) in the number of users',
  flags: ADMIN_FLAGS,
  args: [],
  execute({ engine }) {
    const { file } = engine.acl;
    if (!file) throw errors.aclWithoutFile();
    if (!file.write(engine.acl.list())) throw errors.aclNotSaved();
    return OK;
  },
});

export const aclUsers: readonly Command[] = [
  setUser,
  deleteUser,
  getUser,
  list,
  users,
  whoAmI,
  load,
  save,
];
