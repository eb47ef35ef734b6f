import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { format } from 'prettier';
import { commandList } from '../../support/command-list.js';

const README = new URL('../../../README.md', import.meta.url);
const BEGIN = '<!-- commands: made from the declarations by `UPDATE_README=1 npm test` -->\n\n';
const END = '\n<!-- end of commands -->';

it('the README lists the commands that the engine has', async () => {
  const readme = readFileSync(README, 'utf8');
  const start = readme.indexOf(BEGIN) + BEGIN.length;
  const end = readme.indexOf(END);
  const list = await format(commandList(), { parser: 'markdown' });
  if (process.env['UPDATE_README'] === '1') {
    writeFileSync(README, readme.slice(0, start) + list + readme.slice(end));
  } else expect(readme.slice(start, end)).toBe(list);
});
