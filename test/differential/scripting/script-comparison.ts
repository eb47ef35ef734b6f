import { InMemoryCache } from '../../../lib/engine/engine.js';
import { splitArguments } from '../../../lib/engine/split-arguments.js';
import type { ProtocolVersion } from '../../../lib/protocol/reply-encoder.js';
import { EngineClient } from '../../support/engine-client.js';
import type { RedisServer } from '../../support/redis-server.js';
import type { Frame } from '../../support/reply-parser.js';
import type { TestClient } from '../../support/test-client.js';
import type { ScriptCall, Snippet } from './snippet.js';

/** Commands that are sent at once. */
const BATCH = 2000;
const TIMEOUT_MS = 20_000;
/** Where Lua keeps a value tells nothing. */
const ADDRESS = /\b(table|function|thread|userdata): 0x[0-9a-f]+/g;
/** The length of a string in which an address was. */
const LENGTH = /\$\d+\r\n/g;

/** What one command answered on both sides, when that differs. */
export interface ScriptDifference {
  /** The index of the call. */
  readonly index: number;
  readonly argv: readonly string[];
  readonly ours: string;
  readonly theirs: string;
}

interface Sent {
  readonly index: number;
  readonly argv: readonly string[];
}

/** The two connections of a comparison, of an engine of its own and of a real server. */
export class ScriptComparison {
  private constructor(
    private readonly ours: EngineClient,
    private readonly theirs: TestClient,
  ) {}

  static async open(server: RedisServer, protocol: ProtocolVersion): Promise<ScriptComparison> {
    const ours = await EngineClient.connect(new InMemoryCache(), protocol);
    return new ScriptComparison(ours, await server.connect(protocol));
  }

  /** Runs scripts on both sides, each on an empty keyspace. @returns what differs, in order */
  async run(snippets: readonly Snippet[]): Promise<ScriptDifference[]> {
    return this.compare(snippets.flatMap((snippet, index) => commandsOf(asCall(snippet), index)));
  }

  /** Sends commands to both sides. @returns what differs, in order */
  async compare(commands: readonly Sent[]): Promise<ScriptDifference[]> {
    const differences: ScriptDifference[] = [];
    for (let start = 0; start < commands.length; start += BATCH) {
      const batch = commands.slice(start, start + BATCH);
      const lines = batch.map(({ argv }) => argv);
      this.theirs.send(lines);
      this.ours.send(lines);
      const ours = this.ours.rest();
      const theirs = await this.theirs.frames(batch.length, TIMEOUT_MS);
      for (const [i, sent] of batch.entries()) {
        const [a, b] = [masked(ours[i]), masked(theirs[i])];
        if (a !== b) differences.push({ ...sent, ours: a, theirs: b });
      }
    }
    return differences;
  }

  async close(): Promise<void> {
    await Promise.all([this.ours.close(), this.theirs.close()]);
  }
}

export function asCall(snippet: Snippet): ScriptCall {
  return typeof snippet === 'string' ? { script: snippet } : snippet;
}

/** Puts differences where people can read them; empty when there is none. */
export function tellDifferences(differences: readonly ScriptDifference[], shown: number): string {
  const told = differences
    .slice(0, shown)
    .map(
      ({ argv, ours, theirs }) =>
        `${argv[0]} ${JSON.stringify(argv[1] ?? '')} ${argv.slice(2).join(' ')}\n` +
        `  redis:  ${JSON.stringify(theirs)}\n  engine: ${JSON.stringify(ours)}`,
    );
  const more = differences.length - told.length;
  return [...told, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n');
}

function commandsOf(call: ScriptCall, index: number): Sent[] {
  const { script, keys = [], args = [], before = [], after = [] } = call;
  return [
    ['FLUSHALL'],
    ...before.map(words),
    ['EVAL', script, String(keys.length), ...keys, ...args],
    ...after.map(words),
  ].map((argv) => ({ index, argv }));
}

function words(line: string): readonly string[] {
  const argv = splitArguments(line);
  if (argv === undefined) throw new Error(`Unbalanced quotes: ${line}`);
  return argv;
}

/** The bytes of a reply without the addresses in them. */
export function masked(frame: Frame | undefined): string {
  const raw = frame?.raw ?? '(nothing)';
  return raw.search(ADDRESS) < 0 ? raw : raw.replace(ADDRESS, '$1: 0x').replace(LENGTH, '$$\r\n');
}
