import { errors } from '../../errors.js';
import { NULL_ARRAY, type Reply } from '../../reply.js';
import { ListType } from '../../values/deque.js';
import { key, readInt, rest } from '../args.js';
import { command } from '../spec.js';
import { commitPop, popFrom, type End } from './shared.js';

/** The count of LPOP: one element without a list for `undefined`. */
const optionalCount = (name: string) =>
  rest<number | undefined>(
    [{ name: 'count', type: 'integer', since: '6.2.0', optional: true }],
    0,
    (argv, at) => {
      if (argv.length === at) return undefined;
      if (argv.length > at + 1) throw errors.wrongArity(name);
      const count = readInt(argv[at]!, errors.mustBePositive);
      if (count < 0) throw errors.mustBePositive();
      return Number(count);
    },
  );

/** LPOP and RPOP. */
const popping = (name: string, end: End) =>
  command({
    name,
    since: '1.0.0',
    group: 'list',
    summary: `Takes elements from the ${end === 'LEFT' ? 'head' : 'tail'} of a list.`,
    complexity: 'O(N) where N is the number of elements returned',
    flags: ['write', 'fast'],
    categories: ['@list'],
    args: [key('key', ['RW', 'access', 'delete']), optionalCount(name)],
    execute(context, key, count): Reply {
      const list = context.db.edit(key, ListType);
      if (list === undefined) return count === undefined ? null : NULL_ARRAY;
      if (count === 0) return [];
      const elements = popFrom(list, end, count ?? 1);
      commitPop(context, key, list, end);
      return count === undefined ? elements[0]! : elements;
    },
  });

export const popCommands = [popping('LPOP', 'LEFT'), popping('RPOP', 'RIGHT')];
