import { describe, expect, it } from '@jest/globals';
import { syntaxOf } from '../../../lib/engine/commands/help.js';
import { commandTable } from '../../../lib/engine/commands/table.js';
import { Status } from '../../../lib/engine/reply.js';
import { recordingEngine } from '../../support/recording-client.js';

// CLUSTER HELP is refused as all of CLUSTER is.
const CONTAINERS = commandTable.commands.filter(
  ({ name, subcommands }) => subcommands && name !== 'CLUSTER',
);

describe('HELP', () => {
  it.each(CONTAINERS.map(({ name }) => name))("of %s has Redis's layout", (name) => {
    const { client } = recordingEngine();
    const reply = client.run(`${name} HELP`) as Status[];
    expect(reply.every((line) => line instanceof Status)).toBe(true);
    const lines = reply.map(({ text }) => text);
    expect(lines[0]).toBe(`${name} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:`);
    expect(lines.slice(-2)).toEqual(['HELP', '    Print this help.']);
    const declared = [...commandTable.find(name)!.subcommands!.keys()];
    const subcommands = [...declared.filter((each) => each !== 'HELP'), 'HELP'];
    const heads = lines.slice(1).filter((line) => !line.startsWith('    '));
    expect(heads.map((line) => line.split(' ')[0])).toEqual(
      name === 'COMMAND' ? ['(no', ...subcommands] : subcommands,
    );
  });

  it.each([
    [{ name: 'a', type: 'string' }, '<a>'],
    [{ name: 'a', type: 'string', optional: true }, '[<a>]'],
    [{ name: 'a', type: 'string', multiple: true }, '<a> [<a> ...]'],
    [{ name: 'a', type: 'string', multiple: true, optional: true }, '[<a> [<a> ...]]'],
    [{ name: 'a', type: 'integer', token: 'ID', multiple: true }, 'ID <a> [<a> ...]'],
    [{ name: 'a', type: 'pure-token', token: 'ON' }, 'ON'],
    [
      {
        name: 'a',
        type: 'oneof',
        token: 'TYPE',
        optional: true,
        arguments: [
          { name: 'b', type: 'pure-token', token: 'B' },
          { name: 'c', type: 'string' },
        ],
      },
      '[TYPE (B|<c>)]',
    ],
    [
      {
        name: 'a',
        type: 'block',
        multiple: true,
        arguments: [
          { name: 'b', type: 'string' },
          { name: 'c', type: 'string' },
        ],
      },
      '<b> <c> [<b> <c> ...]',
    ],
  ] as const)('writes %j as %s', (doc, syntax) => {
    expect(syntaxOf(doc)).toBe(syntax);
  });
});

describe('declarations', () => {
  const all = commandTable.commands.flatMap((command) => [
    command,
    ...(command.subcommands?.values() ?? []),
  ]);

  it.each(all.map((command) => [command.fullName, command] as const))(
    'of %s are complete',
    (_, command) => {
      expect(command.name).toBe(command.name.toUpperCase());
      expect(command.since).toMatch(/^\d+\.\d+\.\d+$/);
      expect(command.summary).toMatch(/^[A-Z][^\r\n]*\.$/);
      expect(command.complexity).not.toBe('');
      expect(new Set(command.flags).size).toBe(command.flags.length);
    },
  );
});
