import type { Snippets } from '../snippet.js';

/** Code around assignments of local variables, and of how many of them on it is refused. */
const CODES: readonly (readonly [before: string, after: string, tooMany: number])[] = [
  ['while a do', 'end', 131_069],
  ['while a or b do', 'end', 131_067],
  ['while nil do', 'end', 131_068],
  ['repeat', 'until a and b', 131_068],
  ['repeat local c', 'f = function() return c end until a', 131_062],
  ['for i = 1, 2 do', 'end', 131_071],
  ['for k, v in pairs(a) do local z = function() return k end', 'end x()', 131_067],
  ['if a then', 'else b = a end x()', 131_071],
  ['if a then x = 1 elseif b then', 'end x()', 131_070],
  ['while a do if x then break end', 'end x()', 131_065],
  ['if (a and b) or (not x) then', 'end local x = a and {} or 5', 131_072],
];

const compiled = (before: string, after: string, count: number): string =>
  `local c = 'local a, b ${before}\\n' .. string.rep('a=b ', ${count}) .. '\\n${after}' ` +
  `local f, e = loadstring(c) return {type(f), e}`;

export const snippets: Snippets = {
  'control structures about as long as can be': CODES.flatMap(([before, after, tooMany]) => [
    compiled(before, after, tooMany - 1),
    compiled(before, after, tooMany),
  ]),
};
