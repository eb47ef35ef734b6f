import {
  MapReply,
  NullArray,
  Push,
  ReplyError,
  SetReply,
  VerbatimReply,
  type Reply,
} from '../../../lib/engine/reply.js';
import type { Frame } from '../../support/reply-parser.js';
import { withNearTimes } from './stream-times.js';

/** Whether two replies say the same, where Redis itself does not promise the same bytes. */
export type Equivalence = (ours: Reply, theirs: Reply) => boolean;

/** Two processes do not read their clocks in the same instant. */
const CLOCK_TOLERANCE_MS = 2000;

/** Commands whose replies depend on time, on chance, on an order that is not promised or on the server's identity. */
const EQUIVALENCES: Readonly<Record<string, Equivalence>> = {
  KEYS: sameMembers,
  SCAN: (ours, theirs) =>
    isPair(ours) && isPair(theirs) && ours[0] === theirs[0] && sameMembers(ours[1]!, theirs[1]!),
  RANDOMKEY: sameType,
  HGETALL: sameMembersOfMap,
  HKEYS: sameMembers,
  HVALS: sameMembers,
  HRANDFIELD: sameDraw,
  HSCAN: (ours, theirs) =>
    isPair(ours) && isPair(theirs) && ours[0] === theirs[0] && sameMembers(ours[1]!, theirs[1]!),
  SMEMBERS: sameMembers,
  SINTER: sameMembers,
  SUNION: sameMembers,
  SDIFF: sameMembers,
  SPOP: sameDraw,
  SRANDMEMBER: sameDraw,
  SSCAN: (ours, theirs) =>
    isPair(ours) && isPair(theirs) && ours[0] === theirs[0] && sameMembers(ours[1]!, theirs[1]!),
  ZRANDMEMBER: sameDraw,
  ZSCAN: (ours, theirs) =>
    isPair(ours) &&
    isPair(theirs) &&
    ours[0] === theirs[0] &&
    sameMembersOfMap(ours[1]!, theirs[1]!),
  SORT: sameSorted,
  SORT_RO: sameSorted,
  XPENDING: sameButTimes,
  'XINFO CONSUMERS': sameButTimes,
  'XINFO STREAM': sameButTimes,
  TTL: within(CLOCK_TOLERANCE_MS / 1000),
  PTTL: within(CLOCK_TOLERANCE_MS),
  EXPIRETIME: within(CLOCK_TOLERANCE_MS / 1000),
  PEXPIRETIME: within(CLOCK_TOLERANCE_MS),
  TIME: sameType,
  INFO: sameType,
  HELLO: sameExcept('version', 'id'),
  'CLIENT ID': sameType,
  'CLIENT INFO': sameClients,
  'CLIENT LIST': sameClients,
  'OBJECT ENCODING': sameEncoding,
  'OBJECT IDLETIME': sameType,
  'OBJECT FREQ': sameType,
  // In Redis the queue of a transaction shares the values that it stored.
  'OBJECT REFCOUNT': sameType,
  'ACL CAT': sameMembers,
  'ACL GENPASS': sameLength,
  'ACL GETUSER': sameRules,
  'ACL LIST': sameRules,
  'ACL LOG': sameLog,
  'CONFIG GET': sameMembersOfMap,
  'COMMAND GETKEYSANDFLAGS': sameFlags,
  'SLOWLOG GET': sameSlowCommands,
  LASTSAVE: sameType,
  LOLWUT: sameType,
  'MEMORY USAGE': sameType,
  'MEMORY STATS': sameKeys,
  'MEMORY DOCTOR': sameType,
  'MEMORY MALLOC-STATS': sameType,
  'PUBSUB CHANNELS': sameMembers,
  'PUBSUB SHARDCHANNELS': sameMembers,
};

/** The commands whose subcommand is part of their name. */
const CONTAINERS = new Set(
  Object.keys(EQUIVALENCES).flatMap((name) => (name.includes(' ') ? [name.split(' ')[0]!] : [])),
);

/** Without arguments they answer once a channel. */
const UNSUBSCRIBE_ALL = new Set(['UNSUBSCRIBE', 'PUNSUBSCRIBE', 'SUNSUBSCRIBE']);

