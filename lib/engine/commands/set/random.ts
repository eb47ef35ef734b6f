import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { below, type Random } from '../../random.js';
import { SetReply, type Reply } from '../../reply.js';
import { SetType, type SetValue } from '../../values/set-value.js';
import { key, readInt, rest, type ArgDoc } from '../args.js';
import { drawElements, readCount } from '../draw.js';
import { command } from '../spec.js';
import { becomeListpack, membersOf } from './shared.js';

const countDocs = (since: string): readonly ArgDoc[] => [
  { name: 'count', type: 'integer', since, optional: true },
];

/** When SPOP leaves less than this part of what it takes, Redis moves what is left to a new set. */
const REBUILT_PART = 5;

function randomMember(set: SetValue, random: Random): Bytes {
  return set.randomMember((bound) => below(random, bound));
}

const spop = command({
  name: 'SPOP',
  since: '1.0.0',
  group: 'set',
  summary: 'Takes random members out of a set.',
  complexity: 'O(1) without a count, otherwise O(N) where N is the count',
  flags: ['write', 'fast'],
  categories: ['@set'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RW', 'access', 'delete']),
    rest<number | undefined>(countDocs('3.2.0'), 0, (argv, at) => {
      if (argv.length > at + 1) throw errors.syntax();
      if (argv.length === at) return undefined;
      const count = readInt(argv[at]!, errors.mustBePositive);
      if (count < 0) throw errors.mustBePositive();
      return Number(count);
    }),
  ],
  execute({ db, engine }, name, count): Reply {
    const set = db.edit(name, SetType);
    if (count === undefined) {
      if (set === undefined) return null;
      const member = randomMember(set, engine.random);
      set.delete(member);
      db.commit(name, set, KeyEvents.spop);
      return member;
    }
    if (set === undefined || count === 0) return new SetReply([]);
    const members: Bytes[] = count >= set.size ? membersOf(set) : [];
    for (const member of members) set.delete(member);
    while (members.length < count && set.size > 0) {
      const member = randomMember(set, engine.random);
      set.delete(member);
      members.push(member);
    }
    if (set.size * REBUILT_PART <= count) becomeListpack(set, engine.limits);
    db.commit(name, set, KeyEvents.spop);
    return new SetReply(members);
  },
});

const srandmember = command({
  name: 'SRANDMEMBER',
  since: '1.0.0',
  group: 'set',
  summary: 'Draws random members of a set.',
  complexity: 'O(1) without a count, otherwise O(N) where N is the absolute value of the count',
  flags: ['readonly'],
  categories: ['@set'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RO', 'access']),
    rest(countDocs('2.6.0'), 0, (argv, at) => {
      if (argv.length > at + 1) throw errors.syntax();
      return argv.length === at ? undefined : readCount(argv[at]!);
    }),
  ],
  execute({ db, engine }, name, count): Reply {
    const set = db.read(name, SetType);
    if (count === undefined) return set === undefined ? null : randomMember(set, engine.random);
    if (set === undefined) return [];
    const urn = {
      size: set.size,
      one: (draw: (bound: number) => number) => set.randomMember(draw),
      all: () => membersOf(set),
      identity: (member: Bytes) => member,
    };
    return drawElements(urn, engine.random, count);
  },
});

export const randomCommands = [spop, srandmember];
