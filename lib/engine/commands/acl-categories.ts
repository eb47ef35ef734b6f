import type { Command, CommandFlag } from './spec.js';

/** The ACL categories, in the order in which Redis lists them. */
export const ACL_CATEGORIES = [
  '@keyspace',
  '@read',
  '@write',
  '@set',
  '@sortedset',
  '@list',
  '@hash',
  '@string',
  '@bitmap',
  '@hyperloglog',
  '@geo',
  '@stream',
  '@pubsub',
  '@admin',
  '@fast',
  '@slow',
  '@blocking',
  '@dangerous',
  '@connection',
  '@transaction',
  '@scripting',
] as const;
export type AclCategory = (typeof ACL_CATEGORIES)[number];

/** The categories that follow from a flag. */
const OF_FLAG: readonly (readonly [CommandFlag, readonly AclCategory[]])[] = [
  ['write', ['@write']],
  ['admin', ['@admin', '@dangerous']],
  ['pubsub', ['@pubsub']],
  ['fast', ['@fast']],
  ['blocking', ['@blocking']],
];

/** The categories of a command: those that it declares and those that follow from its flags. */
export function categoriesOf(command: Command): readonly AclCategory[] {
  const own = new Set<string>(command.categories);
  for (const [flag, categories] of OF_FLAG) {
    if (command.flags.includes(flag)) for (const category of categories) own.add(category);
  }
  // What a script reads is not known.
  if (command.flags.includes('readonly') && !own.has('@scripting')) own.add('@read');
  if (!command.flags.includes('fast')) own.add('@slow');
  return ACL_CATEGORIES.filter((category) => own.has(category));
}
