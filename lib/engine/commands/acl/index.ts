import { help } from '../help.js';
import { container, type Command } from '../spec.js';
import { ACL_FACTS } from './facts.js';
import { aclLog } from './log.js';
import { aclRights } from './rights.js';
import { aclUsers } from './users.js';

/** Users, what they may do, and what they were denied. */
export const aclCommands: readonly Command[] = [
  container({
    ...ACL_FACTS,
    name: 'ACL',
    summary: 'Decide who may run which commands, with which keys and channels.',
    complexity: 'Depends on the subcommand',
    flags: [],
    subcommands: [...aclUsers, ...aclRights, aclLog, help('ACL', ACL_FACTS)],
  }),
];
