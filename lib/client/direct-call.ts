import type { Bytes } from '../engine/bytes.js';
import { isQueuedPlainly } from '../engine/commands/admission.js';
import { isWord, words } from './arguments.js';
import { prefixed, type DirectCommand, type ReplyEncoding } from './direct-command.js';

/** A method of a pipeline that is called for a command. */
export class DirectCallMethod {
  /** With so many arguments its words need no array; 0 when they always do. */
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
    this.fewWords = isQuick ? words - 1 : 0;
  }
}

/** A call of such a method. As with ioredis, its words are made when it is run. */
export class DirectCall {
  /** Whether it needs no array of words. */
  readonly isShort: boolean;

  private constructor(
    readonly method: DirectCallMethod,
    readonly args: readonly unknown[],
    private readonly sent: readonly unknown[],
  ) {
    this.isShort = args.length === method.fewWords && sent === args;
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
    const { direct } = method;
    if (direct.argumentTransformer !== undefined) return undefined;
    for (let i = 0; i < args.length; i++) if (!isWord(args[i])) return undefined;
    const sent = prefixed(direct, args, prefix);
    return sent && new DirectCall(method, args, sent);
  }

  /** The words of the command. */
  get argv(): readonly Bytes[] {
    return words(this.method.direct, this.sent)!;
  }

  /** Whether nothing is special about it in a transaction. */
  get isPlain(): boolean {
    return this.isShort || isQueuedPlainly(this.method.direct.command, this.args.length + 1);
  }
}
