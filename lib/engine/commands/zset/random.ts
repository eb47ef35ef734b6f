import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import type { Reply } from '../../reply.js';
import { SortedSetType, type SortedSet } from '../../values/sorted-set.js';
import { key, rest, token } from '../args.js';
import { drawElements, readCount, type Urn } from '../draw.js';
import { command } from '../spec.js';
import { ScoredReply, type Scored } from './shared.js';

/** Twice the count of a draw with scores has to fit 64 bits. */
const COUNT_LIMIT = 2n ** 62n;

interface Draw {
  readonly count: Int64;
  readonly withScores: boolean;
}

function urnOf(zset: SortedSet): Urn<Scored> {
  return {
    size: zset.size,
    one: (draw) => zset.randomMember(draw),
    all() {
      const entries: Scored[] = [];
      zset.forEachFrom(0, (member, score) => void entries.push([member, score]));
      return entries;
    },
    identity: ([member]) => member,
  };
}

const zrandmember = command({
  name: 'ZRANDMEMBER',
  since: '6.2.0',
  group: 'sorted-set',
  summary: 'Draws random members of a sorted set.',
  complexity: 'O(N) where N is the number of members drawn',
  flags: ['readonly'],
  categories: ['@sortedset'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RO', 'access']),
    rest<Draw | undefined>(
      [
        {
          name: 'options',
          type: 'block',
          optional: true,
          arguments: [{ name: 'count', type: 'integer' }, token('WITHSCORES', { optional: true })],
        },
      ],
      0,
      (argv, at) => {
        if (argv.length === at) return undefined;
        const count = readCount(argv[at]!);
        if (argv.length > at + 2) throw errors.syntax();
        const withScores = argv.length === at + 2;
        if (withScores && argv[at + 1]!.toUpperCase() !== 'WITHSCORES') throw errors.syntax();
        if (withScores && (count <= -COUNT_LIMIT || count >= COUNT_LIMIT)) {
          throw errors.outOfRange();
        }
        return { count, withScores };
      },
    ),
  ],
  execute(context, name, draw): Reply {
    const zset = context.db.read(name, SortedSetType);
    if (draw === undefined) {
      return zset ? drawElements(urnOf(zset), context.engine.random, 1)[0]![0] : null;
    }
    if (zset === undefined) return [];
    const reply = new ScoredReply(context, draw.withScores);
    for (const [member, score] of drawElements(urnOf(zset), context.engine.random, draw.count)) {
      reply.add(member, score);
    }
    return reply.elements;
  },
});

export const randomCommands = [zrandmember];
