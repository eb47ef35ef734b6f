import type { Bytes } from '../../bytes.js';
import { sleep } from '../../clock.js';
import { errors } from '../../errors.js';
import { matchGlob } from '../../glob.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { parseMemory } from '../../memory-size.js';
import { encodeValue } from '../../rdb/encode-value.js';
import { RdbWriter } from '../../rdb/rdb-writer.js';
import { OK, Status, type Reply } from '../../reply.js';
import { serverErrors } from '../../server-errors.js';
import { compact, encodingOf, refcountOf } from '../../values/value.js';
import { protection } from '../admission.js';
import { readInt, rest } from '../args.js';
import type { Context } from '../context.js';
import { command } from '../spec.js';
import { sampleReply } from './debug-protocol.js';
import { Digest } from './digest.js';

/** One subcommand of DEBUG; Redis does not declare them, so that COMMAND does not know them either. */
interface DebugAction {
  /** What follows its name. */
  readonly syntax: string;
  readonly summary: string;
  /** How many words may follow its name, from and to. */
  readonly words: readonly [min: number, max: number];
  run(context: Context, args: readonly Bytes[]): Reply;
}

const MAX_PACKED = 4 * 1024 ** 3;
const MS_PER_SECOND = 1000;

const ACTIONS: Readonly<Record<string, DebugAction>> = {
  'CHANGE-REPL-ID': {
    syntax: '',
    summary: 'Give the data another replication ID.',
    words: [0, 0],
    run({ engine }) {
      engine.replicationId.change();
      return OK;
    },
  },
  DIGEST: {
    syntax: '',
    summary: 'Return a signature of all data.',
    words: [0, 0],
    run: ({ engine }) => new Status(Digest.of(engine.databases).hex),
  },
  'DIGEST-VALUE': {
    syntax: '<key> [<key> ...]',
    summary: 'Return a signature of each of these values.',
    words: [0, Infinity],
    run: ({ db }, keys) =>
      keys.map((key) => {
        const digest = new Digest();
        const value = db.peek(key);
        if (value !== undefined) digest.addValue(value, db.deadline(key) !== 0);
        return new Status(digest.hex);
      }),
  },
  ERROR: {
    syntax: '<string>',
    summary: 'Return this as an error.',
    words: [1, 1],
    run(_, [text]) {
      throw serverErrors.replyOf(text!);
    },
  },
  OBJECT: {
    syntax: '<key>',
    summary: 'Tell how a value is stored.',
    words: [1, 1],
    run: describeObject,
  },
  POPULATE: {
    syntax: '<count> [<prefix>] [<size>]',
    summary: 'Create so many strings.',
    words: [1, 3],
    run: populate,
  },
  PROTOCOL: {
    syntax: '<type>',
    summary:
      'Return a reply of this type: string, integer, double, bignum, null, array, set, map, attrib, push, verbatim, true, false.',
    words: [1, 1],
    run: ({ session }, [type]) => sampleReply(type!, session.protocol),
  },
  'QUICKLIST-PACKED-THRESHOLD': {
    syntax: '<size>',
    summary: 'Accepted: long elements of lists are stored as all others.',
    words: [1, 1],
    run(_, [size]) {
      const bytes = parseMemory(size!);
      if (bytes === undefined || bytes > MAX_PACKED) throw serverErrors.packedThreshold();
      return OK;
    },
  },
  RELOAD: {
    syntax: '[<option> ...]',
    summary: 'Save the data and load it again, which is not available here.',
    words: [0, Infinity],
    run(_, options) {
      const known = ['MERGE', 'NOFLUSH', 'NOSAVE'];
      if (options.some((option) => !known.includes(option.toUpperCase()))) {
        throw serverErrors.reloadOption();
      }
      throw serverErrors.noPersistence();
    },
  },
  'SET-ACTIVE-EXPIRE': {
    syntax: '<0|1>',
    summary: 'Whether keys go when they expire, or when somebody meets them.',
    words: [1, 1],
    run({ engine }, [on]) {
      engine.activeExpire = leadingNumber(on!) !== 0;
      return OK;
    },
  },
  SLEEP: {
    syntax: '<seconds>',
    summary: 'Let time pass while nothing else happens.',
    words: [1, 1],
    run({ engine }, [seconds]) {
      const ms = leadingNumber(seconds!) * MS_PER_SECOND;
      if (ms > 0) sleep(engine.clock, ms);
      return OK;
    },
  },
  'STRINGMATCH-LEN': {
    syntax: '<pattern> <string>',
    summary: 'Whether a pattern matches a string.',
    words: [2, 2],
    run: (_, [pattern, string]) => (matchGlob(pattern!, string!) ? 1 : 0),
  },
};

/** C's `strtod`: the number that a word begins with, or 0; what is not finite is none. */
function leadingNumber(word: Bytes): number {
  const value = Number.parseFloat(word);
  return Number.isFinite(value) ? value : 0;
}

/** There are no addresses to tell. */
function describeObject({ db, engine, now }: Context, [key]: readonly Bytes[]): Reply {
  const value = db.peek(key!);
  if (value === undefined) throw errors.noSuchKey();
  const second = Math.floor(now / MS_PER_SECOND);
  const used = db.lastUse(key!)!;
  const writer = new RdbWriter();
  encodeValue(writer, value, engine.limits);
  // The type is not part of it.
  const length = writer.bytes.length - 1;
  return new Status(
    `Value at:0x0 refcount:${refcountOf(value)} encoding:${encodingOf(value)} serializedlength:${length} lru:${used % 2 ** 24} lru_seconds_idle:${Math.max(0, second - used)}`,
  );
}

function populate({ db }: Context, [count, prefix = 'key', size]: readonly Bytes[]): Reply {
  const keys = readInt(count!, errors.mustBePositive);
  if (keys < 0) throw errors.mustBePositive();
  const length = size === undefined ? 0 : readInt(size, errors.mustBePositive);
  if (length < 0) throw errors.mustBePositive();
  for (let i = 0; i < keys; i++) {
    const key = `${prefix}:${i}`;
    if (db.has(key)) continue;
    const value = `value:${i}`;
    const padded = value.slice(0, Number(length)).padEnd(Number(length), '\0');
    db.put(key, compact(length === 0 ? value : padded));
    db.alsoChanged(key, KeyEvents.set);
  }
  return OK;
}

function help(): Reply {
  const lines = ['DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:'];
  for (const [name, { syntax, summary }] of Object.entries(ACTIONS)) {
    lines.push(`${name} ${syntax}`.trimEnd(), `    ${summary}`);
  }
  lines.push('HELP', '    Print this help.');
  return lines.map((line) => new Status(line));
}

export const debug = command({
  name: 'DEBUG',
  since: '1.0.0',
  group: 'server',
  summary: 'Look into the server, or make it behave in a certain way, for tests.',
  complexity: 'Depends on the subcommand',
  flags: ['admin', 'noscript', 'loading', 'stale'],
  system: true,
  args: [rest([], 1, (argv, at) => argv.slice(at))],
  execute(context, [name = '', ...args]) {
    const refusal = protection('debug', context.session, context.engine.settings);
    if (refusal) throw refusal;
    const upper = name.toUpperCase();
    if (upper === 'HELP' && args.length === 0) return help();
    const action = Object.hasOwn(ACTIONS, upper) ? ACTIONS[upper]! : undefined;
    if (action === undefined || args.length < action.words[0] || args.length > action.words[1]) {
      throw errors.subcommandSyntax('DEBUG', name);
    }
    return action.run(context, args);
  },
});
