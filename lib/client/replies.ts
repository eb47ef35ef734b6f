import { ReplyError as IoredisReplyError } from 'ioredis';
import { decode, decodeReply, toBuffer, type Bytes } from '../engine/bytes.js';
import { formatDouble } from '../engine/float.js';
import {
  AsciiMapReply,
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
  VerbatimReply,
  type Reply,
} from '../engine/reply.js';

/** How an ioredis connection represents replies. */
export interface ReplyShape {
  /** The version of the protocol that it has negotiated. */
  readonly protocol: 2 | 3;
  /** `replyMapping: 'resp3'`: maps are objects, doubles are numbers, booleans are booleans. */
  readonly resp3: boolean;
  /** `stringNumbers`: numbers are strings. */
  readonly stringNumbers: boolean;
}

/** What a reply's bytes become: text, or a Buffer for the `...Buffer` variants. */
export type FromBytes = (bytes: Bytes) => string | Buffer;

/** ioredis' error of a reply, with the command that it answers. */
export interface CommandError extends Error {
  command?: { readonly name: string; readonly args: readonly unknown[] };
}

/** ioredis' class of error replies; the same in all of its versions. */
const ErrorOfReply: new (message: string) => CommandError = IoredisReplyError;

/** The error that ioredis rejects with. */
export function toError(reply: ReplyError): CommandError {
  return new ErrorOfReply(decode(reply.message));
}

/** What ioredis makes of a reply: strings, numbers, arrays, Buffers; errors within an array are Errors. */
function fromReply(reply: Reply, shape: ReplyShape, fromBytes: FromBytes): unknown {
  switch (typeof reply) {
    case 'string':
      return fromBytes(reply);
    case 'number':
    case 'bigint':
      return shape.stringNumbers ? String(reply) : Number(reply);
    case 'boolean':
      return fromBoolean(reply, shape);
    default:
      return reply === null ? null : fromObject(reply, shape, fromBytes);
  }
}

/** As {@link fromReply}, to text. */
export function toText(reply: Reply, shape: ReplyShape): unknown {
  if (typeof reply === 'string') return decodeReply(reply);
  if (typeof reply === 'number' && !shape.stringNumbers) return reply;
  if (reply === OK) return 'OK';
  return fromReply(reply, shape, decode);
}

/** As {@link fromReply}, to Buffers. */
export function toBuffers(reply: Reply, shape: ReplyShape): unknown {
  return fromReply(reply, shape, toBuffer);
}

function fromBoolean(reply: boolean, shape: ReplyShape): unknown {
  if (shape.resp3) return reply;
  const number = reply ? 1 : 0;
  return shape.stringNumbers && shape.protocol === 2 ? String(number) : number;
}

function fromObject(reply: Reply & object, shape: ReplyShape, fromBytes: FromBytes): unknown {
  if (Array.isArray(reply)) return fromArray(reply, shape, fromBytes);
  if (reply instanceof DoubleReply) return fromDouble(reply, shape, fromBytes);
  if (reply instanceof Status) return fromBytes(reply.text);
  if (reply instanceof ReplyError) return toError(reply);
  if (reply instanceof NullArray) return null;
  if (reply instanceof MapReply) return fromMap(reply, shape, fromBytes);
  if (reply instanceof SetReply) return fromArray(reply.members, shape, fromBytes);
  if (reply instanceof Push) return fromArray(reply.elements, shape, fromBytes);
  if (reply instanceof Replies) return fromArray(reply.replies, shape, fromBytes);
  if (reply instanceof VerbatimReply) return fromBytes(reply.text);
  const { value } = reply as BigNumberReply;
  return shape.protocol === 3 ? String(value) : fromBytes(String(value));
}

function fromArray(replies: readonly Reply[], shape: ReplyShape, fromBytes: FromBytes): unknown[] {
  return replies.map((reply) => fromReply(reply, shape, fromBytes));
}

function fromDouble(reply: DoubleReply, shape: ReplyShape, fromBytes: FromBytes): unknown {
  const { value, digits = formatDouble(value) } = reply;
  if (shape.stringNumbers && shape.protocol === 3) return digits;
  return shape.resp3 ? value : fromBytes(digits);
}

function fromMap(reply: MapReply, shape: ReplyShape, fromBytes: FromBytes): unknown {
  return shape.resp3
    ? toRecord(reply, shape, fromBytes)
    : reply.words.map((word) => fromReply(word, shape, fromBytes));
}

/** The object of a map. */
export function toRecord(
  reply: MapReply,
  shape: ReplyShape,
  fromBytes: FromBytes,
): Record<string, unknown> {
  // Filled without a prototype: it is quicker, and `__proto__` is a key like any other.
  const record = { __proto__: null } as unknown as Record<string, unknown>;
  const { words } = reply;
  if (reply instanceof AsciiMapReply && fromBytes === decode) {
    for (let i = 0; i < words.length; i += 2) record[words[i] as string] = words[i + 1];
  } else {
    for (let i = 0; i < words.length; i += 2) {
      const key = String(fromReply(words[i]!, shape, decode));
      record[key] = fromReply(words[i + 1]!, shape, fromBytes);
    }
  }
  return Object.setPrototypeOf(record, Object.prototype) as Record<string, unknown>;
}
