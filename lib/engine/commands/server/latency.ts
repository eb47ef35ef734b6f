import type { Bytes } from '../../bytes.js';
import type { InMemoryCache } from '../../engine.js';
import { MapReply, VerbatimReply, type Reply } from '../../reply.js';
import { serverErrors } from '../../server-errors.js';
import { string, strings } from '../args.js';
import { help } from '../help.js';
import { container, subcommand, type Command, type CommandFlag } from '../spec.js';
import { subcommandsOf } from './command-info.js';
import { latencyGraph, latencyReport } from './latency-report.js';
import { named } from './named-command.js';

const FLAGS: readonly CommandFlag[] = ['admin', 'noscript', 'loading', 'stale'];
const REPORT_TIPS = [
  'nondeterministic_output',
  'request_policy:all_nodes',
  'response_policy:special',
];
const common = { since: '2.8.13', group: 'server', flags: FLAGS, tips: REPORT_TIPS } as const;

const doctor = subcommand('LATENCY', {
  ...common,
  name: 'DOCTOR',
  summary: 'Report what took long, and what may help.',
  complexity: 'O(1)',
  args: [],
  execute: ({ engine }) => new VerbatimReply(latencyReport(engine)),
});

const graph = subcommand('LATENCY', {
  ...common,
  name: 'GRAPH',
  summary: 'Draw how long an event took.',
  complexity: 'O(1)',
  args: [string('event')],
  execute({ engine, now }, event) {
    const series = engine.latency.events.get(event);
    if (series === undefined) throw serverErrors.noLatencySamples(event);
    return new VerbatimReply(latencyGraph(event, series, Math.floor(now / 1000)));
  },
});

const history = subcommand('LATENCY', {
  ...common,
  name: 'HISTORY',
  summary: 'Return when an event took how long.',
  complexity: 'O(1)',
  args: [string('event')],
  execute({ engine }, event) {
    const samples = engine.latency.events.get(event)?.samples ?? [];
    return samples.map(({ time, ms }) => [time, ms]);
  },
});

const latest = subcommand('LATENCY', {
  ...common,
  name: 'LATEST',
  summary: 'Return of each event when it last took long, how long that was, and the longest ever.',
  complexity: 'O(1)',
  args: [],
  execute({ engine }) {
    return [...engine.latency.events].map(([event, { samples, max }]) => {
      const { time, ms } = samples.at(-1)!;
      return [event, time, ms, max];
    });
  },
});

const reset = subcommand('LATENCY', {
  ...common,
  name: 'RESET',
  summary: 'Forget what took long, of some events or of all.',
  complexity: 'O(1)',
  tips: ['request_policy:all_nodes', 'response_policy:all_succeeded'],
  args: [strings('event', 0)],
  execute: ({ engine }, events) => engine.latency.reset(events),
});

/** The commands of these names; a container stands for its subcommands, no name for all commands. */
function commandsOf({ table }: InMemoryCache, names: readonly Bytes[]): Iterable<Command> {
  const withSubcommands = (command: Command): readonly Command[] =>
    command.subcommands ? [command, ...subcommandsOf(command)] : [command];
  if (names.length === 0) return table.commands.flatMap(withSubcommands);
  return names.flatMap((name) => {
    const command = named(table, name);
    return command ? withSubcommands(command) : [];
  });
}

const histogram = subcommand('LATENCY', {
  ...common,
  name: 'HISTOGRAM',
  since: '7.0.0',
  summary: 'Return how many calls of commands took at most how long.',
  complexity: 'O(N) in the number of commands asked for',
  args: [strings('command', 0)],
  execute({ engine }, names) {
    const entries: (readonly [Bytes, Reply])[] = [];
    for (const command of commandsOf(engine, names)) {
      const calls = engine.stats.peek(command)?.histogram;
      if (calls === undefined || calls.count === 0) continue;
      entries.push([
        command.fullName,
        MapReply.of([
          ['calls', calls.count],
          ['histogram_usec', MapReply.of(calls.distribution())],
        ]),
      ]);
    }
    return MapReply.of(entries);
  },
});

export const latency = container({
  name: 'LATENCY',
  since: '2.8.13',
  group: 'server',
  summary: 'Tell what takes how long.',
  complexity: 'Depends on the subcommand',
  flags: [],
  subcommands: [
    doctor,
    graph,
    histogram,
    history,
    latest,
    reset,
    help('LATENCY', { since: '2.8.13', group: 'server' }),
  ],
});
