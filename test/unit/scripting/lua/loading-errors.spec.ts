import { describe, expect, it } from '@jest/globals';
import { type Outcome, runLua } from './run-lua.js';

/** Scripts and what a real server answers. */
const cases: readonly (readonly [script: string, reply: Outcome])[] = [
  [
    "f\n'x'",
    { err: "ERR user_script:1: Script attempted to access nonexistent global variable 'f'" },
  ],
  [
    "return loadstring(('('):rep(190)..'1'..(')'):rep(190))()",
    { err: 'ERR user_script:1: attempt to call a nil value' },
  ],
];

describe('scripts that compile and load others that do not', () => {
  it.each(cases)('%s', (script, reply) => {
    expect(runLua(script)).toEqual(reply);
  });
});
