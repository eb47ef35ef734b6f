import { Redis } from 'ioredis';
import { ReplyError } from '../engine/reply.js';
import { words } from './arguments.js';
import { autoPipeline, isAutoPipelined } from './auto-pipelining.js';
import { callbackOf, withCallback, type Callback } from './callbacks.js';
import {
  directCommands,
  namedCommands,
  sentArguments,
  type DirectCommand,
  type ReplyEncoding,
} from './direct-command.js';
import type { DirectLane } from './direct-lane.js';
import { shortMethods } from './short-methods.js';
import { handOverError } from './turns.js';

/** What the connections have whose methods are replaced. */
export interface EmbeddedRedis extends Redis {
  /** The way past the protocol, while there is one. */
  readonly lane: DirectLane | undefined;
  /** Whether it is a connection to an engine of this process. */
  readonly isEmbedded: boolean;
}

/** A generated method of ioredis. */
export type Method = (this: EmbeddedRedis, ...args: unknown[]) => unknown;

/** ioredis overrides these two itself, to give them further ways to be called. */
const NOT_GENERATED = new Set(['multi', 'exec']);

/** The names of the commands for which ioredis generates methods. */
export const generatedNames: readonly string[] = Redis.prototype.getBuiltinCommands
  .call({} as Redis)
  .filter((name) => !NOT_GENERATED.has(name));

/**
 * Replaces the methods that ioredis generates by ones that need none of its Command objects. What they cannot do
 * (nested arguments, `null`, tracing, a connection that is not ready, ...) they leave to the method that they replace.
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
      replace(methods, property, direct ? directMethod(direct, encoding, fallback) : fallback);
      const short = encoding === null ? undefined : shortMethods[name];
      if (short && direct) replace(methods, property, short(direct, methods[property]!));
    }
  }
  for (const property of ['call', 'callBuffer', 'send_command']) {
    const encoding = property === 'callBuffer' ? null : 'utf8';
    replace(methods, property, namedCommand(encoding, methods[property]!));
  }
}

function replace(methods: Record<string, Method>, property: string, value: Method): void {
  Object.defineProperty(methods, property, { value, configurable: true, writable: true });
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
  const { runWords } = direct.command;
  if (runWords === undefined) return general;
  return function (a: unknown) {
    const { lane } = this;
    if (arguments.length !== 1 || !lane?.sendsAsGiven(direct))
      return relay(this, general, arguments);
    const first = lane.firstWord(direct, a);
    if (first === undefined) return general.call(this, a);
    const answer = lane.answerWords(direct, runWords, encoding, first, '', '');
    if (answer === undefined) return general.call(this, a);
    return answer instanceof ReplyError ? reject(lane, direct, [a], answer) : answer;
  };
}

function twoArguments(direct: DirectCommand, encoding: ReplyEncoding, general: Method): Method {
  const { runWords } = direct.command;
  if (runWords === undefined) return general;
  return function (a: unknown, b: unknown) {
    const { lane } = this;
    if (arguments.length !== 2 || !lane?.sendsAsGiven(direct))
      return relay(this, general, arguments);
    const first = lane.firstWord(direct, a);
    const second = lane.nextWord(direct, b);
    if (first === undefined || second === undefined) return general.call(this, a, b);
    const answer = lane.answerWords(direct, runWords, encoding, first, second, '');
    if (answer === undefined) return general.call(this, a, b);
    return answer instanceof ReplyError ? reject(lane, direct, [a, b], answer) : answer;
  };
}

function threeArguments(direct: DirectCommand, encoding: ReplyEncoding, general: Method): Method {
  const { runWords } = direct.command;
  if (runWords === undefined) return general;
  return function (a: unknown, b: unknown, c: unknown) {
    const { lane } = this;
    if (arguments.length !== 3 || !lane?.sendsAsGiven(direct))
      return relay(this, general, arguments);
    const first = lane.firstWord(direct, a);
    const second = lane.nextWord(direct, b);
    const third = lane.nextWord(direct, c);
    if (first === undefined || second === undefined || third === undefined) {
      return general.call(this, a, b, c);
    }
    const answer = lane.answerWords(direct, runWords, encoding, first, second, third);
    if (answer === undefined) return general.call(this, a, b, c);
    return answer instanceof ReplyError ? reject(lane, direct, [a, b, c], answer) : answer;
  };
}

function relay(redis: EmbeddedRedis, general: Method, args: IArguments): unknown {
  // Spreading would go by their iterator, which takes longer than the command.
  return general.apply(redis, args as unknown as unknown[]);
}

/** Rejects with an error reply. */
function reject(
  lane: DirectLane,
  direct: DirectCommand,
  sent: readonly unknown[],
  reply: ReplyError,
): Promise<never> {
  return handOverError(lane.failure(direct, sent, reply));
}

function anyArguments(direct: DirectCommand, encoding: ReplyEncoding, fallback: Method): Method {
  return function (...args) {
    return answerTo(this, direct, encoding, args) ?? fallback.apply(this, args);
  };
}

/** @returns the promise of the reply, or `undefined` when the command is left to ioredis */
function answerTo(
  redis: EmbeddedRedis,
  direct: DirectCommand,
  encoding: ReplyEncoding,
  args: readonly unknown[],
): Promise<unknown> | undefined {
  const { lane } = redis;
  if (!lane?.unbatched || !lane.isPlain) return undefined;
  const callback = callbackOf(args);
  const asked = callback ? args.slice(0, -1) : args;
  const sent = sentArguments(direct, asked, redis.options.keyPrefix);
  return answerSent(lane, direct, encoding, sent, callback);
}

/** As {@link answerTo}. @param sent the arguments as ioredis sends them, if that is known */
export function answerSent(
  lane: DirectLane,
  direct: DirectCommand,
  encoding: ReplyEncoding,
  sent: readonly unknown[] | undefined,
  callback: Callback | undefined,
): Promise<unknown> | undefined {
  const argv = sent && words(direct, sent);
  if (sent === undefined || argv === undefined) return undefined;
  const answer = lane.answer(direct, encoding, argv);
  const promise = answer instanceof ReplyError ? reject(lane, direct, sent, answer) : answer;
  return withCallback(promise, callback);
}

/** A method whose first argument is the name of the command. */
function namedCommand(encoding: ReplyEncoding, fallback: Method): Method {
  return function (...args) {
    const [name, ...others] = args;
    const direct = typeof name === 'string' ? namedCommands.get(name) : undefined;
    const answer = direct && answerTo(this, direct, encoding, others);
    if (answer !== undefined) return answer;
    // ioredis itself would leave out the name in `callBuffer`.
    if (this.isEmbedded && typeof name === 'string' && isAutoPipelined(this, name)) {
      return autoPipeline(this, encoding === null ? 'callBuffer' : 'call', args);
    }
    return fallback.apply(this, args);
  };
}
