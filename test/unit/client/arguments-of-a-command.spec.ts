import { describe, expect, it } from '@jest/globals';
import { cmd } from '../../../lib/client/command.js';
import { ArgumentTypeError, type Argument } from '../../../lib/client/to-arg.js';

describe('the arguments of cmd()', () => {
  const point = { toArg: () => [1.5, ['x', 2n]] as Argument[] };
  it.each<[Argument, (string | Buffer)[]]>([
    ['text', ['text']],
    ['', ['']],
    ['é', ['é']],
    [12, ['12']],
    [-0.5, ['-0.5']],
    [1e21, ['1000000000000000000000']],
    [-0, ['0']],
    [Infinity, ['Infinity']],
    [2n ** 64n, ['18446744073709551616']],
    [true, ['1']],
    [false, ['0']],
    [Buffer.from([255]), [Buffer.from([255])]],
    [new Uint8Array([1, 2]), [Buffer.from([1, 2])]],
    [new Uint8Array([1, 2, 3]).subarray(1, 2), [Buffer.from([2])]],
    [point, ['1.5', 'x', '2']],
    [[], []],
    [
      ['a', ['b', [1]]],
      ['a', 'b', '1'],
    ],
    [new Set(['a', 1]), ['a', '1']],
    [
      new Map<string, number>([
        ['a', 1],
        ['b', 2],
      ]),
      ['a', '1', 'b', '2'],
    ],
  ])('%p becomes %p', (value, words) => {
    expect(cmd('X').arg(value).words).toEqual(words);
  });

  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  it.each<[string, unknown, string]>([
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a plain object', { a: 1 }, '{ a: 1 }'],
    ['a Date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a function', () => 1, '[Function (anonymous)]'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a promise', Promise.resolve(1), 'Promise {'],
    ['not a number', Number.NaN, 'NaN'],
    ['a lone surrogate', 'a\ud800', "'a\\ud800'"],
    ['a list that contains itself', cyclic, '<ref *1> [ [Circular *1] ]'],
  ])('%s is refused, naming the command and the position', (_name, value, shown) => {
    const command = cmd('set').arg('key');
    const refuse = (): unknown => command.arg(value as Argument);
    expect(refuse).toThrow(ArgumentTypeError);
    expect(refuse).toThrow(`received ${shown}`);
    expect(refuse).toThrow(/^SET: argument 2 must be /);
    expect(command.words).toEqual(['key']);
  });

  it('are added as a whole or not at all', () => {
    const command = cmd('DEL');
    const list = ['a', null] as unknown as Argument;
    expect(() => command.arg(list)).toThrow(/^DEL: argument 2 must be /);
    expect(command.words).toEqual([]);
  });

  it('follow a name', () => {
    expect(() => cmd('')).toThrow(ArgumentTypeError);
    expect(() => cmd(1 as unknown as string)).toThrow('argument 1 must be the name of a command');
  });
});
