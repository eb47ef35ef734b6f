import { Redis } from 'ioredis';
import type { Bytes } from '../engine/bytes.js';
import { ReplyError } from '../engine/reply.js';
import { word } from './arguments.js';
import { autoPipeline, isAutoPipelined } from './auto-pipelining.js';
import {
  areSentAsGiven,
  directCommands,
  directWords,
  type DirectCommand,
  type DirectLane,
  type ReplyEncoding,
} from './direct-lane.js';
import { handOver, handOverError } from './turns.js';

/** What the connections have whose methods are replaced. */
export interface EmbeddedRedis extends Redis {
  /** The way past the protocol, while there is one. */
  readonly lane: DirectLane | undefined;
  /** Whether it is a connection to an engine of this process. */
  readonly isEmbedded: boolean;
}

/** A generated method of ioredis. */
type Method = (this: EmbeddedRedis, ...args: unknown[]) => unknown;

/** ioredis overrides these two itself, to give them further ways to be called. */
const NOT_GENERATED = new Set(['multi', 'exec']);

/** The names of the commands for which ioredis generates methods. */
export const generatedNames: readonly string[] = Redis.prototype.getBuiltinCommands
  .call({} as Redis)
  .filter((name) => !NOT_GENERATED.has(name));

/**
 * Replaces the methods that ioredis generates by ones that need none of its Command objects. What they cannot do
 * (callbacks, nested arguments, transformers of arguments, tracing, a connection that is not ready, ...) they leave
 * to the method that they replace.
 * @param prototype of a subclass of Redis
 */
export function replaceMethods(prototype: EmbeddedRedis): void {
  const methods = prototype as unknown as Record<string, Method>;
  for (const name of generatedNames) {
    for (const encoding of ['utf8', null] as const) {
      const property = encoding === null ? `${name}Buffer` : name;
      const original = methods[property];
      if (original === undefined) continue;
      const fallback = autoPipelined(property, name, original);
      const direct = directCommands.get(name);
      Object.defineProperty(methods, property, {
        value: direct ? directMethod(direct, encoding, fallback) : fallback,
        configurable: true,
        writable: true,
      });
    }
  }
}

function autoPipelined(property: string, name: string, original: Method): Method {
  return function (...args) {
    return this.isEmbedded && isAutoPipelined(this, name)
      ? autoPipeline(this, property, args)
      : original.apply(this, args);
  };
}

/**
 * A method for the number of arguments that its command usually has, and for any other. V8 optimizes each of the
 * variants by itself: what is written out for few arguments is several times as fast as a loop.
 */
function directMethod(direct: DirectCommand, encoding: ReplyEncoding, fallback: Method): Method {
  const general = anyArguments(direct, encoding, fallback);
  switch (Math.abs(direct.command.arity)) {
    case 2:
      return oneArgument(direct, encoding, general);
    case 3:
      return twoArguments(direct, encoding, general);
    case 4:
      return threeArguments(direct, encoding, general);
    default:
      return general;
  }
}

function oneArgument(direct: DirectCommand, encoding: ReplyEncoding, general: Method): Method {
  return function (...args) {
    const lane = args.length === 1 ? simpleLane(this, direct) : undefined;
    if (lane === undefined) return general.apply(this, args);
    const first = word(args[0], direct.keepsFirst);
    if (first === undefined) return general.apply(this, args);
    return answer(lane, direct, encoding, [direct.name, first], args);
  };
}

function twoArguments(direct: DirectCommand, encoding: ReplyEncoding, general: Method): Method {
  return function (...args) {
    const lane = args.length === 2 ? simpleLane(this, direct) : undefined;
    if (lane === undefined) return general.apply(this, args);
    const first = word(args[0], direct.keepsFirst);
    const second = word(args[1], direct.keepsRest);
    if (first === undefined || second === undefined) return general.apply(this, args);
    return answer(lane, direct, encoding, [direct.name, first, second], args);
  };
}

function threeArguments(direct: DirectCommand, encoding: ReplyEncoding, general: Method): Method {
  return function (...args) {
    const lane = args.length === 3 ? simpleLane(this, direct) : undefined;
    if (lane === undefined) return general.apply(this, args);
    const first = word(args[0], direct.keepsFirst);
    const second = word(args[1], direct.keepsRest);
    const third = word(args[2], direct.keepsRest);
    if (first === undefined || second === undefined || third === undefined) {
      return general.apply(this, args);
    }
    return answer(lane, direct, encoding, [direct.name, first, second, third], args);
  };
}

function anyArguments(direct: DirectCommand, encoding: ReplyEncoding, fallback: Method): Method {
  return function (...args) {
    const lane = openLane(this);
    if (lane === undefined) return fallback.apply(this, args);
    const { keyPrefix } = this.options;
    const argv = directWords(direct, args, keyPrefix);
    if (argv === undefined) return fallback.apply(this, args);
    return answer(lane, direct, encoding, argv, args, keyPrefix);
  };
}

/** The lane, when nothing else is asked for. */
function openLane(redis: EmbeddedRedis): DirectLane | undefined {
  const { lane } = redis;
  if (lane === undefined || redis.options.enableAutoPipelining) return undefined;
  return lane.isPlain(redis) ? lane : undefined;
}

/** The lane, when moreover the arguments go into it as they are. */
function simpleLane(redis: EmbeddedRedis, direct: DirectCommand): DirectLane | undefined {
  return areSentAsGiven(direct, redis.options.keyPrefix) ? openLane(redis) : undefined;
}

function answer(
  lane: DirectLane,
  direct: DirectCommand,
  encoding: ReplyEncoding,
  argv: readonly Bytes[],
  args: readonly unknown[],
  prefix?: string,
): Promise<unknown> {
  try {
    const reply = lane.run(direct, argv);
    return reply instanceof ReplyError
      ? handOverError(lane.failure(direct, args, reply, prefix))
      : handOver(lane.result(direct.name, reply, encoding));
  } catch (fault) {
    return handOverError(fault);
  }
}
