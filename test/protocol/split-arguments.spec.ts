import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitArguments } from '../../lib/engine/split-arguments.js';

describe('splitting a line into arguments', () => {
  it.each<[string, string[]]>([
    ['', []],
    [' \t\r\n\v\f', []],
    ['GET key', ['GET', 'key']],
    ['  a   b  ', ['a', 'b']],
    ['""', ['']],
    ['\'\' ""', ['', '']],
    ['"a b"', ['a b']],
    ['"\\n\\r\\t\\b\\a\\q\\\\\\""', ['\n\r\t\b\x07q\\"']],
    ['"\\x00\\xfF\\xg0\\x1"', ['\0\xffxg0x1']],
    ["'it\\'s \\n \"'", ['it\'s \\n "']],
    ['key"a b"', ['keya b']],
    ["key'a b' c", ['keya b', 'c']],
    ['a\vb a\fb', ['a\vb', 'a\fb']],
    ['"a"\v"b"', ['a', 'b']],
    ['\\x41', ['\\x41']],
    ['\xff\xfe', ['\xff\xfe']],
  ])('reads %j', (line, args) => {
    expect(splitArguments(line)).toEqual(args);
  });

  it.each(['"', "'", '"a', "'a", '"a"b', "'a'b", '"a"\'b\'', '"a\\"', '"a\\', "'a\\'", 'a"b"c'])(
    'finds the quotes of %j not balanced',
    (line) => {
      expect(splitArguments(line)).toBeUndefined();
    },
  );

  it('reads back whatever was quoted byte by byte', () => {
    const bytes = fc
      .array(fc.integer({ min: 0, max: 255 }))
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(fc.array(bytes), (args) => {
        const quoted = args.map(
          (arg) =>
            `"${arg.replace(/[^]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`,
        );
        expect(splitArguments(quoted.join(' '))).toEqual(args);
      }),
    );
  });
});
