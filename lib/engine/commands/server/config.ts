import type { Bytes } from '../../bytes.js';
import { rewriteConfigFile } from '../../config-file.js';
import { errors } from '../../errors.js';
import { MapReply, OK } from '../../reply.js';
import { rest, strings } from '../args.js';
import { help } from '../help.js';
import { container, subcommand, type CommandFlag } from '../spec.js';

const FLAGS: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale'];

const get = subcommand('CONFIG', {
  name: 'GET',
  since: '2.0.0',
  group: 'server',
  summary: 'Return the parameters with these names, or whose names match these patterns.',
  complexity: 'O(N) in the number of names and patterns',
  flags: FLAGS,
  args: [strings('parameter')],
  execute({ engine }, names) {
    const found = new Map<string, readonly [name: Bytes, value: Bytes]>();
    for (const name of names) {
      // A plain name is answered as it was asked, in the same case.
      const plain = !/[[*?]/.test(name);
      const matches = plain ? [engine.config.find(name)] : engine.config.matching(name);
      for (const parameter of matches) {
        if (!parameter || found.has(parameter.name)) continue;
        found.set(parameter.name, [plain ? name : parameter.name, parameter.get()]);
      }
    }
    return MapReply.of([...found.values()]);
  },
});

interface Setting {
  readonly name: Bytes;
  readonly value: Bytes;
}

function readSettings(argv: readonly Bytes[], at: number): Setting[] {
  if ((argv.length - at) % 2 === 1) throw errors.syntax();
  const settings: Setting[] = [];
  for (let i = at; i < argv.length; i += 2) settings.push({ name: argv[i]!, value: argv[i + 1]! });
  return settings;
}

const set = subcommand('CONFIG', {
  name: 'SET',
  since: '2.0.0',
  group: 'server',
  summary: 'Set parameters: all of them, or none if one cannot be set.',
  complexity: 'O(N) in the number of parameters',
  flags: FLAGS,
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  args: [
    rest(
      [
        {
          name: 'data',
          type: 'block',
          multiple: true,
          arguments: [
            { name: 'parameter', type: 'string' },
            { name: 'value', type: 'string' },
          ],
        },
      ],
      2,
      readSettings,
    ),
  ],
  execute({ engine }, settings) {
    const failure = engine.config.set(settings.map(({ name, value }) => [name, value]));
    if (failure === undefined) return OK;
    const { name } = failure;
    throw failure.unknown
      ? errors.unknownParameter(name)
      : errors.invalidParameter(name, failure.why);
  },
});

const resetstat = subcommand('CONFIG', {
  name: 'RESETSTAT',
  since: '2.0.0',
  group: 'server',
  summary: 'Set the statistics of INFO to zero.',
  complexity: 'O(N) in the number of commands',
  flags: FLAGS,
  args: [],
  execute({ engine }) {
    engine.stats.reset();
    return OK;
  },
});

const rewrite = subcommand('CONFIG', {
  name: 'REWRITE',
  since: '2.8.0',
  group: 'server',
  summary: 'Write the parameters as they are into the configuration file.',
  complexity: 'O(1)',
  flags: FLAGS,
  args: [],
  execute({ engine }) {
    const { config: parameters, configFile: file } = engine;
    if (!file) throw errors.noConfigFile();
    try {
      file.write(rewriteConfigFile(file.read(), parameters));
    } catch (fault) {
      throw errors.configRewriteFailed(fault instanceof Error ? fault.message : String(fault));
    }
    return OK;
  },
});

export const config = container({
  name: 'CONFIG',
  since: '2.0.0',
  group: 'server',
  summary: 'Tell or set the parameters of the server.',
  complexity: 'Depends on the subcommand',
  flags: [],
  subcommands: [get, set, resetstat, rewrite, help('CONFIG', { since: '5.0.0', group: 'server' })],
});
