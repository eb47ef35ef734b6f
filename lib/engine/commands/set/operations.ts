import type { Bytes } from '../../bytes.js';
import type { EncodingLimits } from '../../encoding-limits.js';
import { errors } from '../../errors.js';
import { KeyEvents, type KeyEvent } from '../../keyspace/key-event.js';
import { SetReply } from '../../reply.js';
import { SetType, type SetValue } from '../../values/set-value.js';
import { key, keys, readInt, readLimit, rest } from '../args.js';
import type { Context } from '../context.js';
import { command, type KeyFlag } from '../spec.js';
import { addMember, fitsIntset, isInteger, storeSet } from './shared.js';

type Sets = readonly (SetValue | undefined)[];

/** The sets of keys, `undefined` where there is none. @throws WRONGTYPE when any key holds another type */
function readSets({ db }: Context, names: readonly Bytes[]): Sets {
  return names.map((name) => db.read(name, SetType));
}

/** Receives the members of a result, each once; `false` ends the walk. */
type Emit = (member: Bytes) => boolean | void;

/** Walks through the smallest set, so that the work is bounded by it. */
function intersect(sets: Sets, emit: Emit): void {
  const present = sets.filter((set) => set !== undefined);
  if (present.length < sets.length) return;
  const [smallest, ...others] = present.toSorted((a, b) => a.size - b.size);
  smallest!.forEachIn('all', others, emit);
}

function unite(sets: Sets, emit: Emit): void {
  const seen = new Set<Bytes>();
  for (const set of sets) set?.forEach((member) => void seen.add(member));
  for (const member of seen) emit(member);
}

function subtract([first, ...rest]: Sets, emit: Emit): void {
  if (first === undefined) return;
  const others = rest.filter((set) => set !== undefined);
  const total = others.reduce((sum, { size }) => sum + size, first.size);
  if ((first.size * others.length) / 2 <= total) {
    // A member is more likely to be found in a large set.
    others.sort((a, b) => b.size - a.size);
    first.forEachIn('none', others, emit);
    return;
  }
  const left = new Set<Bytes>();
  first.forEach((member) => void left.add(member));
  for (const other of others) other.forEach((member) => void left.delete(member));
  for (const member of left) emit(member);
}

interface Operation {
  readonly name: 'SINTER' | 'SUNION' | 'SDIFF';
  readonly title: string;
  readonly complexity: string;
  readonly event: KeyEvent;
  readonly destination: readonly KeyFlag[];
  readonly run: (sets: Sets, emit: Emit) => void;
}

const OPERATIONS: readonly Operation[] = [
  {
    name: 'SINTER',
    title: 'intersection',
    complexity: 'O(N*M) where N is the size of the smallest set and M the number of sets',
    event: KeyEvents.sinterstore,
    destination: ['RW', 'update'],
    run: intersect,
  },
  {
    name: 'SUNION',
    title: 'union',
    complexity: 'O(N) where N is the number of members of all sets',
    event: KeyEvents.sunionstore,
    destination: ['OW', 'update'],
    run: unite,
  },
  {
    name: 'SDIFF',
    title: 'difference',
    complexity: 'O(N) where N is the number of members of all sets',
    event: KeyEvents.sdiffstore,
    destination: ['OW', 'update'],
    run: subtract,
  },
];

const answering = ({ name, title, complexity, run }: Operation) =>
  command({
    name,
    since: '1.0.0',
    group: 'set',
    summary: `Answers the ${title} of sets.`,
    complexity,
    flags: ['readonly'],
    categories: ['@set'],
    tips: ['nondeterministic_output_order'],
    args: [keys('key', ['RO', 'access'])],
    execute(context, names) {
      const members: Bytes[] = [];
      run(readSets(context, names), (member) => void members.push(member));
      return new SetReply(members);
    },
  });

const storing = ({ name, title, complexity, event, destination, run }: Operation) =>
  command({
    name: `${name}STORE`,
    since: '1.0.0',
    group: 'set',
    summary: `Stores the ${title} of sets under a key.`,
    complexity,
    flags: ['write', 'denyoom'],
    categories: ['@set'],
    args: [key('destination', destination), keys('key', ['RO', 'access'])],
    execute(context, target, names) {
      const { limits } = context.engine;
      const sets = readSets(context, names);
      const result = context.db.create(SetType);
      if (name === 'SINTER' && !sets.some((set) => set?.encoding === 'intset')) {
        result.encoding = 'listpack';
      }
      let integers = true;
      run(sets, (member) => {
        integers &&= isInteger(member);
        addMember(result, member, limits);
      });
      if (name === 'SINTER' && integers) becomeIntset(result, limits);
      return storeSet(context, target, result, event);
    },
  });

/** An intersection of larger sets turns into an intset if nothing but integers is left. */
function becomeIntset(set: SetValue, limits: EncodingLimits): void {
  if (fitsIntset(set.size, limits)) set.encoding = 'intset';
}

interface Counting {
  readonly names: readonly Bytes[];
  /** Where to stop; 0 for nowhere. */
  readonly limit: number;
}

function readCounting(argv: readonly Bytes[], at: number): Counting {
  const tooFew = () => errors.mustBeGreaterThanZero('numkeys');
  const count = readInt(argv[at]!, tooFew);
  if (count < 1) throw tooFew();
  const end = at + 1 + Number(count);
  if (end > argv.length) throw errors.tooManyKeys();
  let limit = 0;
  for (let i = end; i < argv.length; i += 2) {
    if (argv[i]!.toUpperCase() !== 'LIMIT' || i + 1 === argv.length) throw errors.syntax();
    limit = readLimit(argv[i + 1]!);
  }
  return { names: argv.slice(at + 1, end), limit };
}

const sintercard = command({
  name: 'SINTERCARD',
  since: '7.0.0',
  group: 'set',
  summary: 'Counts the members of an intersection of sets.',
  complexity: 'O(N*M) where N is the size of the smallest set and M the number of sets',
  flags: ['readonly', 'movablekeys'],
  categories: ['@set'],
  args: [
    rest(
      [
        { name: 'numkeys', type: 'integer' },
        { name: 'key', type: 'key', multiple: true },
        { name: 'limit', type: 'integer', token: 'LIMIT', optional: true },
      ],
      2,
      readCounting,
    ),
  ],
  keySpecs: [
    {
      flags: ['RO', 'access'],
      begin: { index: 1 },
      find: { keyNumIndex: 0, firstKey: 1, step: 1 },
    },
  ],
  execute(context, { names, limit }) {
    let count = 0;
    intersect(readSets(context, names), () => ++count !== limit);
    return count;
  },
});

export const operationCommands = [
  ...OPERATIONS.map(answering),
  ...OPERATIONS.map(storing),
  sintercard,
];
