import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../lib/engine/clock.js';
import { commandTable } from '../../../lib/engine/commands/table.js';
import type { Keyspace } from '../../../lib/engine/keyspace/keyspace.js';
import { LatencyHistogram } from '../../../lib/engine/observers/latency-histogram.js';
import { Rate } from '../../../lib/engine/observers/rate.js';
import { Stats } from '../../../lib/engine/observers/stats.js';
import { MapReply, VerbatimReply, type Reply } from '../../../lib/engine/reply.js';
import { error, recordingEngine, type RecordingClient } from '../../support/recording-client.js';

const START = new ManualClock().now() / 1000;

function monitored(threshold = '5') {
  return recordingEngine({
    config: { 'enable-debug-command': 'yes', 'latency-monitor-threshold': threshold },
  });
}

function sleep(client: RecordingClient, ...seconds: number[]): void {
  for (const each of seconds) client.run(`DEBUG SLEEP ${each}`);
}

function text(reply: unknown): string {
  expect(reply).toBeInstanceOf(VerbatimReply);
  return (reply as VerbatimReply).text;
}

describe('the latency monitor', () => {
  it('is off unless there is a threshold', () => {
    const { client } = monitored('0');
    sleep(client, 1);
    expect(client.run('LATENCY LATEST')).toEqual([]);
  });

  it('remembers the longest of each second', () => {
    const { client } = monitored();
    sleep(client, 0.004, 0.005, 0.02, 0.01, 1);
    expect(client.run('LATENCY LATEST')).toEqual([['command', START + 1, 1000, 1000]]);
    sleep(client, 0.5);
    expect(client.run('LATENCY HISTORY command')).toEqual([
      [START, 20],
      [START + 1, 1000],
    ]);
    expect(client.run('LATENCY LATEST')).toEqual([['command', START + 1, 1000, 1000]]);
    expect(client.run('LATENCY HISTORY nope')).toEqual([]);
  });

  it('keeps 160 samples of an event', () => {
    const { client } = monitored();
    for (let i = 0; i < 170; i++) sleep(client, 1);
    const history = client.run('LATENCY HISTORY command') as Reply[][];
    expect(history).toHaveLength(160);
    expect(history[0]).toEqual([START + 11, 1000]);
  });

  it('forgets some events or all', () => {
    const { client } = monitored();
    sleep(client, 1);
    expect(client.run('LATENCY RESET nope')).toBe(0);
    expect(client.run('LATENCY RESET nope command command')).toBe(1);
    sleep(client, 1);
    expect(client.run('LATENCY RESET')).toBe(1);
    expect(client.run('LATENCY LATEST')).toEqual([]);
  });

  it('draws a graph', () => {
    const { client, clock } = monitored('1');
    for (const seconds of [0.01, 0.002, 0.005, 0.02, 0.003, 0.008]) {
      sleep(client, seconds);
      clock.advance(1000 - (clock.now() % 1000));
    }
    expect(text(client.run('LATENCY GRAPH command'))).toBe(
      [
        'command - high 20 ms, low 2 ms (all time high 20 ms)',
        '-'.repeat(80),
        '   #  ',
        '   |  ',
        '#  | o',
        '|_#|_|',
        '      ',
        '654321',
        'ssssss',
        '',
      ].join('\n'),
    );
    expect(client.run('LATENCY GRAPH nope')).toEqual(
      error("ERR No samples available for event 'nope'"),
    );
  });

  it('starts another row of a graph every 80 columns', () => {
    const { client } = monitored();
    for (let i = 0; i < 81; i++) sleep(client, 1);
    const lines = text(client.run('LATENCY GRAPH command')).split('\n');
    expect(lines.map(({ length }) => length)).toEqual([
      59, 80, 80, 80, 80, 80, 80, 80, 80, 80, 0, 1, 1, 1, 1, 1, 1, 1, 0,
    ]);
  });

  it('reports what was observed and what may help', () => {
    const { client } = monitored('0');
    expect(text(client.run('LATENCY DOCTOR'))).toMatch(/monitor is off/);
    client.run('CONFIG SET latency-monitor-threshold 5');
    expect(text(client.run('LATENCY DOCTOR'))).toMatch(/Nothing has taken 5 ms/);
    sleep(client, 1, 3);
    const report = text(client.run('LATENCY DOCTOR'));
    expect(report).toMatch(/1\. command: 2 slow seconds \(average 2000 ms, mean deviation 1000 ms/);
    expect(report).toMatch(/Longest ever: 3000 ms/);
    expect(report).toMatch(/slowlog-log-slower-than 5000/);
  });
});

describe('LATENCY HISTOGRAM', () => {
  const distributions = (client: RecordingClient, line: string): unknown => {
    const reply = client.run(line) as MapReply;
    return reply.entries.map(([name, figures]) => [
      name,
      ...(figures as MapReply).entries.map(([, value]) =>
        value instanceof MapReply ? value.entries : value,
      ),
    ]);
  };

  it('tells how many calls took how long at most', () => {
    const { client } = monitored('0');
    sleep(client, 0.003, 0.008, 0.02, 0.008);
    expect(distributions(client, 'LATENCY HISTOGRAM debug nope')).toEqual([
      [
        'debug',
        4,
        [
          [4227, 1],
          [8454, 3],
          [33816, 4],
        ],
      ],
    ]);
  });

  it('knows all calls of commands of which few are timed', () => {
    const { client } = monitored('0');
    for (let i = 0; i < 100; i++) client.run('GET k');
    const [[name, calls, [bucket]]] = distributions(client, 'LATENCY HISTOGRAM get') as [
      [string, number, [[number, number]]],
    ];
    expect([name, calls, bucket[1]]).toEqual(['get', 100, 100]);
  });

  it('lets a cold first call stand for few others', () => {
    const stats = new Stats();
    const ping = commandTable.find('PING')!;
    const counted = stats.of(ping);
    const untouched = {} as Keyspace;
    const stoodFor: number[] = [];
    for (; counted.calls < 200; counted.calls++) {
      const calls = stats.timedCalls(counted, ping, ['PING'], untouched, false);
      if (calls > 0) stoodFor.push(calls);
    }
    expect(stoodFor).toEqual([1, 1, 1, 2, 4, 8, 16, 32, 64, 64]);
  });

  it('names subcommands by their container or by themselves', () => {
    const { client } = monitored('0');
    client.run('CLIENT ID');
    client.run('CLIENT GETNAME');
    const names = (line: string): unknown =>
      (client.run(line) as MapReply).entries.map(([name]) => name);
    expect(names('LATENCY HISTOGRAM CLIENT|ID')).toEqual(['client|id']);
    expect(names('LATENCY HISTOGRAM client')).toEqual(['client|id', 'client|getname']);
  });

  it('is not kept without latency-tracking', () => {
    const { client } = monitored('0');
    client.run('CONFIG SET latency-tracking no');
    client.run('CONFIG RESETSTAT');
    client.run('PING');
    expect(distributions(client, 'LATENCY HISTOGRAM ping')).toEqual([]);
  });
});

describe('a histogram of latencies', () => {
  it.each([0, 1, 255, 256, 1000, 1023, 65_535, 1e6, 123_456_789, 1e9, 1e12])(
    'keeps %d ns within one percent',
    (ns) => {
      const histogram = new LatencyHistogram();
      histogram.add(ns);
      const wanted = Math.min(1e9, Math.max(1, ns));
      const found = Math.round(histogram.percentile(50) * 1000);
      expect(found).toBeGreaterThanOrEqual(wanted);
      expect(found).toBeLessThanOrEqual(wanted * 1.01);
    },
  );

  it('finds percentiles', () => {
    const histogram = new LatencyHistogram();
    for (let i = 1; i <= 100; i++) histogram.add(i);
    histogram.add(200, 900);
    expect([0, 5, 10, 50, 100].map((each) => histogram.percentile(each))).toEqual([
      0.001, 0.05, 0.1, 0.2, 0.2,
    ]);
    expect(histogram.count).toBe(1000);
    expect(new LatencyHistogram().percentile(50)).toBe(0);
  });

  it('counts all at the last bound', () => {
    const histogram = new LatencyHistogram();
    for (const ns of [5, 1023, 1024, 3000, 5_000_000, 2e9]) histogram.add(ns);
    expect(histogram.distribution()).toEqual([
      [1, 3],
      [4, 4],
      [8454, 5],
      [1082130, 6],
    ]);
  });
});

describe('a rate', () => {
  it('is the mean of the last 16 looks', () => {
    const rate = new Rate();
    expect(rate.perSecond).toBe(0);
    for (let i = 0; i <= 16; i++) rate.sample(1000 + i * 100, i * 50);
    expect(rate.perSecond).toBe(500);
    for (let i = 17; i <= 24; i++) rate.sample(1000 + i * 100, 800);
    expect(rate.perSecond).toBe(250);
  });

  it('does not look again within 100 ms, nor believe a counter that was reset', () => {
    const rate = new Rate();
    rate.sample(1000, 0);
    rate.sample(1050, 1_000_000);
    expect(rate.perSecond).toBe(0);
    rate.sample(1100, 16);
    rate.sample(1200, 0);
    expect(rate.perSecond).toBe(10);
  });
});
