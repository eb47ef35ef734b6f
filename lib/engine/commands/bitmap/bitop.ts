import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { ByteBuffer } from '../../values/byte-buffer.js';
import { stringLength, StringType, type StringValue } from '../../values/value.js';
import { choice, key, keys } from '../args.js';
import { command } from '../spec.js';
import { viewOf } from './bits.js';

const OPERATIONS = ['AND', 'OR', 'XOR', 'NOT'] as const;
type Operation = (typeof OPERATIONS)[number];

type Words = Int32Array | Uint8Array;

/** Combines `target` with as much of `source`, in place. */
const COMBINE: Readonly<Record<Operation, (target: Words, source: Words) => void>> = {
  AND(target, source) {
    for (let i = 0; i < target.length; i++) target[i]! &= source[i]!;
  },
  OR(target, source) {
    for (let i = 0; i < target.length; i++) target[i]! |= source[i]!;
  },
  XOR(target, source) {
    for (let i = 0; i < target.length; i++) target[i]! ^= source[i]!;
  },
  NOT(target, source) {
    for (let i = 0; i < target.length; i++) target[i] = ~source[i]!;
  },
};

/** Combines strings bit by bit; those that are shorter count as followed by zeros. */
function combine(operation: Operation, sources: readonly (StringValue | undefined)[]): Buffer {
  const views = sources.map((value) =>
    value === undefined ? Buffer.alloc(0) : viewOf(value, 0, stringLength(value)),
  );
  const length = views.reduce((longest, view) => Math.max(longest, view.length), 0);
  const result = Buffer.alloc(length);
  const [first, ...others] = views;
  if (operation === 'NOT') fold(operation, result, first!);
  else result.set(first!);
  for (const view of others) {
    fold(operation, result, view);
    if (operation === 'AND') result.fill(0, view.length);
  }
  return result;
}

/** Four bytes at a time where both are aligned to them, then byte by byte. */
function fold(operation: Operation, result: Buffer, source: Buffer): void {
  const apply = COMBINE[operation];
  const words = ((result.byteOffset | source.byteOffset) & 3) === 0 ? source.length >> 2 : 0;
  if (words > 0) apply(wordsOf(result, words), wordsOf(source, words));
  const done = words * 4;
  apply(result.subarray(done, source.length), source.subarray(done));
}

function wordsOf({ buffer, byteOffset }: Buffer, count: number): Int32Array {
  return new Int32Array(buffer, byteOffset, count);
}

const bitop = command({
  name: 'BITOP',
  since: '2.6.0',
  group: 'bitmap',
  summary: 'Stores what comes of combining strings bit by bit, and answers its length.',
  complexity: 'O(N)',
  flags: ['write', 'denyoom'],
  categories: ['@bitmap'],
  args: [
    choice('operation', OPERATIONS),
    key('destkey', ['OW', 'update']),
    keys('key', ['RO', 'access']),
  ],
  execute({ db }, operation, destination, names) {
    if (operation === 'NOT' && names.length !== 1) throw errors.bitopNotSources();
    const result = combine(
      operation,
      names.map((name) => db.read(name, StringType)),
    );
    if (result.length === 0) db.remove(destination, 'erased');
    else {
      db.put(destination, new ByteBuffer(result));
      db.changed(destination, KeyEvents.set);
    }
    return result.length;
  },
});

export const bitopCommands = [bitop];
