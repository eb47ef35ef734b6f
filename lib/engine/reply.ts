import type { Bytes } from './bytes.js';
import type { Int64 } from './int64.js';

/** A simple string, such as `+OK`. */
export class Status {
  constructor(readonly text: Bytes) {}
}

/** An error reply: a code in capitals, a space, a text. Commands throw it; EXEC and scripts hold it as a value. */
export class ReplyError {
  constructor(readonly message: Bytes) {}

  /** The first word of the message: `ERR`, `WRONGTYPE`, `NOAUTH`, ... */
  get code(): Bytes {
    const space = this.message.indexOf(' ');
    return space < 0 ? this.message : this.message.slice(0, space);
  }
}

/** An error reply that the statistics of errors hold already: a script hands on what one of its commands answered. */
export class CountedReplyError extends ReplyError {}

/** A map: in RESP3 a map, in RESP2 an array of alternating keys and values. */
export class MapReply {
  /** @param words keys and values in turn */
  constructor(readonly words: readonly Reply[]) {}

  /** The map of these keys and values. */
  static of(entries: readonly (readonly [Reply, Reply])[]): MapReply {
    return new MapReply(entries.flatMap((entry): readonly Reply[] => entry));
  }

  /** How many keys there are. */
  get size(): number {
    return this.words.length / 2;
  }

  /** The keys with their values. */
  get entries(): readonly (readonly [Reply, Reply])[] {
    return Array.from({ length: this.size }, (_, i) => [
      this.words[2 * i]!,
      this.words[2 * i + 1]!,
    ]);
  }
}

/** A map whose keys and values are known to be strings of nothing but ASCII: no face has to look at their chars. */
export class AsciiMapReply extends MapReply {}

/** A set: in RESP3 a set, in RESP2 an array. */
export class SetReply {
  constructor(readonly members: readonly Reply[]) {}
}

/** A double: in RESP3 a double, in RESP2 a bulk string with 17 significant digits. */
export class DoubleReply {
  /** @param digits how it is spelled, where that is not by 17 significant digits */
  constructor(
    readonly value: number,
    readonly digits?: Bytes,
  ) {}
}

/** An integer of any size: in RESP3 a big number, in RESP2 a bulk string. */
export class BigNumberReply {
  /** @param value the number, or whatever text a script calls one */
  constructor(readonly value: bigint | Bytes) {}
}

/** Text for people: in RESP3 a verbatim string of a three-letter format, in RESP2 a bulk string. */
export class VerbatimReply {
  /** @param format three bytes: `txt`, `mkd`, or what a script says */
  constructor(
    readonly text: Bytes,
    readonly format: Bytes = 'txt',
  ) {}
}

/** One out-of-band message: in RESP3 a push, in RESP2 an array. */
export class Push {
  constructor(readonly elements: readonly Reply[]) {}
}

/** Any number of replies to one command, in order: SUBSCRIBE answers once a channel, CLIENT REPLY OFF never. */
export class Replies {
  constructor(readonly replies: readonly Reply[]) {}
}

/** A reply as it is sent, whatever becomes of the connection behind it. */
export interface SentReply {
  readonly reply: Reply;
  /** The version of the protocol that the connection spoke. */
  readonly protocol: 2 | 3;
}

/**
 * EXEC's array on a connection that changes its protocol or withholds replies in the middle of it: its head, and behind
 * it the replies that are sent, of which there may be fewer than the head says.
 */
export class Transcript extends Replies {
  /** @param length what the head says; without it, none is sent */
  constructor(
    readonly length: number | undefined,
    readonly sent: readonly SentReply[],
  ) {
    super(sent.map(({ reply }) => reply));
  }
}

/** The absent array: in RESP3 a null, in RESP2 a null array (`*-1`) where `null` is a null bulk string (`$-1`). */
export class NullArray {
  static readonly instance = new NullArray();
  /** As RESP2 spells it. */
  readonly length = -1;
  private constructor() {}
}

/**
 * What a command answers. A string is a bulk string, a number or bigint an integer, an array an array; `true` and
 * `false` are RESP3 booleans (in RESP2 the integers 1 and 0).
 */
export type Reply =
  | null
  | boolean
  | Int64
  | Bytes
  | Status
  | ReplyError
  | MapReply
  | SetReply
  | DoubleReply
  | BigNumberReply
  | VerbatimReply
  | Push
  | Replies
  | NullArray
  | readonly Reply[];

export const OK = new Status('OK');
export const QUEUED = new Status('QUEUED');
export const PONG = new Status('PONG');
export const NULL_ARRAY = NullArray.instance;
export const NO_REPLY = new Replies([]);
