import { differentialTable } from './harness/table.js';

const COMMANDS = ['EXPIRE', 'PEXPIRE', 'EXPIREAT', 'PEXPIREAT'];
const TIMES = [
  '9223372036854775807',
  '9223372036854775808',
  '9223372036854775',
  '9223372036854776',
  '-9223372036854775808',
  '-9223372036854775',
  '-9223372036854776',
  '9007199254740993',
  '0',
  '-1',
  '1.5',
  'x',
  '',
];
const OPTIONS = [
  ['NX'],
  ['XX'],
  ['GT'],
  ['LT'],
  ['XX', 'GT'],
  ['XX', 'LT'],
  ['NX', 'XX'],
  ['NX', 'GT'],
  ['LT', 'NX'],
  ['GT', 'LT'],
  ['XX', 'GT', 'LT'],
  ['NX', 'NX'],
  ['gt', 'Gt'],
  ['FOO'],
  ['XX', 'FOO'],
  ['NX', 'XX', 'FOO'],
  [''],
  ['a\r\nb'],
  ['\r\nab\r\n'],
  ['a\0b'],
  ['\xff'],
];

differentialTable(
  'EXPIRE and its kin at the limits',
  COMMANDS.flatMap((command) => [
    ...TIMES.flatMap((time) => [
      ['SET', 'k', 'v'],
      [command, 'k', time],
      ['EXISTS', 'k'],
      ...(command.endsWith('AT')
        ? [
            ['PEXPIRETIME', 'k'],
            ['EXPIRETIME', 'k'],
          ]
        : []),
      ['TTL', 'k'],
      [command, 'missing', time],
    ]),
    [command],
    [command, 'k'],
    [command, 'k', 'x', 'FOO'],
  ]),
);

differentialTable(
  'EXPIRE and its kin with conditions',
  COMMANDS.flatMap((command) =>
    OPTIONS.flatMap((options) => {
      const [near, middle, far] = command.endsWith('AT')
        ? ['4102444800', '4102444900', '4102445000']
        : ['100', '200', '300'];
      const scaled = (time = ''): string => (command.startsWith('P') ? `${time}000` : time);
      return [
        ['SET', 'k', 'v'],
        [command, 'k', scaled(middle), ...options],
        ['TTL', 'k'],
        ['SET', 'k', 'v'],
        [command, 'k', scaled(middle)],
        ...[near, far, middle].flatMap((time) => [
          [command, 'k', scaled(time), ...options],
          ['TTL', 'k'],
        ]),
        ...(command.endsWith('AT') ? [[command, 'k', scaled(middle)]] : []),
        ...(command.endsWith('AT') ? [[command, 'k', scaled(middle), ...options]] : []),
        [command, 'missing', scaled(middle), ...options],
        [command, 'k', '-1', ...options],
        ['EXISTS', 'k'],
        [command, 'k', 'x', ...options],
      ];
    }),
  ),
);

differentialTable('TTL and its kin, PERSIST', [
  ...['TTL', 'PTTL', 'EXPIRETIME', 'PEXPIRETIME', 'PERSIST'].flatMap((command) => [
    `${command} missing`,
    'SET k v',
    `${command} k`,
    'PEXPIREAT k 4102444800499',
    `${command} k`,
    'PEXPIREAT k 4102444800500',
    `${command} k`,
    `${command} k`,
    `${command}`,
    `${command} k k`,
    'SET k v PXAT 1',
    `${command} k`,
  ]),
]);
