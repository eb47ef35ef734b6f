import type { Bytes } from '../../bytes.js';
import type { InMemoryCache } from '../../engine.js';
import { errors } from '../../errors.js';
import { INT64_MAX, type Int64 } from '../../int64.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import type { Reply } from '../../reply.js';
import { stringLength, StringType, type StringValue } from '../../values/value.js';
import { key, oneOf, readInt, rest, token, type ArgDoc } from '../args.js';
import type { Context } from '../context.js';
import { editableString } from '../editable-string.js';
import { command, type KeyFlag } from '../spec.js';
import { readBitOffset } from './bits.js';
import { readFieldType, type FieldType, type Overflow } from './fields.js';

/** One operation of BITFIELD. */
interface Operation {
  readonly kind: 'GET' | 'SET' | 'INCRBY';
  readonly type: FieldType;
  /** in bits */
  readonly offset: number;
  /** The value to set or to add. */
  readonly operand: Int64;
  readonly overflow: Overflow;
}

const OVERFLOWS = ['WRAP', 'SAT', 'FAIL'] as const;

function readOperations(engine: InMemoryCache, words: readonly Bytes[]): Operation[] {
  const operations: Operation[] = [];
  let overflow: Overflow = 'WRAP';
  for (let i = 0; i < words.length;) {
    const kind = words[i]!.toUpperCase();
    const left = words.length - i - 1;
    if (kind === 'OVERFLOW' && left >= 1) {
      overflow = readOverflow(words[i + 1]!);
      i += 2;
      continue;
    }
    const writes = kind === 'SET' || kind === 'INCRBY';
    if (!(kind === 'GET' && left >= 2) && !(writes && left >= 3)) throw errors.syntax();
    const type = readFieldType(words[i + 1]!);
    const offset = readBitOffset(engine, words[i + 2]!, type.bits);
    const operand = writes ? readInt(words[i + 3]!) : 0;
    operations.push({ kind, type, offset, operand, overflow });
    i += writes ? 4 : 3;
  }
  return operations;
}

function readOverflow(word: Bytes): Overflow {
  const capitals = word.toUpperCase();
  const overflow = OVERFLOWS.find((known) => known === capitals);
  if (overflow === undefined) throw errors.invalidOverflow();
  return overflow;
}

function read(value: StringValue, operations: readonly Operation[]): Reply {
  return operations.map(({ type, offset }) => type.read(value, offset));
}

function readAndWrite({ db }: Context, name: Bytes, operations: readonly Operation[]): Reply {
  const old = db.edit(name, StringType);
  const end = operations.reduce(
    (highest, { kind, offset, type }) =>
      kind === 'GET' ? highest : Math.max(highest, offset + type.bits),
    0,
  );
  const length = Math.ceil(end / 8);
  const grows = old === undefined || stringLength(old) < length;
  const buffer = editableString(db, name, old, length);
  let changed = false;
  const replies = operations.map(({ kind, type, offset, operand, overflow }) => {
    const before = type.read(buffer, offset);
    if (kind === 'GET') return before;
    const wanted = kind === 'SET' ? asStored(operand, type) : sum(before, operand);
    const after = type.fit(wanted, overflow);
    if (after === undefined) return null;
    type.write(buffer, offset, after);
    changed ||= grows || after !== before;
    return kind === 'SET' ? before : after;
  });
  if (changed) db.changed(name, KeyEvents.setbit);
  return replies;
}

/**
 * A negative number for an unsigned field is the large one that has the same 64 bits. So is one that is so far below
 * a signed field that 64 bits do not hold how far it is from the largest one.
 */
function asStored(operand: Int64, { signed, bits, max }: FieldType): Int64 {
  if (operand >= 0) return operand;
  const large = signed ? bits < 64 && BigInt(max) - BigInt(operand) > INT64_MAX : true;
  return large ? BigInt.asUintN(64, BigInt(operand)) : operand;
}

/** Exact, beyond 64 bits as well. */
function sum(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const total = a + b;
    if (Number.isSafeInteger(total)) return total;
  }
  return BigInt(a) + BigInt(b);
}

const fieldDocs: readonly ArgDoc[] = [
  { name: 'encoding', type: 'string' },
  { name: 'offset', type: 'integer' },
];
const getDoc: ArgDoc = { name: 'get-block', type: 'block', token: 'GET', arguments: fieldDocs };
const writeDoc: ArgDoc = {
  name: 'write',
  type: 'block',
  arguments: [
    oneOf(
      'overflow-block',
      OVERFLOWS.map((word) => token(word)),
      {
        token: 'OVERFLOW',
        optional: true,
      },
    ),
    oneOf('write-operation', [
      {
        name: 'set-block',
        type: 'block',
        token: 'SET',
        arguments: [...fieldDocs, { name: 'value', type: 'integer' }],
      },
      {
        name: 'incrby-block',
        type: 'block',
        token: 'INCRBY',
        arguments: [...fieldDocs, { name: 'increment', type: 'integer' }],
      },
    ]),
  ],
};

/** Whether a whole command line writes; one that is wrong counts as one that does. */
function flagsOf(argv: readonly Bytes[]): readonly KeyFlag[] {
  let i = 2;
  while (i < argv.length) {
    const kind = argv[i]!.toUpperCase();
    const left = argv.length - i - 1;
    if (kind === 'GET' && left >= 2) i += 3;
    else if (kind === 'OVERFLOW' && left >= 1) i += 2;
    else return ['RW', 'access', 'update'];
  }
  return ['RO', 'access'];
}

const bitfield = command({
  name: 'BITFIELD',
  since: '3.2.0',
  group: 'bitmap',
  summary: 'Reads, sets and increments integers of any width within a string.',
  complexity: 'O(1) for each operation',
  flags: ['write', 'denyoom'],
  categories: ['@bitmap'],
  args: [
    key('key', ['RW', 'access', 'update']),
    rest(
      [oneOf('operation', [getDoc, writeDoc], { optional: true, multiple: true })],
      0,
      (argv, at) => argv.slice(at),
    ),
  ],
  keySpecs: [
    {
      flags: ['RW', 'access', 'update', 'variable_flags'],
      flagsOf,
      notes: 'A command of nothing but GET operations only reads.',
      begin: { index: 1 },
      find: { lastKey: 0, step: 1, limit: 0 },
    },
  ],
  execute(context, name, words) {
    const operations = readOperations(context.engine, words);
    if (operations.some(({ kind }) => kind !== 'GET')) {
      return readAndWrite(context, name, operations);
    }
    return read(context.db.read(name, StringType) ?? '', operations);
  },
});

const bitfieldRo = command({
  name: 'BITFIELD_RO',
  since: '6.0.0',
  group: 'bitmap',
  summary: 'Reads integers of any width within a string.',
  complexity: 'O(1) for each operation',
  flags: ['readonly', 'fast'],
  categories: ['@bitmap'],
  args: [
    key('key', ['RO', 'access']),
    rest([{ ...getDoc, optional: true, multiple: true, multipleToken: true }], 0, (argv, at) =>
      argv.slice(at),
    ),
  ],
  execute({ db, engine }, name, words) {
    const operations = readOperations(engine, words);
    if (operations.some(({ kind }) => kind !== 'GET')) throw errors.bitfieldReadOnly();
    return read(db.read(name, StringType) ?? '', operations);
  },
});

export const bitfieldCommands = [bitfield, bitfieldRo];
