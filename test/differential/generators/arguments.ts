import type { Dice } from './dice.js';

/** Makes a part of a command: no argument, one, or several. */
export type Argument = (dice: Dice) => string[];

/** A command of a random sequence. */
export interface CommandGenerator {
  readonly name: string;
  readonly args: readonly Argument[];
  /** How often it comes among the others (default: 1). */
  readonly weight: number;
  /** The connection that must send it, if it matters. */
  readonly on?: number;
}

/** The same commands, through one connection alone. */
export function through(on: number, commands: readonly CommandGenerator[]): CommandGenerator[] {
  return commands.map((command) => Object.assign({}, command, { on }));
}

/** Declares a command by its arguments, in order: `command('GETRANGE', [key, offset, offset])`. */
export function command(
  name: string,
  args: readonly Argument[] = [],
  weight = 1,
): CommandGenerator {
  return { name, args, weight };
}

/** One of some texts; repeat a text to have it more often. */
export function oneOf(...texts: readonly string[]): Argument {
  return (dice) => [dice.pick(texts)];
}

/** Texts without spaces, for {@link oneOf}. */
export function words(list: string): string[] {
  return list.split(' ');
}

/** Arguments in a row, for a place that takes one. */
export function all(...args: readonly Argument[]): Argument {
  return (dice) => args.flatMap((arg) => arg(dice));
}

/** A word as it stands, sometimes in lower case. */
export function word(text: string): Argument {
  return (dice) => [dice.once(4) ? text.toLowerCase() : text];
}

/** A word and what follows it: `option('EX', seconds)`. */
export function option(name: string, ...args: readonly Argument[]): Argument {
  return all(word(name), ...args);
}

/** One of some alternatives. */
export function either(...args: readonly Argument[]): Argument {
  return (dice) => dice.pick(args)(dice);
}

/** Half of the time an argument, else none. */
export function maybe(arg: Argument): Argument {
  return (dice) => (dice.once(2) ? arg(dice) : []);
}

/** Between `min` and `max` times an argument. */
export function times(min: number, max: number, arg: Argument): Argument {
  return (dice) => Array.from({ length: min + dice.below(max - min + 1) }, () => arg(dice)).flat();
}

/** Up to `most` of some options, in any order, seldom one twice. */
export function options(most: number, ...args: readonly Argument[]): Argument {
  return (dice) => {
    const chosen = dice.shuffle(args).slice(0, dice.below(most + 1));
    if (dice.once(20)) chosen.push(dice.pick(args));
    return chosen.flatMap((arg) => arg(dice));
  };
}

/** The keys of all sequences: few, so that commands meet. */
export const KEYS = ['a', 'b', 'c', 'd', 'key:1', 'key:2', '\0\xff', ''] as const;
export const key: Argument = oneOf(...KEYS);

const INTEGERS = ['0', '1', '-1', '2', '7', '10', '42', '-42', '100'];
/** The ends of 32 bits, of exact doubles and of 64 bits, with their neighbours, and what is no integer. */
const ODD_INTEGERS = [
  '2147483647',
  '-2147483648',
  '4294967296',
  '9007199254740991',
  '9007199254740993',
  '-9007199254740993',
  '9223372036854775807',
  '9223372036854775806',
  '-9223372036854775808',
  '-9223372036854775807',
  '9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  '00',
  '-0',
  '+1',
  '01',
  ' 1',
  '1 ',
  '1.0',
  '1e3',
  '0x10',
  'abc',
  '',
  '1\0',
];
/** Mostly a small integer, sometimes an extreme one or none at all. */
export const integer: Argument = (dice) => [dice.pick(dice.once(3) ? ODD_INTEGERS : INTEGERS)];
const FLOATS = [
  ...words('0 1 -1 0.1 0.2 -0.5 1.5 3.0 5.0e3 1e2 2.5E-3 100.25 12345678901234567.5'),
  ...words('1e17 1e-7 1e300 -1e300 1.7976931348623157e308 1e400 5e-324 1e-5000 1e4933'),
  ...words('3.141592653589793238462643383279 123456789012345678901234567890 0.30000000000000004'),
  ...words('9223372036854775807 -9223372036854775808 18446744073709551615 inf -inf +inf INF'),
  ...words('Infinity nan -nan NaN -0 +1.5 .5 5. 1e e1 1.2.3 0x1p3 0x10 0x 1,5'),
  ' 1.5',
  '1.5 ',
  '',
];
/** Decimals, hexadecimals and what C's `strtold` reads besides, from tiny to infinite, and what is no number. */
export const float: Argument = oneOf(...FLOATS);

const TEXTS = [
  '',
  'x',
  'hello',
  'Hello World',
  'foobarbaz',
  '\0',
  '\xff\xfe\0\r\n',
  '\xc3\xa9',
  'a b',
];
const LONG_TEXTS = ['y'.repeat(44), 'z'.repeat(45), 'long-'.repeat(30), '\x80'.repeat(100)];
const text: Argument = (dice) => [dice.pick(dice.once(5) ? LONG_TEXTS : TEXTS)];
/** What is stored: texts, bytes, integers and floats. */
export const value: Argument = either(text, text, integer, integer, float);

/** An index into a string. */
export const offset: Argument = (dice) => [
  dice.once(8) ? dice.pick(ODD_INTEGERS) : String(dice.below(30) - 10),
];

/** No time that passes while the sequence runs: far away, past, or none. */
const ODD_TIMES = [
  '0',
  '-1',
  '-9223372036854775808',
  '9223372036854775807',
  '9223372036854775',
  '9223372036854776',
  '9223370399119966',
  'abc',
  '1.5',
  '',
];
/** Times to live seldom come twice: GT and LT would tell which of two clocks was read earlier. */
const relative =
  (start: number, step: number): Argument =>
  (dice) => [dice.once(4) ? dice.pick(ODD_TIMES) : String(start + step * dice.below(1000))];
export const seconds: Argument = relative(100, 10);
export const milliseconds: Argument = relative(105_001, 10_000);
/** Points in time: 2100, 2033, and 1970. */
const absolute =
  (...usual: readonly string[]): Argument =>
  (dice) => [dice.pick(dice.once(4) ? ODD_TIMES : usual)];
export const unixSeconds: Argument = absolute('4102444800', '2000000000', '1');
export const unixMilliseconds: Argument = absolute('4102444800000', '2000000000123', '1');

/** Glob patterns over {@link KEYS}. */
export const pattern: Argument = oneOf(
  ...words('* * a key:* key:? [ab] [^ab] [a-c] [c-a] ? \\a *[ [ \\ ** *1 k*:* [^] [] [a'),
  '\0*',
  '*\xff',
  '',
);
/** Numbers of databases, mostly the first ones. */
export const database: Argument = oneOf('0', '0', '0', '1', '1', '2', '15', '16', '-1', 'x', '');
