import type { Bytes } from '../../bytes.js';
import type { EncodingLimits } from '../../encoding-limits.js';
import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { compareIds, formatId, MAX_ID, nextId, type StreamId } from '../../values/stream-id.js';
import { STREAM_NODE_MAX_BYTES, type NodeLimits } from '../../values/stream-node.js';
import { StreamType, type StreamValue } from '../../values/stream-value.js';
import { key, oneOf, rest, token } from '../args.js';
import { command } from '../spec.js';
import { readAddOptions, readTrimming, trim, trimDoc, type GivenId } from './trim-args.js';

/** The ID of a new entry, or `undefined` when there is none above those before. @param now ms since the epoch */
function resolveId(stream: StreamValue, given: GivenId, now: number): StreamId | undefined {
  const { lastId } = stream;
  if (given === '*') return stream.idAt(now);
  if ('seq' in given) return compareIds(given, lastId) > 0 ? given : undefined;
  if (given.ms !== lastId.ms) return given.ms > lastId.ms ? { ms: given.ms, seq: 0 } : undefined;
  return lastId.seq === MAX_ID.seq ? undefined : nextId(lastId);
}

function lengthOf(words: readonly Bytes[], at: number): number {
  let bytes = 0;
  for (let i = at; i < words.length; i++) bytes += words[i]!.length;
  return bytes;
}

function nodeLimits(limits: EncodingLimits): NodeLimits {
  return {
    maxBytes: Number(limits.streamNodeMaxBytes),
    maxEntries: Number(limits.streamNodeMaxEntries),
  };
}

const xadd = command({
  name: 'XADD',
  since: '5.0.0',
  group: 'stream',
  summary: 'Adds an entry at the end of a stream.',
  complexity: 'O(1) when adding, O(N) when trimming where N is the number of entries that go',
  flags: ['write', 'denyoom', 'fast'],
  categories: ['@stream'],
  tips: ['nondeterministic_output'],
  args: [
    key('key', ['RW', 'update'], 'UPDATE instead of INSERT because of the optional trimming'),
    rest(
      [
        token('NOMKSTREAM', { since: '6.2.0', optional: true }),
        trimDoc({ optional: true }),
        oneOf('id-selector', [token('*', { name: 'auto-id' }), { name: 'id', type: 'string' }]),
        {
          name: 'data',
          type: 'block',
          multiple: true,
          arguments: [
            { name: 'field', type: 'string' },
            { name: 'value', type: 'string' },
          ],
        },
      ],
      3,
      readAddOptions,
    ),
  ],
  execute({ db, engine, argv, now }, name, { create, trimming, id: given, at }) {
    const stream = create ? db.editOrCreate(name, StreamType) : db.edit(name, StreamType);
    if (stream === undefined) return null;
    const { lastId } = stream;
    if (lastId.ms === MAX_ID.ms && lastId.seq === MAX_ID.seq) throw errors.streamExhausted();
    const id = resolveId(stream, given, now);
    if (id === undefined) {
      // Redis has no words of its own for a millisecond without further sequence numbers.
      const isFull = given !== '*' && !('seq' in given) && given.ms === lastId.ms;
      throw isFull ? errors.streamElementsTooLarge() : errors.streamIdTooSmall('XADD');
    }
    const bytes = lengthOf(argv, at);
    if (bytes > STREAM_NODE_MAX_BYTES) throw errors.streamElementsTooLarge();
    stream.append(id, argv, at, bytes, nodeLimits(engine.limits));
    const trimmed = trimming === undefined ? 0 : trim(stream, trimming, engine.limits);
    db.commit(name, stream, KeyEvents.xadd, true);
    if (trimmed > 0) db.notify(name, KeyEvents.xtrim);
    return formatId(id);
  },
});

const xtrim = command({
  name: 'XTRIM',
  since: '5.0.0',
  group: 'stream',
  summary: 'Removes entries from the beginning of a stream.',
  complexity: 'O(N) where N is the number of entries that go, which go by whole nodes',
  flags: ['write'],
  categories: ['@stream'],
  tips: ['nondeterministic_output'],
  args: [key('key', ['RW', 'delete']), rest([trimDoc()], 2, readTrimming)],
  execute({ db, engine }, name, trimming) {
    const stream = db.edit(name, StreamType);
    if (stream === undefined) return 0;
    const trimmed = trim(stream, trimming, engine.limits);
    if (trimmed > 0) {
      db.commit(name, stream, KeyEvents.xtrim, true);
      engine.stats.dirty += trimmed - 1;
    }
    return trimmed;
  },
});

export const addCommands = [xadd, xtrim];
