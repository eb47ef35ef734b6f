import type { Bytes } from '../engine/bytes.js';
import { formatDouble } from '../engine/float.js';
import {
  BigNumberReply,
  DoubleReply,
  MapReply,
  NullArray,
  OK,
  Push,
  Replies,
  ReplyError,
  SetReply,
  Status,
  Transcript,
  VerbatimReply,
  type Reply,
} from '../engine/reply.js';

/** The version of the protocol that a connection speaks: 2 until `HELLO 3`. */
export type ProtocolVersion = 2 | 3;

/** Lengths and integers below this bound are spelled out in advance. */
const COMMON = 1024;
const BULK_HEADERS = Array.from({ length: COMMON }, (_, n) => `$${n}\r\n`);
const INTEGERS = Array.from({ length: COMMON }, (_, n) => `:${n}\r\n`);
/** From here on aggregates within aggregates are not encoded by recursion. */
const DEEP = 200;
const LINE_BREAK = /[\r\n]/g;

/**
 * The bytes of a reply. What RESP2 does not know is sent as it is to old clients by Redis: maps and sets as arrays,
 * booleans as integers, doubles, big numbers and verbatim strings as bulk strings, pushes as arrays.
 * {@link Replies} become that many replies in a row, possibly none.
 */
export function encodeReply(reply: Reply, protocol: ProtocolVersion): Bytes {
  return encode(reply, protocol, 0);
}

/** @param depth how many aggregates are around the reply */
function encode(reply: Reply, protocol: ProtocolVersion, depth: number): Bytes {
  if (typeof reply === 'string') return bulk(reply);
  if (typeof reply === 'number') return INTEGERS[reply] ?? `:${reply}\r\n`;
  if (reply === null) return protocol === 3 ? '_\r\n' : '$-1\r\n';
  if (reply === OK) return '+OK\r\n';
  if (Array.isArray(reply)) return aggregate('*', reply, protocol, depth);
  if (typeof reply === 'bigint') return `:${reply}\r\n`;
  if (typeof reply === 'boolean') return boolean(reply, protocol);
  return encodeObject(reply as Exclude<typeof reply, readonly Reply[]>, protocol, depth);
}

function encodeObject(
  reply: Exclude<Reply & object, readonly Reply[]>,
  protocol: ProtocolVersion,
  depth: number,
): Bytes {
  const resp3 = protocol === 3;
  if (reply instanceof Status) return `+${oneLine(reply.text)}\r\n`;
  if (reply instanceof ReplyError) return `-${oneLine(reply.message)}\r\n`;
  if (reply instanceof NullArray) return resp3 ? '_\r\n' : '*-1\r\n';
  if (reply instanceof MapReply) return map(reply, protocol, depth);
  if (reply instanceof SetReply)
    return aggregate(resp3 ? '~' : '*', reply.members, protocol, depth);
  if (reply instanceof Push) return aggregate(resp3 ? '>' : '*', reply.elements, protocol, depth);
  if (reply instanceof Transcript) return transcript(reply, depth);
  if (reply instanceof Replies) return concatenated(reply.replies, protocol, depth);
  if (reply instanceof DoubleReply) {
    const digits = reply.digits ?? formatDouble(reply.value);
    return resp3 ? `,${digits}\r\n` : bulk(digits);
  }
  if (reply instanceof BigNumberReply)
    return resp3 ? `(${reply.value}\r\n` : bulk(`${reply.value}`);
  if (reply instanceof VerbatimReply) {
    const { format, text } = reply;
    return resp3 ? `=${text.length + 4}\r\n${format}:${text}\r\n` : bulk(text);
  }
  const never: never = reply;
  throw new TypeError(`No reply: ${String(never)}`);
}

function bulk(bytes: Bytes): Bytes {
  return `${bulkHeader(bytes)}${bytes}\r\n`;
}

function bulkHeader({ length }: Bytes): Bytes {
  return length < COMMON ? BULK_HEADERS[length]! : `$${length}\r\n`;
}

function boolean(value: boolean, protocol: ProtocolVersion): Bytes {
  if (protocol === 3) return value ? '#t\r\n' : '#f\r\n';
  return value ? ':1\r\n' : ':0\r\n';
}

function aggregate(
  type: Bytes,
  elements: readonly Reply[],
  protocol: ProtocolVersion,
  depth: number,
): Bytes {
  return `${type}${elements.length}\r\n${concatenated(elements, protocol, depth)}`;
}

function transcript({ length, sent }: Transcript, depth: number): Bytes {
  const head = length === undefined ? '' : `*${length}\r\n`;
  return head + sent.map(({ reply, protocol }) => encode(reply, protocol, depth + 1)).join('');
}

function map({ size, words }: MapReply, protocol: ProtocolVersion, depth: number): Bytes {
  const header = protocol === 3 ? `%${size}\r\n` : `*${2 * size}\r\n`;
  return header + concatenated(words, protocol, depth);
}

function concatenated(replies: readonly Reply[], protocol: ProtocolVersion, depth: number): Bytes {
  if (depth >= DEEP) return encodeDeep(replies, protocol);
  let out = '';
  for (const reply of replies) out += encode(reply, protocol, depth + 1);
  return out;
}

/** Replies that may be nested more deeply than the stack of JavaScript is. */
function encodeDeep(replies: readonly Reply[], protocol: ProtocolVersion): Bytes {
  let out = '';
  encodeParts(replies, protocol, (bytes) => void (out += bytes));
  return out;
}

/**
 * As {@link encodeReply}, for a reply whose bytes are more than a string can hold.
 * @param take is given the bytes in order
 */
export function encodeInParts(
  reply: Reply,
  protocol: ProtocolVersion,
  take: (bytes: Bytes) => void,
): void {
  encodeParts([reply], protocol, take);
}

function encodeParts(
  replies: readonly Reply[],
  protocol: ProtocolVersion,
  take: (bytes: Bytes) => void,
): void {
  const stack = [{ replies, next: 0 }];
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    if (top.next === top.replies.length) {
      stack.pop();
      continue;
    }
    const reply = top.replies[top.next++]!;
    const parts = partsOf(reply);
    if (typeof reply === 'string') [bulkHeader(reply), reply, '\r\n'].forEach(take);
    else if (parts === undefined) take(encode(reply, protocol, 0));
    else {
      take(headerOf(reply, parts.length, protocol));
      stack.push({ replies: parts, next: 0 });
    }
  }
}

/** What is in an aggregate; `undefined` for other replies. */
function partsOf(reply: Reply): readonly Reply[] | undefined {
  if (Array.isArray(reply)) return reply as readonly Reply[];
  if (reply instanceof MapReply) return reply.words;
  return reply instanceof SetReply ? reply.members : undefined;
}

function headerOf(reply: Reply, parts: number, protocol: ProtocolVersion): Bytes {
  if (protocol === 2 || Array.isArray(reply)) return `*${parts}\r\n`;
  return reply instanceof MapReply ? `%${parts / 2}\r\n` : `~${parts}\r\n`;
}

/** Line breaks within a line would end it: Redis sends spaces instead. */
function oneLine(text: Bytes): Bytes {
  return text.replace(LINE_BREAK, ' ');
}
