/** Numbers as sources write them, the simple ones more often. */
export const NUMBERS = [
  ...['0', '1', '2', '3', '5', '7', '10', '-1', '-2', '100', '0.5', '1.5', '-0.25', '3.75'],
  ...['0x10', '0xff', '1e3', '1e-3', '2^10', '255', '1000000', '123456.789', '1e15', '2^31', '-7'],
  ...['12345678901234', '0.1', '1e100', '2^53', '.5', '3.', '1/3', '-(2^31)'],
];

/** Texts as sources write them. */
export const STRINGS = [
  ...[
    "''",
    "'a'",
    "'abc'",
    '"hello world"',
    "'10'",
    "'5.5'",
    "'-3'",
    "'0x1f'",
    "' 7 '",
    "'x1y22z'",
  ],
  ...["'a,b,c'", "'key=value'", '[[long]]', String.raw`'tab\tnew\nline'`, String.raw`'\0\255'`],
  ...["'The quick brown fox'", "'nil'", "'%d'", "'(x)'", "'aaa'", "'ABC'", String.raw`'\65\066'`],
  ...["'1e3'", "'[1,2]'", "'ab\\'c'", '[==[a]]b]==]', String.raw`'a\\b'`, "'été'"],
];

/** Patterns, those with captures too. */
export const PATTERNS = [
  ...[
    "'%a+'",
    "'%d+'",
    "'.'",
    "'[aeiou]'",
    "'[^%w]'",
    "'^a'",
    "'c$'",
    "'(%w)(%w)'",
    "'()'",
    "'%s*'",
  ],
  ...["'(%a+)=(%w+)'", "'a-b'", "'l+'", "'%f[%w]%w+'", "'%b()'", "'[a-m]'", "'x?'", "'.-'", "'%%'"],
  ...["'(.)%1'", "'%u'", "'%l+'", "'[%d.]+'", "''", "'^%s*(.-)%s*$'"],
];

/** What gsub puts in the place of a match. */
export const REPLACEMENTS = [
  ...["''", "'-'", "'<%0>'", "'%1'", "'%%'", "{a = 'A', b = false, ['1'] = 'one'}"],
  ...['string.upper', 'function(m) return m .. m end', 'function() end'],
  ...["function(a, b) return b and a .. '+' .. b end", 'tostring'],
];

/** Formats of one number. */
export const NUMBER_FORMATS = [
  ...["'%d'", "'%5d'", "'%-5d|'", "'%05d'", "'%+d'", "'%x'", "'%X'", "'%o'", "'%i'", "'%.3f'"],
  ...[
    "'%8.2f'",
    "'%e'",
    "'%g'",
    "'%.10g'",
    "'%5.1f|'",
    "'%#x'",
    "'%s'",
    "'%.14g'",
    "'%q'",
    "'% d'",
  ],
  ...["'%.0f'", "'%u'"],
];

/** Formats of one text. */
export const STRING_FORMATS = [
  ...["'%s'", "'%10s'", "'%-10s|'", "'%.2s'", "'%5.1s|'", "'%q'", "'<%s>'", "'%%%s'", "'%d'"],
];