/** How replies to a command are compared; `undefined` means byte by byte. */
export function equivalenceOf(argv: readonly string[]): Equivalence | undefined {
  const name = (argv[0] ?? '').toUpperCase();
  const fullName = CONTAINERS.has(name) ? `${name} ${(argv[1] ?? '').toUpperCase()}` : name;
  return Object.hasOwn(EQUIVALENCES, fullName) ? EQUIVALENCES[fullName] : undefined;
}

/** Compares all that a command answered on both sides. */
export function sameFrames(
  argv: readonly string[],
  ours: readonly Frame[],
  theirs: readonly Frame[],
): boolean {
  if (ours.length !== theirs.length) return false;
  if (endsAll(argv)) return sameEndings(ours, theirs);
  const [a, b] = [inPatternOrder(ours), inPatternOrder(theirs)];
  return a.every((frame, i) => sameFrame(argv, frame, b[i]!));
}

/**
 * Messages that several patterns match, and the ends of keys that one command has met, sorted: Redis's order of both
 * is that of a hash table.
 */
function inPatternOrder(frames: readonly Frame[]): readonly Frame[] {
  const message = ({ reply }: Frame): string | undefined => {
    const [kind, , ...rest] = elements(reply) ?? [];
    if (kind !== 'pmessage') return undefined;
    return rest.some((part) => /(^|:)expired$/.test(String(part))) ? 'expired' : canonical(rest);
  };
  const sorted = [...frames];
  for (let start = 0; start < sorted.length; start++) {
    const same = message(sorted[start]!);
    let end = start + 1;
    if (same === undefined) continue;
    while (end < sorted.length && message(sorted[end]!) === same) end++;
    const run = sorted.slice(start, end).sort((a, b) => (a.raw < b.raw ? -1 : 1));
    sorted.splice(start, run.length, ...run);
    start = end - 1;
  }
  return sorted;
}

/** Ends of subscriptions, `[kind, channel, how many are left]`: Redis's order of channels is that of a hash table. */
function sameEndings(ours: readonly Frame[], theirs: readonly Frame[]): boolean {
  const column = (frames: readonly Frame[], at: number): Reply[] =>
    frames.map(({ reply }) => elements(reply)?.[at] ?? reply);
  return (
    sameMembers(column(ours, 1), column(theirs, 1)) &&
    [0, 2].every((at) => identical(column(ours, at), column(theirs, at)))
  );
}

function elements(reply: Reply): readonly Reply[] | undefined {
  return reply instanceof Push ? reply.elements : Array.isArray(reply) ? reply : undefined;
}

function sameFrame(argv: readonly string[], ours: Frame, theirs: Frame): boolean {
  if (ours.raw === theirs.raw) return true;
  const equivalent = equivalenceOf(argv);
  return equivalent !== undefined && equivalent(ours.reply, theirs.reply);
}

/**
 * Compares what EXEC answered, each reply as its own command asks for. Commands that answer more than once push the
 * last replies out of the array; whose they are then is not told apart.
 * @param queue the commands that EXEC ran
 */
export function sameTransaction(
  queue: readonly (readonly string[])[],
  ours: readonly Frame[],
  theirs: readonly Frame[],
): boolean {
  const [a, b] = [executed(ours), executed(theirs)];
  if (ours.length !== theirs.length || a.length !== b.length) return false;
  const told = a.length === queue.length;
  if (!told && queue.some(endsAll)) return sameMembers(a.map(nameOf), b.map(nameOf));
  return a.every((reply, i) => {
    const other = b[i]!;
    if (identical(reply, other)) return true;
    const commands = told ? [queue[i]!] : queue;
    return commands.some((argv) => equivalenceOf(argv)?.(reply, other) === true);
  });
}

function endsAll(argv: readonly string[]): boolean {
  return UNSUBSCRIBE_ALL.has((argv[0] ?? '').toUpperCase()) && argv.length === 1;
}

/** The channel of a subscription that begins or ends; any other reply as it is. */
function nameOf(reply: Reply): Reply {
  return elements(reply)?.[1] ?? reply;
}

