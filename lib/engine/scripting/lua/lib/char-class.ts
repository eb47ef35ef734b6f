/** The classes of chars of the C locale. */
export const CharClass = {
  None: 0,
  Lower: 1,
  Upper: 2,
  Digit: 4,
  Space: 8,
  Punctuation: 16,
  Control: 32,
  Hexadecimal: 64,
  /** The NUL alone: `%z`. */
  Zero: 128,
  Letter: 3,
  Alphanumeric: 7,
} as const;

const classes = Uint8Array.from({ length: 256 }, (_, code) => classesOf(String.fromCharCode(code)));

const masks = new Uint8Array(256);
const LETTERS: readonly (readonly [letter: string, mask: number])[] = [
  ['a', CharClass.Letter],
  ['c', CharClass.Control],
  ['d', CharClass.Digit],
  ['l', CharClass.Lower],
  ['p', CharClass.Punctuation],
  ['s', CharClass.Space],
  ['u', CharClass.Upper],
  ['w', CharClass.Alphanumeric],
  ['x', CharClass.Hexadecimal],
  ['z', CharClass.Zero],
];
for (const [letter, mask] of LETTERS) {
  masks[letter.charCodeAt(0)] = mask;
  masks[letter.toUpperCase().charCodeAt(0)] = mask;
}

function classesOf(char: string): number {
  return (
    (/[a-z]/.test(char) ? CharClass.Lower : 0) |
    (/[A-Z]/.test(char) ? CharClass.Upper : 0) |
    (/[0-9]/.test(char) ? CharClass.Digit : 0) |
    (/[\t-\r ]/.test(char) ? CharClass.Space : 0) |
    (/[!-/:-@[-`{-~]/.test(char) ? CharClass.Punctuation : 0) |
    (/[^ -~\x80-\xff]/.test(char) ? CharClass.Control : 0) |
    (/[0-9a-fA-F]/.test(char) ? CharClass.Hexadecimal : 0) |
    (char === '\0' ? CharClass.Zero : 0)
  );
}

/** What a letter after `%` in a pattern stands for, small or capital. */
export function classMask(letter: number): number {
  return masks[letter]!;
}

/** Whether a char is in one of the classes. */
export function hasClass(char: number, mask: number): boolean {
  return (classes[char]! & mask) !== 0;
}
