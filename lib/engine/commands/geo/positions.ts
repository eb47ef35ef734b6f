import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { NULL_ARRAY, type Reply } from '../../reply.js';
import { distanceBetween } from '../../values/geohash-distance.js';
import { geohashText, positionOf, scoreOf, type Position } from '../../values/geohash.js';
import { SortedSetType } from '../../values/sorted-set.js';
import { key, oneOf, rest, string, strings, token } from '../args.js';
import { command } from '../spec.js';
import { add, CH, NX, XX, type Addition } from '../zset/add.js';
import { distanceReply, positionReply, readPosition, readUnit, unitDoc } from './arguments.js';

const FLAGS: Readonly<Record<string, number>> = { NX, XX, CH };
const WORDS_PER_MEMBER = 3;

/** Reads the options of GEOADD, then longitudes, latitudes and members. */
function readAddition(argv: readonly Bytes[], at: number): Addition {
  let flags = 0;
  let first = at;
  for (; first < argv.length; first++) {
    const word = argv[first]!.toUpperCase();
    if (!Object.hasOwn(FLAGS, word)) break;
    flags |= FLAGS[word]!;
  }
  const words = argv.length - first;
  const conflict = (flags & NX) !== 0 && (flags & XX) !== 0;
  if (words % WORDS_PER_MEMBER !== 0 || conflict) throw errors.syntax();
  const scores: number[] = [];
  const members: Bytes[] = [];
  for (let i = first; i < argv.length; i += WORDS_PER_MEMBER) {
    scores.push(scoreOf(readPosition(argv[i]!, argv[i + 1]!)));
    members.push(argv[i + 2]!);
  }
  if (members.length === 0) throw errors.syntax();
  return { flags, scores, members };
}

const geoadd = command({
  name: 'GEOADD',
  since: '3.2.0',
  group: 'geo',
  summary: 'Adds members with their positions to a sorted set, or moves them.',
  complexity: 'O(log(N)) for each member, where N is the number of members of the sorted set',
  flags: ['write', 'denyoom'],
  categories: ['@geo'],
  args: [
    key('key', ['RW', 'update']),
    rest(
      [
        oneOf('condition', [token('NX'), token('XX')], { since: '6.2.0', optional: true }),
        { name: 'change', type: 'pure-token', token: 'CH', since: '6.2.0', optional: true },
        {
          name: 'data',
          type: 'block',
          multiple: true,
          arguments: [
            { name: 'longitude', type: 'double' },
            { name: 'latitude', type: 'double' },
            { name: 'member', type: 'string' },
          ],
        },
      ],
      WORDS_PER_MEMBER,
      readAddition,
    ),
  ],
  execute: add,
});

/** GEOPOS, GEOHASH: something about the position of each member. */
const perMember = (
  name: string,
  summary: string,
  describe: (position: Position) => Reply,
  missing: Reply,
) =>
  command({
    name,
    since: '3.2.0',
    group: 'geo',
    summary,
    complexity: 'O(1) for each member',
    flags: ['readonly'],
    categories: ['@geo'],
    args: [key('key', ['RO', 'access']), strings('member', 0)],
    execute({ db }, set, members) {
      const zset = db.read(set, SortedSetType);
      return members.map((member): Reply => {
        const score = zset?.score(member);
        return score === undefined ? missing : describe(positionOf(score));
      });
    },
  });

const geopos = perMember(
  'GEOPOS',
  'Answers the longitudes and latitudes of members.',
  positionReply,
  NULL_ARRAY,
);

const geohash = perMember(
  'GEOHASH',
  'Answers the positions of members as standard geohashes.',
  geohashText,
  null,
);

const geodist = command({
  name: 'GEODIST',
  since: '3.2.0',
  group: 'geo',
  summary: 'Answers the distance of two members.',
  complexity: 'O(1)',
  flags: ['readonly'],
  categories: ['@geo'],
  args: [
    key('key', ['RO', 'access']),
    string('member1'),
    string('member2'),
    rest([{ ...unitDoc, optional: true }], 0, (argv, at) => argv.slice(at)),
  ],
  execute({ db }, name, first, second, [unitWord, ...more]) {
    if (more.length > 0) throw errors.syntax();
    const unit = unitWord === undefined ? 1 : readUnit(unitWord);
    const zset = db.read(name, SortedSetType);
    const from = zset?.score(first);
    const to = zset?.score(second);
    if (from === undefined || to === undefined) return null;
    return distanceReply(distanceBetween(positionOf(from), positionOf(to)) / unit);
  },
});

export const positionCommands = [geoadd, geopos, geohash, geodist];