/** The replies of a transaction, or the one that there is in their place. */
function executed([array, ...behind]: readonly Frame[]): readonly Reply[] {
  if (array === undefined) return [];
  return [...(elements(array.reply) ?? [array.reply]), ...behind.map(({ reply }) => reply)];
}

function isPair(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply) && reply.length === 2;
}

function sameMembers(ours: Reply, theirs: Reply): boolean {
  if (ours instanceof SetReply && theirs instanceof SetReply) {
    return sameMembers(ours.members, theirs.members);
  }
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return identical(ours, theirs);
  return identical(sorted(ours), sorted(theirs));
}

/** Pairs in any order: a map, or RESP2's flat array. */
function sameMembersOfMap(ours: Reply, theirs: Reply): boolean {
  const [a, b] = [entries(ours), entries(theirs)];
  return a !== undefined && b !== undefined && identical(sorted(a), sorted(b));
}

function entries(reply: Reply): Reply[] | undefined {
  if (reply instanceof MapReply) return reply.entries.map((entry) => [...entry]);
  if (!Array.isArray(reply)) return undefined;
  const flat: readonly Reply[] = reply;
  return Array.from({ length: flat.length / 2 }, (_, i) => flat.slice(2 * i, 2 * i + 2));
}

/** What was drawn at random: so many elements on both sides. */
function sameDraw(ours: Reply, theirs: Reply): boolean {
  if (ours instanceof SetReply && theirs instanceof SetReply) {
    return ours.members.length === theirs.members.length;
  }
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return sameType(ours, theirs);
  return ours.length === theirs.length;
}

/** Equals are in any order; and Redis may take any number for one out of range, once it has met such a one. */
function sameSorted(ours: Reply, theirs: Reply): boolean {
  if (theirs instanceof ReplyError && /scores/.test(theirs.message)) return Array.isArray(ours);
  return sameMembers(ours, theirs);
}

/** Only since 7.2 can a list be a listpack; nothing else is a quicklist. */
function sameEncoding(ours: Reply, theirs: Reply): boolean {
  return identical(ours, theirs) || (ours === 'listpack' && theirs === 'quicklist');
}

function sameLength(ours: Reply, theirs: Reply): boolean {
  if (typeof ours !== 'string' || typeof theirs !== 'string') return identical(ours, theirs);
  return ours.length === theirs.length;
}

