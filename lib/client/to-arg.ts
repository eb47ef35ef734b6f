import { inspect } from 'node:util';

/** An application's own type that knows what it is as the argument of a command. */
export interface ToArg {
  /** @returns what stands for it: one argument, or several when it is an array or another iterable */
  toArg(): Argument;
}

/**
 * What can be an argument of a command: text, numbers, `true` and `false` (as 1 and 0), bytes, a {@link ToArg}, or any
 * nesting of arrays, Sets, Maps and other iterables of these, which become one argument per element.
 */
export type Argument = string | number | bigint | boolean | Uint8Array | ToArg | Iterable<Argument>;

/** Thrown for a value that cannot be an argument; it names the command and the position. */
export class ArgumentTypeError extends TypeError {
  override readonly name = 'ArgumentTypeError';

  /**
   * @param command the name of the command
   * @param position which argument it is, from 1
   * @param expected what would have been accepted
   * @param received the value
   */
  constructor(
    readonly command: string,
    readonly position: number,
    readonly expected: string,
    readonly received: unknown,
  ) {
    super(
      `${command}: argument ${position} must be ${expected}, received ${inspect(received, { depth: 1 })}`,
    );
  }
}

const ACCEPTED =
  'a string, number, bigint, boolean, Buffer, an object with toArg(), or an iterable of these';
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Nothing sensible is nested deeper; what is, contains itself. */
const MAX_DEPTH = 32;

/** Turns values into the words of one command, in order. */
export class ArgumentWriter {
  readonly words: (string | Buffer)[] = [];

  /** @param command its name, for errors */
  constructor(private readonly command: string) {}

  /**
   * Adds a value; either all of it or, when it throws, nothing.
   * @throws ArgumentTypeError
   */
  write(value: Argument): void {
    const length = this.words.length;
    try {
      this.append(value, 0);
    } catch (error) {
      this.words.length = length;
      throw error;
    }
  }

  private append(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH) throw this.refusal('a value that does not contain itself', value);
    switch (typeof value) {
      case 'string':
        if (LONE_SURROGATE.test(value)) throw this.refusal('text without lone surrogates', value);
        this.words.push(value);
        break;
      case 'number':
        this.words.push(this.number(value));
        break;
      case 'bigint':
        this.words.push(String(value));
        break;
      case 'boolean':
        this.words.push(value ? '1' : '0');
        break;
      case 'object':
        this.object(value, depth);
        break;
      default:
        throw this.refusal(ACCEPTED, value);
    }
  }

  private number(value: number): string {
    if (Number.isNaN(value)) throw this.refusal('a number', value);
    return Number.isInteger(value) ? String(BigInt(value)) : String(value);
  }

  private object(value: object | null, depth: number): void {
    if (value instanceof Uint8Array) {
      this.words.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    } else if (value !== null && 'toArg' in value && typeof value.toArg === 'function') {
      this.append((value as ToArg).toArg(), depth + 1);
    } else if (value !== null && Symbol.iterator in value) {
      for (const element of value as Iterable<unknown>) this.append(element, depth + 1);
    } else throw this.refusal(ACCEPTED, value);
  }

  private refusal(expected: string, received: unknown): ArgumentTypeError {
    return new ArgumentTypeError(this.command, this.words.length + 1, expected, received);
  }
}
