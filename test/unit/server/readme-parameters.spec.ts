import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { format } from 'prettier';
import { parameterList } from '../../support/parameter-list.js';

const README = new URL('../../../README.md', import.meta.url);
const BEGIN = '<!-- parameters: made from their declarations by `UPDATE_README=1 npm test` -->\n\n';
const END = '\n<!-- end of parameters -->';

it('the README lists the parameters of CONFIG', async () => {
  const readme = readFileSync(README, 'utf8');
  const start = readme.indexOf(BEGIN) + BEGIN.length;
  const end = readme.indexOf(END);
  const list = await format(parameterList(), { parser: 'markdown' });
  if (process.env['UPDATE_README'] === '1') {
    writeFileSync(README, readme.slice(0, start) + list + readme.slice(end));
  } else expect(readme.slice(start, end)).toBe(list);
});