/** Rules of users: Redis lists single commands in the order of a hash table. */
function sameRules(ours: Reply, theirs: Reply): boolean {
  const plain = (reply: Reply): Reply =>
    typeof reply === 'string' ? reply.split(/(?=[ (])/).sort() : mapped(reply, plain);
  return identical(plain(ours), plain(theirs));
}

/** Since 7.2 an entry tells more; who was denied, and when, depends on sockets and clocks. */
const LOG_FIELDS_IN_COMMON = ['count', 'reason', 'context', 'object', 'username'];

function sameLog(ours: Reply, theirs: Reply): boolean {
  const plain = (log: Reply): Reply =>
    mapped(log, (entry) =>
      (entries(entry) ?? []).filter((field) =>
        LOG_FIELDS_IN_COMMON.includes(String(elements(field)?.[0])),
      ),
    );
  return identical(plain(ours), plain(theirs));
}

/** A reply whose elements are replaced by others. */
function mapped(reply: Reply, change: (element: Reply) => Reply): Reply {
  if (Array.isArray(reply)) return reply.map(change);
  if (reply instanceof SetReply) return new SetReply(reply.members.map(change));
  if (reply instanceof MapReply) return new MapReply(reply.words.map(change));
  return reply;
}

/** Keys with flags, whose order is not promised. */
function sameFlags(ours: Reply, theirs: Reply): boolean {
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return identical(ours, theirs);
  const plain = (pairs: readonly Reply[]): string[] =>
    pairs.map((pair) => {
      const [key, flags] = elements(pair) ?? [];
      const names = elements(flags ?? null) ?? (flags instanceof SetReply ? flags.members : []);
      return `${canonical(key ?? null)} ${names.map(canonical).sort().join()}`;
    });
  return plain(ours).join() === plain(theirs).join();
}

function sorted(replies: readonly Reply[]): Reply[] {
  return [...replies].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

/** Numbers that may differ by so much; anything else must be the same. */
function within(tolerance: number): Equivalence {
  return (ours, theirs) =>
    isPositive(ours) && isPositive(theirs)
      ? Math.abs(Number(BigInt(ours) - BigInt(theirs))) <= tolerance
      : identical(ours, theirs);
}

function isPositive(reply: Reply): reply is number | bigint {
  return (typeof reply === 'number' || typeof reply === 'bigint') && reply > 0;
}

/** Slow commands and the names of their clients; numbers, times and addresses are everybody's own. */
function sameSlowCommands(ours: Reply, theirs: Reply): boolean {
  if (!Array.isArray(ours) || !Array.isArray(theirs)) return identical(ours, theirs);
  const shown = (entries: readonly Reply[]): Reply =>
    entries.map((entry) => {
      const [id, time, microseconds, argv, address, name] = elements(entry) ?? [];
      const types = [id, time, microseconds, address].map((each) => typeof each);
      return [...types, argv ?? null, name ?? null];
    });
  return identical(shown(ours), shown(theirs));
}

/** Maps, or RESP2's flat arrays, with the same keys in the same order. */
function sameKeys(ours: Reply, theirs: Reply): boolean {
  const names = (reply: Reply): Reply[] | undefined =>
    entries(reply)?.map((pair) => (isPair(pair) ? pair[0]! : pair));
  return kind(ours) === kind(theirs) && identical(names(ours) ?? ours, names(theirs) ?? theirs);
}

/** The fields of CLIENT LIST that do not tell of sockets, buffers and time. */
const CLIENT_FIELDS = /^(?:name|flags|db|sub|psub|ssub|multi|cmd|user|redir|resp)=/;

function sameClients(ours: Reply, theirs: Reply): boolean {
  return identical(clients(ours), clients(theirs));
}

function clients(reply: Reply): Reply {
  const text = reply instanceof VerbatimReply ? reply.text : reply;
  if (typeof text !== 'string') return reply;
  const lines = text.split('\n').map((line) => {
    const fields = line.split(' ').filter((field) => CLIENT_FIELDS.test(field));
    // A unix socket is a flag of its own, and NO-EVICT outlives RESET only in 7.0.
    return fields.map((field) =>
      field.startsWith('flags=') ? field.replace(/[UNe]/g, '') : field,
    );
  });
  return [reply instanceof VerbatimReply, ...lines];
}

function sameButTimes(ours: Reply, theirs: Reply): boolean {
  return identical(withNearTimes(ours, theirs, CLOCK_TOLERANCE_MS), theirs);
}

function sameType(ours: Reply, theirs: Reply): boolean {
  if (ours instanceof ReplyError || theirs instanceof ReplyError) return identical(ours, theirs);
  return kind(ours) === kind(theirs);
}

/** Maps, or RESP2's flat arrays, with the same keys in the same order, and the same values but for some keys. */
function sameExcept(...keys: string[]): Equivalence {
  return (ours, theirs) => {
    const [a, b] = [entries(ours), entries(theirs)];
    if (ours instanceof ReplyError || a === undefined || b === undefined)
      return identical(ours, theirs);
    const known = (pairs: Reply[]): Reply[] =>
      pairs.map((pair) => (isPair(pair) && keys.includes(String(pair[0])) ? pair[0]! : pair));
    return kind(ours) === kind(theirs) && identical(known(a), known(b));
  };
}

function kind(reply: Reply): string {
  if (reply === null || reply instanceof NullArray) return 'null';
  return typeof reply === 'object' ? reply.constructor.name : typeof reply;
}

function identical(a: Reply, b: Reply): boolean {
  return canonical(a) === canonical(b);
}

/** A text that tells any two replies apart, whatever their types. */
function canonical(reply: Reply): string {
  if (reply === null) return 'null';
  if (typeof reply !== 'object') return `${typeof reply} ${JSON.stringify(String(reply))}`;
  if (Array.isArray(reply)) return `[${reply.map(canonical).join()}]`;
  const fields = Object.entries(reply).map(
    ([name, value]) => `${name}=${canonical(value as Reply)}`,
  );
  return `${reply.constructor.name}(${fields.join()})`;
}
