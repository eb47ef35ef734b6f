import { serverErrors } from '../../server-errors.js';
import { rest, string, strings } from '../args.js';
import { help } from '../help.js';
import { container, subcommand, type CommandFlag } from '../spec.js';

const FLAGS: readonly CommandFlag[] = ['admin', 'noscript', 'no_async_loading'];

/** Modules are libraries of machine code for redis-server: there is none that could be loaded here. */
function refused(): never {
  throw serverErrors.notAllowed('MODULE');
}

const common = { group: 'server', complexity: 'O(1)', flags: FLAGS, execute: refused } as const;

export const moduleContainer = container({
  name: 'MODULE',
  since: '4.0.0',
  group: 'server',
  summary: 'Tell about modules of redis-server, of which there are none here.',
  complexity: 'Depends on the subcommand',
  flags: [],
  subcommands: [
    subcommand('MODULE', {
      ...common,
      name: 'LIST',
      since: '4.0.0',
      summary: 'Return the modules that are loaded: none.',
      complexity: 'O(N) in the number of modules',
      flags: ['admin', 'noscript'],
      tips: ['nondeterministic_output_order'],
      args: [],
      execute: () => [],
    }),
    subcommand('MODULE', {
      ...common,
      name: 'LOAD',
      since: '4.0.0',
      summary: 'Load a module, which is refused.',
      args: [string('path'), strings('arg', 0)],
    }),
    subcommand('MODULE', {
      ...common,
      name: 'LOADEX',
      since: '7.0.0',
      summary: 'Load a module with a configuration, which is refused.',
      args: [
        string('path'),
        rest(
          [
            {
              name: 'configs',
              type: 'block',
              token: 'CONFIG',
              optional: true,
              multiple: true,
              multipleToken: true,
              arguments: [
                { name: 'name', type: 'string' },
                { name: 'value', type: 'string' },
              ],
            },
            {
              name: 'args',
              type: 'block',
              token: 'ARGS',
              optional: true,
              multiple: true,
              arguments: [{ name: 'arg', type: 'string' }],
            },
          ],
          0,
          (argv, at) => argv.slice(at),
        ),
      ],
    }),
    subcommand('MODULE', {
      ...common,
      name: 'UNLOAD',
      since: '4.0.0',
      summary: 'Unload a module, which is refused.',
      args: [string('name')],
    }),
    help('MODULE', { since: '5.0.0', group: 'server' }),
  ],
});
