import type { Snippets } from '../snippet.js';

/** As many constants as a function can have. */
const MOST = 262_143;

/** Compiles code that is followed by a table of different numbers. */
const compiled = (code: string, count: number, load = 'loadstring(c)'): string =>
  `local t = {} for i = 1, ${count} do t[i] = i - 1 end ` +
  `local c = ${JSON.stringify(code)} .. ' {' .. table.concat(t, ',') .. '} ' ` +
  `local f, e = ${load} return {type(f), type(e), type(e) == 'table' and e.err or e}`;

/** Code, and how many constants it has besides small integers. */
const CODES: readonly (readonly [code: string, constants: number])[] = [
  ['return', 0],
  ['local a = 1e9 if 2e9 then a = nil end while a and 3e9 do end return not 4e9,', 1],
  ['local a = 1e9 local b = a or 2e9 local c = 3e9 or b local d = 4e9 and c return 2e9 + 1e9,', 3],
  ['local t = x t.x = nil t[true] = false t.y, t.x = nil, true y = 1 .. nil == t:z() return t,', 6],
  [
    "for i = 0, 5e9 do local function f() return 'x', 6e9 end end for i = 7e9, 1, -1 do end return -8e9,",
    4,
  ],
];

export const snippets: Snippets = {
  'too many constants': [
    ...CODES.flatMap(([code, constants]) => [
      compiled(code, MOST - constants),
      compiled(code, MOST - constants + 1),
    ]),
    compiled('return', MOST + 1).replace("'} '", "'} x x'"),
    compiled('return', MOST + 1, 'load(function() local p = c c = nil return p end)'),
    compiled('return', MOST + 1, 'select(2, pcall(loadstring, c))'),
    compiled(
      'return',
      MOST + 1,
      "select(2, xpcall(function() return loadstring(c) end, function(e) return 'x' .. e end))",
    ),
  ],
};
