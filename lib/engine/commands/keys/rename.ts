import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { OK } from '../../reply.js';
import { key } from '../args.js';
import { command } from '../spec.js';

/** RENAME and RENAMENX: the latter leaves an existing key alone. */
const renaming = (name: 'RENAME' | 'RENAMENX') => {
  const overwrites = name === 'RENAME';
  return command({
    name,
    since: '1.0.0',
    group: 'generic',
    summary: overwrites
      ? 'Renames a key, in place of any other key of that name.'
      : 'Renames a key, unless there is another key of that name.',
    complexity: 'O(1)',
    flags: overwrites ? ['write'] : ['write', 'fast'],
    categories: ['@keyspace'],
    args: [
      key('key', ['RW', 'access', 'delete']),
      key('newkey', ['OW', overwrites ? 'update' : 'insert']),
    ],
    execute({ db }, from, to) {
      if (!db.use(from)) throw errors.noSuchKey();
      if (from === to) return overwrites ? OK : 0;
      if (db.use(to)) {
        if (!overwrites) return 0;
        db.take(to);
      }
      const deadline = db.deadline(from)!;
      db.put(to, db.take(from)!);
      if (deadline !== 0) db.expireAt(to, deadline);
      db.changed(from, KeyEvents.renameFrom);
      db.alsoChanged(to, KeyEvents.renameTo);
      return overwrites ? OK : 1;
    },
  });
};

export const renameCommands = [renaming('RENAME'), renaming('RENAMENX')];
