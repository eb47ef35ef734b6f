import type { Bytes } from '../engine/bytes.js';
import { isQueuedPlainly } from '../engine/commands/admission.js';
import { isWord, words } from './arguments.js';
import { sentArguments, type DirectCommand, type ReplyEncoding } from './direct-command.js';

/** A method of a pipeline that is called for a command. */
export class DirectCallMethod {
  /** With so many arguments its words need no array; -1 when they always do. */
  readonly fewWords: number;

  /** @param property its name */
  constructor(
    readonly property: string,
    readonly direct: DirectCommand,
    readonly encoding: ReplyEncoding,
  ) {
    const { command } = direct;
    const words = Math.abs(command.arity);
    const isQuick = command.runWords !== undefined && isQueuedPlainly(command, words);
    this.fewWords = isQuick ? words - 1 : -1;
  }

  /** The script that has to be known, if it calls one. */
  get sha(): string | undefined {
    return undefined;
  }

  /** @param prefix the `keyPrefix` of the connection. @returns what is sent, if it is no matter for ioredis */
  sent(args: readonly unknown[], prefix: unknown): readonly unknown[] | undefined {
    return sentArguments(this.direct, args, prefix);
  }
}

/** A call of such a method. As with ioredis, its words are made when it is run. */
export class DirectCall {
  /** Whether it needs no array of words. */
  readonly isShort: boolean;

  /**
   * @param asked the arguments of the method, as they were
   * @param sent what is sent of them
   */
  private constructor(
    readonly method: DirectCallMethod,
    readonly asked: readonly unknown[],
    readonly sent: readonly unknown[],
  ) {
    this.isShort = sent.length === method.fewWords;
  }

  /**
   * @param prefix the `keyPrefix` of the connection
   * @returns `undefined` when its arguments are a matter for ioredis
   */
  static of(
    method: DirectCallMethod,
    args: readonly unknown[],
    prefix: unknown,
  ): DirectCall | undefined {
    const asked = areWords(args) ? args : snapshot(args);
    if (asked === undefined) return undefined;
    const sent = method.sent(asked, prefix);
    if (sent === undefined || (sent !== args && !areWords(sent))) return undefined;
    return new DirectCall(method, asked, sent);
  }

  /** The words of the command. */
  get argv(): readonly Bytes[] {
    return words(this.method.direct, this.sent)!;
  }

  /** Whether nothing is special about it in a transaction. */
  get isPlain(): boolean {
    return this.isShort || isQueuedPlainly(this.method.direct.command, this.sent.length + 1);
  }
}

function areWords(args: readonly unknown[]): boolean {
  for (let i = 0; i < args.length; i++) if (!isWord(args[i])) return false;
  return true;
}

/** A copy of arguments, so that it does not matter what becomes of arrays and records before the call is run. */
function snapshot(args: readonly unknown[]): readonly unknown[] | undefined {
  const copies: unknown[] = [];
  for (const arg of args.flat()) {
    if (isWord(arg)) copies.push(arg);
    else if (arg instanceof Map) copies.push(new Map(arg));
    else if (isRecord(arg)) copies.push({ ...arg });
    else return undefined;
  }
  return copies;
}

function isRecord(arg: unknown): arg is object {
  if (typeof arg !== 'object' || arg === null) return false;
  const prototype: unknown = Object.getPrototypeOf(arg);
  return prototype === Object.prototype || prototype === null;
}
