import type { Bytes } from '../../bytes.js';
import type { Blocked } from '../../observers/blocking.js';
import { NULL_ARRAY, type Reply } from '../../reply.js';
import { ListType } from '../../values/deque.js';
import { choice, key, rest, string, token } from '../args.js';
import { readTimeout } from '../blocking-args.js';
import type { Context } from '../context.js';
import {
  KEYS_THEN_TIMEOUT,
  keysThenTimeout,
  POP_FLAGS,
  firstOf,
  multiplePopDocs,
  readMultiplePop,
  waitFor,
  type Attempt,
  type MultiplePop,
} from '../first-served.js';
import { command, type CommandFlag } from '../spec.js';
import { commitPop, ENDS, move, popFrom, type End } from './shared.js';

const endDocs = [token('LEFT'), token('RIGHT')];

/** BLPOP and BRPOP. */
const blockingPop = (name: string, end: End) =>
  command({
    name,
    since: '2.0.0',
    group: 'list',
    summary: `Takes an element from the ${end === 'LEFT' ? 'head' : 'tail'} of the first list that has one, and waits for it.`,
    complexity: 'O(N) where N is the number of keys',
    flags: ['write', 'blocking'],
    categories: ['@list'],
    args: [keysThenTimeout],
    keySpecs: [KEYS_THEN_TIMEOUT],
    execute(context, { keys, timeout }) {
      const deadline = readTimeout(timeout, context.now);
      const pop = (ready: Context, key: Bytes): Reply | undefined => {
        const list = ready.db.edit(key, ListType);
        if (list === undefined) return undefined;
        const [element] = popFrom(list, end, 1);
        commitPop(ready, key, list, end);
        return [key, element!];
      };
      return firstOf(context, keys, pop) ?? waitFor(context, ListType, keys, deadline, pop);
    },
  });

const readMultiple = (argv: readonly Bytes[], at: number): MultiplePop<End> =>
  readMultiplePop(argv, at, ENDS);
const multipleDocs = multiplePopDocs(ENDS);

function popMultiple({ where: end, count }: MultiplePop<End>): Attempt {
  return (context, key) => {
    const list = context.db.edit(key, ListType);
    if (list === undefined) return undefined;
    const elements = popFrom(list, end, count);
    commitPop(context, key, list, end);
    return [key, elements];
  };
}

const lmpop = command({
  name: 'LMPOP',
  since: '7.0.0',
  group: 'list',
  summary: 'Takes elements from the first list that has any.',
  complexity: 'O(N+M) where N is the number of keys and M the number of elements returned',
  flags: ['write', 'movablekeys'],
  categories: ['@list'],
  args: [rest(multipleDocs, 3, readMultiple)],
  keySpecs: [
    { flags: POP_FLAGS, begin: { index: 1 }, find: { keyNumIndex: 0, firstKey: 1, step: 1 } },
  ],
  execute: (context, wanted) => firstOf(context, wanted.keys, popMultiple(wanted)) ?? NULL_ARRAY,
});

const blmpop = command({
  name: 'BLMPOP',
  since: '7.0.0',
  group: 'list',
  summary: 'Takes elements from the first list that has any, and waits for them.',
  complexity: 'O(N+M) where N is the number of keys and M the number of elements returned',
  flags: ['write', 'blocking', 'movablekeys'],
  categories: ['@list'],
  args: [string('timeout', 'double'), rest(multipleDocs, 3, readMultiple)],
  keySpecs: [
    { flags: POP_FLAGS, begin: { index: 2 }, find: { keyNumIndex: 0, firstKey: 1, step: 1 } },
  ],
  execute(context, timeout, wanted) {
    const { keys } = wanted;
    const deadline = readTimeout(timeout, context.now);
    const pop = popMultiple(wanted);
    return firstOf(context, keys, pop) ?? waitFor(context, ListType, keys, deadline, pop);
  },
});

interface MoveFacts {
  readonly since: string;
  readonly summary: string;
  readonly flags: readonly CommandFlag[];
}

const moveFacts = (since: string, waits: boolean): MoveFacts => ({
  since,
  summary: `Takes an element from one list and adds it to another${waits ? ', and waits for it' : ''}.`,
  flags: ['write', 'denyoom', ...(waits ? (['blocking'] as const) : [])],
});

const source = key('source', POP_FLAGS);
const destination = key('destination', ['RW', 'insert']);
const whereFrom = choice('wherefrom', ENDS, endDocs);
const whereTo = choice('whereto', ENDS, endDocs);

/** Moves an element, or waits for one that can be moved. */
function moveOrWait(
  context: Context,
  [from, fromEnd]: readonly [Bytes, End],
  [to, toEnd]: readonly [Bytes, End],
  timeout: Bytes,
): Reply | Blocked {
  const deadline = readTimeout(timeout, context.now);
  const attempt: Attempt = (ready, key) => move(ready, key, to, fromEnd, toEnd);
  return attempt(context, from) ?? waitFor(context, ListType, [from], deadline, attempt, null);
}

const lmove = command({
  name: 'LMOVE',
  ...moveFacts('6.2.0', false),
  group: 'list',
  complexity: 'O(1)',
  categories: ['@list'],
  args: [source, destination, whereFrom, whereTo],
  execute: (context, from, to, fromEnd, toEnd) => move(context, from, to, fromEnd, toEnd) ?? null,
});

const rpoplpush = command({
  name: 'RPOPLPUSH',
  ...moveFacts('1.2.0', false),
  group: 'list',
  complexity: 'O(1)',
  categories: ['@list'],
  deprecatedSince: '6.2.0',
  replacedBy: '`LMOVE` with the `RIGHT` and `LEFT` arguments',
  args: [source, destination],
  execute: (context, from, to) => move(context, from, to, 'RIGHT', 'LEFT') ?? null,
});

const blmove = command({
  name: 'BLMOVE',
  ...moveFacts('6.2.0', true),
  group: 'list',
  complexity: 'O(1)',
  categories: ['@list'],
  args: [source, destination, whereFrom, whereTo, string('timeout', 'double')],
  execute: (context, from, to, fromEnd, toEnd, timeout) =>
    moveOrWait(context, [from, fromEnd], [to, toEnd], timeout),
});

const brpoplpush = command({
  name: 'BRPOPLPUSH',
  ...moveFacts('2.2.0', true),
  group: 'list',
  complexity: 'O(1)',
  categories: ['@list'],
  deprecatedSince: '6.2.0',
  replacedBy: '`BLMOVE` with the `RIGHT` and `LEFT` arguments',
  args: [source, destination, string('timeout', 'double')],
  execute: (context, from, to, timeout) =>
    moveOrWait(context, [from, 'RIGHT'], [to, 'LEFT'], timeout),
});

export const moveAndWaitCommands = [
  blockingPop('BLPOP', 'LEFT'),
  blockingPop('BRPOP', 'RIGHT'),
  lmpop,
  blmpop,
  lmove,
  rpoplpush,
  blmove,
  brpoplpush,
];
