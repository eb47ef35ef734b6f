import { MapReply, SetReply, Status, type Reply } from '../../reply.js';
import { categoriesOf } from '../acl-categories.js';
import { COMMAND_FLAGS, type Command, type CommandFlag, type KeySpec } from '../spec.js';

/** Flags that Redis keeps to itself. */
const HIDDEN: readonly CommandFlag[] = ['may_replicate'];

/** What COMMAND INFO tells about a command: ten fields by their position. */
export function infoOf(command: Command): Reply {
  const { first, last, step, movable } = legacyRange(command.keySpecs);
  const flags = COMMAND_FLAGS.filter(
    (flag) =>
      (command.flags.includes(flag) || (flag === 'movablekeys' && movable)) &&
      !HIDDEN.includes(flag),
  );
  return [
    command.fullName,
    command.arity,
    statuses(flags),
    first,
    last,
    step,
    statuses(categoriesOf(command)),
    new SetReply(command.tips ?? []),
    new SetReply(command.keySpecs.map(describeKeySpec)),
    subcommandsOf(command).length === 0
      ? new SetReply([])
      : subcommandsOf(command).map((sub) => infoOf(sub)),
  ];
}

/** The subcommands of a container in order of declaration, none of a plain command. */
export function subcommandsOf(command: Command): readonly Command[] {
  return [...(command.subcommands?.values() ?? [])];
}

/** A set of words, each of them a simple string. */
export function statuses(words: readonly string[]): SetReply {
  return new SetReply(words.map((word) => new Status(word)));
}

interface LegacyRange {
  first: number;
  last: number;
  step: number;
  /** Whether keys can be elsewhere too, so that a client has to ask COMMAND GETKEYS. */
  movable: boolean;
}

/** First key, last key and step as clients knew them before there were key specifications. */
function legacyRange(specs: readonly KeySpec[]): LegacyRange {
  const [only] = specs;
  const range: LegacyRange = { first: 0, last: 0, step: 0, movable: false };
  if (!only) return range;
  range.movable = specs.some(({ flags }) => flags.includes('incomplete'));
  for (const { begin, find } of specs) {
    const plain =
      begin !== 'unknown' && 'index' in begin && find !== 'unknown' && 'lastKey' in find;
    const follows = plain && (range.first === 0 || begin.index === range.last + 1);
    // A range with a step is told only when it is the only one.
    if (!plain || !follows || (find.step !== 1 && specs.length > 1)) {
      range.movable = true;
      continue;
    }
    if (range.first === 0) range.first = begin.index;
    range.last = find.lastKey >= 0 ? begin.index + find.lastKey : find.lastKey;
    range.step = find.step;
  }
  return range;
}

function describeKeySpec({ flags, notes, begin, find }: KeySpec): Reply {
  return MapReply.of([
    ...(notes === undefined ? [] : [['notes', notes] as const]),
    ['flags', statuses(flags)],
    ['begin_search', describeBegin(begin)],
    ['find_keys', describeFind(find)],
  ]);
}

function describeBegin(begin: KeySpec['begin']): Reply {
  if (begin === 'unknown') return typed('unknown', []);
  if ('index' in begin) return typed('index', [['index', begin.index]]);
  return typed('keyword', [
    ['keyword', begin.keyword],
    ['startfrom', begin.startFrom],
  ]);
}

function describeFind(find: KeySpec['find']): Reply {
  if (find === 'unknown') return typed('unknown', []);
  if ('lastKey' in find) {
    return typed('range', [
      ['lastkey', find.lastKey],
      ['keystep', find.step],
      ['limit', find.limit],
    ]);
  }
  return typed('keynum', [
    ['keynumidx', find.keyNumIndex],
    ['firstkey', find.firstKey],
    ['keystep', find.step],
  ]);
}

function typed(type: string, spec: readonly (readonly [string, Reply])[]): MapReply {
  return MapReply.of([
    ['type', type],
    ['spec', MapReply.of(spec)],
  ]);
}
