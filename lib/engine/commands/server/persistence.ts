import { errors } from '../../errors.js';
import { serverErrors } from '../../server-errors.js';
import { rest, token } from '../args.js';
import { command, type Command, type CommandFlag } from '../spec.js';

const FLAGS: readonly CommandFlag[] = ['admin', 'noscript', 'no_async_loading'];

/** Data that only memory holds cannot be saved. */
function notSaved(): never {
  throw serverErrors.noPersistence();
}

const save = command({
  name: 'SAVE',
  since: '1.0.0',
  group: 'server',
  summary: 'Write the data to disk, which is not available here.',
  complexity: 'O(N) in the number of keys of all databases',
  flags: [...FLAGS, 'no_multi'],
  args: [],
  execute: notSaved,
});

const bgsave = command({
  name: 'BGSAVE',
  since: '1.0.0',
  group: 'server',
  summary: 'Write the data to disk in the background, which is not available here.',
  complexity: 'O(1)',
  flags: FLAGS,
  args: [
    rest([token('SCHEDULE', { since: '3.2.2', optional: true })], 0, (argv, at) => {
      const schedule = argv.length === at + 1 && argv[at]!.toUpperCase() === 'SCHEDULE';
      if (argv.length > at && !schedule) throw errors.syntax();
    }),
  ],
  execute: notSaved,
});

const bgrewriteaof = command({
  name: 'BGREWRITEAOF',
  since: '1.0.0',
  group: 'server',
  summary: 'Rewrite the log of changes in the background, which is not available here.',
  complexity: 'O(1)',
  flags: FLAGS,
  args: [],
  execute: notSaved,
});

/** As Redis answers before the first time it saves. */
const lastsave = command({
  name: 'LASTSAVE',
  since: '1.0.0',
  group: 'server',
  summary: 'Return when the data was saved last, or else when the server started.',
  complexity: 'O(1)',
  flags: ['loading', 'stale', 'fast'],
  categories: ['@admin', '@dangerous'],
  tips: ['nondeterministic_output'],
  args: [],
  execute: ({ engine }) => Math.floor(engine.startedAt / 1000),
});

export const persistenceCommands: readonly Command[] = [save, bgsave, bgrewriteaof, lastsave];
