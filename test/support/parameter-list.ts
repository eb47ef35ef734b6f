import type { ConfigParameter } from '../../lib/engine/config.js';
import { InMemoryCache } from '../../lib/engine/engine.js';

function listed(parameters: readonly ConfigParameter[]): string {
  return parameters
    .map(({ name, alias }) => (alias === undefined ? name : `${name} (${alias})`))
    .toSorted()
    .join(', ');
}

/** The parameters of CONFIG as a table in Markdown: those that act, and those that are only remembered. */
export function parameterList(): string {
  const all = new InMemoryCache().config.all.filter(
    ({ name, mainName, hidden }) => name === mainName && !hidden,
  );
  const rows = [
    `| ${listed(all.filter(({ inert }) => !inert))} | ${listed(all.filter(({ inert }) => inert))} |`,
  ];
  return ['| Act | Are checked, told and remembered |', '| --- | --- |', ...rows].join('\n');
}
