import { Redis } from 'ioredis';
import { ReplyError } from '../engine/reply.js';
import { autoPipeline, isAutoPipelined } from './auto-pipelining.js';
import {
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

function directMethod(direct: DirectCommand, encoding: ReplyEncoding, fallback: Method): Method {
  return function (...args) {
    const { lane } = this;
    if (lane === undefined || this.options.enableAutoPipelining || !lane.isPlain(this)) {
      return fallback.apply(this, args);
    }
    const argv = directWords(direct, args, this.options.keyPrefix);
    if (argv === undefined) return fallback.apply(this, args);
    try {
      const reply = lane.run(direct, argv);
      return reply instanceof ReplyError
        ? handOverError(lane.failure(direct, args, reply, this.options.keyPrefix))
        : handOver(lane.result(direct.name, reply, encoding));
    } catch (fault) {
      return handOverError(fault);
    }
  };
}
