import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Int64 } from '../../int64.js';
import { readInt, token, type ArgDoc } from '../args.js';

/** What XREAD and XREADGROUP are asked for. */
export interface ReadRequest {
  readonly keys: readonly Bytes[];
  /** The words that stand for IDs, one for each key. */
  readonly ids: readonly Bytes[];
  /** How many entries of each stream at most, 0 for all. */
  readonly count: Int64;
  /** How long to wait in ms, 0 for ever, or `undefined` not to. */
  readonly block: Int64 | undefined;
  readonly group: GroupRequest | undefined;
}

/** For whom XREADGROUP reads. */
export interface GroupRequest {
  readonly name: Bytes;
  readonly consumer: Bytes;
  /** Whether what is delivered counts as acknowledged. */
  readonly noAck: boolean;
}

/** Reads the words of XREAD, or of XREADGROUP. */
export function readRequest(argv: readonly Bytes[], start: number, forGroup: boolean): ReadRequest {
  let block: Int64 | undefined;
  let count: Int64 = 0;
  let group: Pick<GroupRequest, 'name' | 'consumer'> | undefined;
  let noAck = false;
  let streams: readonly Bytes[] | undefined;
  for (let i = start; i < argv.length && streams === undefined; i++) {
    const more = argv.length - i - 1;
    const option = argv[i]!.toUpperCase();
    if (option === 'BLOCK' && more > 0) block = readBlock(argv[++i]!);
    else if (option === 'COUNT' && more > 0) {
      count = readInt(argv[++i]!);
      if (count < 0) count = 0;
    } else if (option === 'STREAMS' && more > 0) streams = argv.slice(i + 1);
    else if (option === 'GROUP' && more > 1) {
      if (!forGroup) throw errors.onlyXreadgroup('GROUP');
      group = { name: argv[++i]!, consumer: argv[++i]! };
    } else if (option === 'NOACK') {
      if (!forGroup) throw errors.onlyXreadgroup('NOACK');
      noAck = true;
    } else throw errors.syntax();
  }
  if (streams === undefined) throw errors.syntax();
  if (streams.length % 2 === 1) throw errors.unbalancedStreams();
  if (forGroup && group === undefined) throw errors.missingGroup();
  const half = streams.length / 2;
  return {
    keys: streams.slice(0, half),
    ids: streams.slice(half),
    count,
    block,
    group: group && { ...group, noAck },
  };
}

function readBlock(word: Bytes): Int64 {
  const block = readInt(word, errors.timeoutNotInteger);
  if (block < 0) throw errors.negativeTimeout();
  return block;
}

const count: ArgDoc = { name: 'count', type: 'integer', token: 'COUNT', optional: true };
const block: ArgDoc = { name: 'milliseconds', type: 'integer', token: 'BLOCK', optional: true };
const streams: ArgDoc = {
  name: 'streams',
  type: 'block',
  token: 'STREAMS',
  arguments: [
    { name: 'key', type: 'key', keySpecIndex: 0, multiple: true },
    { name: 'ID', type: 'string', multiple: true },
  ],
};
const group: ArgDoc = {
  name: 'group-block',
  type: 'block',
  token: 'GROUP',
  arguments: [
    { name: 'group', type: 'string' },
    { name: 'consumer', type: 'string' },
  ],
};

export const xreadDocs: readonly ArgDoc[] = [count, block, streams];
export const xreadgroupDocs: readonly ArgDoc[] = [
  group,
  count,
  block,
  token('NOACK', { optional: true }),
  streams,
];
