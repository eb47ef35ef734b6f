import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describeDifferential } from '../harness/table.js';
import { ScriptComparison, tellDifferences } from './script-comparison.js';
import type { Snippets } from './snippet.js';

const FEWEST = 1500;
const PROTOCOLS = [2, 3] as const;
/** How many differences of one heading are told. */
const SHOWN = 10;

const folder = new URL('./snippets/', import.meta.url);
const tables: (readonly [file: string, snippets: Snippets])[] = [];
for (const file of readdirSync(folder).toSorted()) {
  const module = (await import(new URL(file, folder).pathname)) as { readonly snippets: Snippets };
  tables.push([file.replace('.ts', ''), module.snippets]);
}

describe('the script snippets', () => {
  it(`are ${FEWEST} at least, and none is there twice in a table`, () => {
    const all = tables.flatMap(([, snippets]) => Object.values(snippets).flat());
    expect(all.length).toBeGreaterThanOrEqual(FEWEST);
    const repeated = tables.flatMap(([file, snippets]) => {
      const scripts = Object.values(snippets)
        .flat()
        .map((snippet) => `${file}: ${JSON.stringify(snippet)}`);
      return scripts.filter((script, i) => scripts.indexOf(script) !== i);
    });
    expect(repeated).toEqual([]);
  });
});

describeDifferential('script snippets', (server) => {
  for (const [file, snippets] of tables) {
    describe.each(PROTOCOLS)(`about ${file} on RESP%i`, (protocol) => {
      it.each(Object.entries(snippets))('answer as in Redis: %s', async (_heading, rows) => {
        const comparison = await ScriptComparison.open(server(), protocol);
        const differences = await comparison.run(rows);
        await comparison.close();
        expect(tellDifferences(differences, SHOWN)).toBe('');
      });
    });
  }
});
