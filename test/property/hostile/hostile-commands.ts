import { commandTable } from '../../../lib/engine/commands/table.js';
import type { ArgDoc } from '../../../lib/engine/commands/args.js';
import type { Command } from '../../../lib/engine/commands/spec.js';
import type { Dice } from '../../differential/generators/dice.js';

/** Keys of every type, and one that is never there. */
export const KEYS = [
  'string',
  'int',
  'list',
  'hash',
  'set',
  'intset',
  'zset',
  'stream',
  'hll',
  'no',
];

const NUMBERS = [
  ...[
    '0',
    '1',
    '-1',
    '2',
    '3',
    '7',
    '10',
    '100',
    '-100',
    '1.5',
    '-0.0',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    '+1',
    '01',
  ],
  ...['9223372036854775807', '-9223372036854775808', '9223372036854775808', '18446744073709551615'],
  ...['99999999999999999999', '1e308', '1e309', '-1e309', 'inf', '-inf', '+inf', 'nan', '5e-324'],
  ...['-9223372036854775807', '4503599627370497', '-2147483649'],
];
const OTHERS = [
  ...[
    '',
    '*',
    '**',
    '[',
    '[a',
    '(a',
    '(1',
    '-',
    '+',
    '$',
    '>',
    '=',
    '~',
    '?',
    '[]',
    '\\',
    'a*b',
    '\0',
    '\xff\xfe',
  ],
  ...[
    '0-0',
    '0-1',
    '1-1',
    '5-*',
    '*-5',
    '18446744073709551615-18446744073709551615',
    '-1-1',
    '1-',
    '-1',
  ],
  ...[
    'u8',
    'i64',
    'u64',
    'i65',
    '#1',
    '#-1',
    'm',
    'km',
    'ft',
    'field',
    'member',
    'value',
    'group',
    'me',
  ],
  'x'.repeat(300),
];

/** What ends the test instead of a session, takes real time, or leads outside of the engine. */
const LEFT_OUT = new Set([
  'shutdown',
  'debug',
  'pfselftest',
  'quit',
  'client|pause',
  'acl|save',
  'acl|load',
  'config|rewrite',
  'acl|setuser',
  'acl|deluser',
  'config|set',
]);

const commands: readonly Command[] = commandTable.commands
  .flatMap((command) => [command, ...(command.subcommands?.values() ?? [])])
  .filter(({ fullName }) => !LEFT_OUT.has(fullName) && !LEFT_OUT.has(fullName.split('|')[0]!));

/** The option words of a command. */
function tokensOf(docs: readonly ArgDoc[]): string[] {
  return docs.flatMap((doc) => [
    ...(doc.token === undefined ? [] : [doc.token]),
    ...tokensOf(doc.arguments ?? []),
  ]);
}

const tokens = new Map(commands.map((command) => [command, tokensOf(command.docs)]));

/** A command with arguments that are sometimes right. */
export function commandWords(dice: Dice): string[] {
  const command = dice.pick(commands);
  const words = command.fullName
    .split('|')
    .map((name) => (dice.once(3) ? name.toUpperCase() : name));
  const least = Math.abs(command.arity) - words.length;
  const wanted = dice.once(20) ? dice.below(3) : least + (command.arity < 0 ? dice.below(6) : 0);
  const known = tokens.get(command)!;
  for (let i = 0; i < wanted; i++) {
    if (i === 0 && !dice.once(8)) words.push(dice.pick(KEYS));
    else if (known.length > 0 && dice.once(3)) words.push(dice.pick(known));
    else words.push(dice.pick(dice.pick([KEYS, NUMBERS, NUMBERS, OTHERS])));
  }
  return words;
}

/** The request of a command. */
export function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}

/** Requests that make the keys. */
export const PREPARATION: readonly string[] = [
  ['SET', 'string', 'some text'],
  ['SET', 'int', '41'],
  ['RPUSH', 'list', 'a', 'b', '3', 'd'],
  ['HSET', 'hash', 'field', '1', 'other', 'x'],
  ['SADD', 'set', 'a', 'member', '3'],
  ['SADD', 'intset', '1', '2', '3'],
  ['ZADD', 'zset', '1', 'a', '2.5', 'member', '-inf', 'x'],
  ['XADD', 'stream', '1-1', 'field', 'value'],
  ['XGROUP', 'CREATE', 'stream', 'group', '0'],
  ['PFADD', 'hll', 'a', 'b'],
].map(encode);
