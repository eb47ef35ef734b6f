import type { InMemoryCache } from '../../engine.js';
import type { LatencySeries } from '../../observers/latency-monitor.js';
import { sparkline } from './sparkline.js';

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'm'],
] as const;
const RULE = '-'.repeat(80);

/** Seconds in the largest unit that they fill. */
function ago(seconds: number): string {
  const unit = UNITS.find(([size]) => seconds >= size);
  return unit ? `${Math.floor(seconds / unit[0])}${unit[1]}` : `${seconds}s`;
}

/** LATENCY GRAPH: a bar per second in which the event took long. @param second since the epoch */
export function latencyGraph(event: string, series: LatencySeries, second: number): string {
  const values = series.samples.map(({ ms }) => ms);
  const [high, low] = [Math.max(...values), Math.min(...values)];
  const bars = series.samples.map(({ time, ms }) => ({ value: ms, label: ago(second - time) }));
  return `${event} - high ${high} ms, low ${low} ms (all time high ${series.max} ms)\n${RULE}\n${sparkline(bars)}`;
}

function describe(event: string, { samples, max }: LatencySeries): string {
  const average = samples.reduce((sum, { ms }) => sum + ms, 0) / samples.length;
  const deviation =
    samples.reduce((sum, { ms }) => sum + Math.abs(ms - average), 0) / samples.length;
  const span = samples.at(-1)!.time - samples[0]!.time || 1;
  return [
    `${event}: ${samples.length} slow seconds`,
    `(average ${Math.round(average)} ms, mean deviation ${Math.round(deviation)} ms,`,
    `one every ${(span / samples.length).toFixed(2)} s).`,
    `Longest ever: ${max} ms.`,
  ].join(' ');
}

/** What can be done about an event. */
const ADVICE: readonly (readonly [event: RegExp, advice: string])[] = [
  [
    /command$/,
    'See SLOWLOG GET for the commands that took long, and what they were asked to work on.',
  ],
  [
    /^fast-command$/,
    'Commands that are fast in themselves wait for what else the process does: look for pauses of the garbage collector and for other work in the same thread.',
  ],
  [
    /^expire-cycle$/,
    'Many keys expire at the same time. Spread their deadlines, or give the sweep less time in a row.',
  ],
  [/^eviction/, 'Keys are evicted while commands wait. Raise maxmemory, or write less at a time.'],
];

/** LATENCY DOCTOR: what was observed, and what to do about it. */
export function latencyReport({ latency, settings }: InMemoryCache): string {
  const threshold = settings.latencyMonitorThreshold;
  const events = [...latency.events];
  if (events.length === 0) {
    return threshold > 0
      ? `Nothing has taken ${threshold} ms or longer since the latency monitor is on. Lower latency-monitor-threshold to see more.\n`
      : 'The latency monitor is off, so there is nothing to report. Turn it on with "CONFIG SET latency-monitor-threshold <milliseconds>".\n';
  }
  const observed = events.map(([event, series], i) => `${i + 1}. ${describe(event, series)}`);
  const advice = ADVICE.filter(([pattern]) => events.some(([event]) => pattern.test(event))).map(
    ([, text]) => text,
  );
  const slower = settings.slowlogLogSlowerThan;
  if (threshold > 0 && (slower < 0 || Number(slower) > Number(threshold) * 1000)) {
    advice.unshift(
      `The slow log leaves out what the monitor sees. Use "CONFIG SET slowlog-log-slower-than ${BigInt(threshold) * 1000n}".`,
    );
  }
  return `These events took long:\n\n${observed.join('\n')}\n\nWhat may help:\n\n${advice.map((text) => `- ${text}\n`).join('')}`;
}
