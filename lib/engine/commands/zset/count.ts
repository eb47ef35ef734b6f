import type { Bytes } from '../../bytes.js';
import { KeyEvents, type KeyEvent } from '../../keyspace/key-event.js';
import { SortedSetType } from '../../values/sorted-set.js';
import { key, readInt, string, type ArgType } from '../args.js';
import { command } from '../spec.js';
import { readLexRange, readScoreRange, spanOf, type Range } from './spans.js';

type ReadRange = (first: Bytes, second: Bytes) => Range;

const readRankRange: ReadRange = (start, stop) => ({
  by: 'rank',
  start: Number(readInt(start)),
  stop: Number(readInt(stop)),
});

/** ZCOUNT and ZLEXCOUNT. */
const counting = (name: string, since: string, what: string, type: ArgType, read: ReadRange) =>
  command({
    name,
    since,
    group: 'sorted-set',
    summary: `Counts the members within a range of ${what}.`,
    complexity: 'O(log(N)) with N being the number of elements in the sorted set.',
    flags: ['readonly', 'fast'],
    categories: ['@sortedset'],
    args: [key('key', ['RO', 'access']), string('min', type), string('max', type)],
    execute({ db }, keyName, min, max) {
      const range = read(min, max);
      const zset = db.read(keyName, SortedSetType);
      if (zset === undefined) return 0;
      const { from, to } = spanOf(zset, range, false);
      return Math.max(0, to - from);
    },
  });

interface Removal {
  readonly name: string;
  readonly since: string;
  readonly what: string;
  readonly type: ArgType;
  /** The names of the two ends. */
  readonly ends: readonly [first: string, second: string];
  readonly event: KeyEvent;
  readonly read: ReadRange;
}

/** ZREMRANGEBYRANK, ZREMRANGEBYSCORE and ZREMRANGEBYLEX. */
const removing = ({ name, since, what, type, ends, event, read }: Removal) =>
  command({
    name,
    since,
    group: 'sorted-set',
    summary: `Removes the members within a range of ${what}.`,
    complexity:
      'O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.',
    flags: ['write'],
    categories: ['@sortedset'],
    args: [key('key', ['RW', 'delete']), string(ends[0], type), string(ends[1], type)],
    execute({ db }, keyName, first, second) {
      const range = read(first, second);
      const zset = db.edit(keyName, SortedSetType);
      if (zset === undefined) return 0;
      const { from, to } = spanOf(zset, range, false);
      if (from >= to) return 0;
      zset.removeRange(from, to);
      db.commit(keyName, zset, event);
      return to - from;
    },
  });

export const countCommands = [
  counting('ZCOUNT', '2.0.0', 'scores', 'double', readScoreRange),
  counting('ZLEXCOUNT', '2.8.9', 'bytes, where all scores are the same', 'string', readLexRange),
  removing({
    name: 'ZREMRANGEBYRANK',
    since: '2.0.0',
    what: 'ranks',
    type: 'integer',
    ends: ['start', 'stop'],
    event: KeyEvents.zremrangebyrank,
    read: readRankRange,
  }),
  removing({
    name: 'ZREMRANGEBYSCORE',
    since: '1.2.0',
    what: 'scores',
    type: 'double',
    ends: ['min', 'max'],
    event: KeyEvents.zremrangebyscore,
    read: readScoreRange,
  }),
  removing({
    name: 'ZREMRANGEBYLEX',
    since: '2.8.9',
    what: 'bytes, where all scores are the same',
    type: 'string',
    ends: ['min', 'max'],
    event: KeyEvents.zremrangebylex,
    read: readLexRange,
  }),
];
