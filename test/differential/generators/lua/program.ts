import { Dice } from '../dice.js';
import { Statements } from './statements.js';

/** How many statements a program has at its top. */
const STATEMENTS = 7;
/** Numbers with operators, for the expressions of objects. */
const OBJECTS = [
  'local mt = {}',
  'mt.__index = {describe = function(self, x) return x .. self.v end}',
  'local function new(v, list) return setmetatable({v = v, list = list or {1, 2}}, mt) end',
  "mt.__add = function(a, b) return (type(a) == 'table' and a.v or a) + (type(b) == 'table' and b.v or b) end",
  'mt.__mul = function(a, b) return new((a.v or 1) * b) end',
  'mt.__unm = function(a) return new(-a.v) end',
  'mt.__call = function(self, x) return new(self.v + x) end',
  "mt.__concat = function(a, b) return (type(a) == 'table' and a.v or a) .. '~' .. (type(b) == 'table' and b.v or b) end",
  'mt.__eq = function(a, b) return a.v == b.v end',
  'mt.__lt = function(a, b) return a.v < b.v end',
  "mt.__tostring = function(a) return 'object ' .. a.v end",
];
/** `tostring` without the addresses, which a program could compute with. */
const TEXT = [
  'local function text(v)',
  "  if type(v) == 'function' or type(v) == 'table' and not (getmetatable(v) or {}).__tostring then return type(v) end",
  '  return tostring(v)',
  'end',
];

/**
 * The lines of the Lua program that a seed stands for. It ends, uses the keys `KEYS[1]` to `KEYS[5]`, and answers a
 * list of what it has computed, or an error.
 */
export function randomProgram(seed: number): string[] {
  const dice = new Dice(seed);
  const statements = new Statements(dice);
  const { lines } = statements;
  for (let i = 0; i < 2 + dice.below(STATEMENTS); i++) statements.statement();
  statements.observation();
  const uses = (name: string): boolean => lines.some((line) => line.includes(name));
  return [
    'local out = {}',
    ...(uses('math.random') ? [`math.randomseed(${dice.below(1000)})`] : []),
    ...(uses('text(') ? TEXT : []),
    ...(uses('new(') ? OBJECTS : []),
    ...lines,
    'return out',
  ];
}
