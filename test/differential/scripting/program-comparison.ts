import { InMemoryCache } from '../../../lib/engine/engine.js';
import type { ProtocolVersion } from '../../../lib/protocol/reply-encoder.js';
import { EngineClient } from '../../support/engine-client.js';
import type { RedisServer } from '../../support/redis-server.js';
import type { Frame } from '../../support/reply-parser.js';
import type { TestClient } from '../../support/test-client.js';
import { randomProgram } from '../generators/lua/program.js';
import { readBack, type Leftover } from '../harness/read-back.js';
import { masked } from './script-comparison.js';

/** The names of the keys of a program, behind its number. */
const KEYS = ['a', 'b', 'c', 'd', 'e'];
const TIMEOUT_MS = 20_000;
/** How many trials a smaller program may cost. */
const MAX_TRIALS = 400;

/** A program that the two sides answered, or left the keyspace, differently. */
export interface ProgramDifference {
  readonly program: readonly string[];
  readonly ours: string;
  readonly theirs: string;
}

/** Runs random programs on an engine of its own and on a real server, many per round trip. */
export class ProgramComparison {
  private constructor(
    private readonly engine: InMemoryCache,
    private readonly ours: EngineClient,
    private readonly theirs: TestClient,
  ) {}

  static async open(server: RedisServer, protocol: ProtocolVersion): Promise<ProgramComparison> {
    const engine = new InMemoryCache();
    const ours = await EngineClient.connect(engine, protocol);
    // Only since 7.2 can a set be a listpack.
    await ours.call('CONFIG', 'SET', 'set-max-listpack-entries', '0');
    return new ProgramComparison(engine, ours, await server.connect(protocol));
  }

  async close(): Promise<void> {
    await Promise.all([this.ours.close(), this.theirs.close()]);
  }

  /** Compares the programs of consecutive seeds, each with keys of its own. @returns the seeds that differ */
  async seeds(first: number, count: number): Promise<number[]> {
    const programs = Array.from({ length: count }, (_, i) => randomProgram(first + i));
    const found = await this.compare(programs);
    return [...found.keys()].toSorted((a, b) => a - b).map((index) => first + index);
  }

  /** What a program does differently, by itself. */
  async difference(program: readonly string[]): Promise<ProgramDifference | undefined> {
    return (await this.compare([program])).get(0);
  }

  /** Takes lines away from a program for as long as it still differs. */
  async shrink(program: readonly string[]): Promise<readonly string[]> {
    let smallest = program;
    let trials = 0;
    for (let size = program.length >> 1; size >= 1; size = size === 1 ? 0 : (size + 1) >> 1) {
      for (let start = 0; start < smallest.length && trials < MAX_TRIALS; trials++) {
        const candidate = smallest.toSpliced(start, size);
        if ((await this.difference(candidate)) === undefined) start++;
        else smallest = candidate;
      }
    }
    return smallest;
  }

  /** @returns the differences by the index of the program */
  private async compare(
    programs: readonly (readonly string[])[],
  ): Promise<Map<number, ProgramDifference>> {
    const { ours, theirs } = this;
    const found = new Map<number, ProgramDifference>();
    const commands = [
      ['FLUSHALL'],
      ['SCRIPT', 'FLUSH'],
      ...programs.map((lines, i) => evaluation(lines, i)),
    ];
    theirs.send(commands);
    ours.send(commands);
    const answers = ours.rest();
    const others = await theirs.frames(commands.length, TIMEOUT_MS);
    for (const [i, program] of programs.entries()) {
      const [a, b] = [masked(answers[i + 2]), masked(others[i + 2])];
      if (a !== b) found.set(i, { program, ours: a, theirs: b });
    }
    const ask = async (argv: readonly string[]) => {
      ours.send([argv]);
      return ours.rest();
    };
    for (const left of await readBack(this.engine, ask, theirs, TIMEOUT_MS)) {
      const [a, b] = [left.ours, left.theirs].map((frames) => told(left.argv, frames)) as [
        string,
        string,
      ];
      for (const index of programsOf(left)) {
        if (!found.has(index)) found.set(index, { program: programs[index]!, ours: a, theirs: b });
      }
    }
    return found;
  }
}

function evaluation(lines: readonly string[], index: number): string[] {
  const keys = KEYS.map((key) => `p${index}:${key}`);
  return ['EVAL', lines.join('\n'), String(keys.length), ...keys];
}

/** The programs whose keys a question is about: KEYS is about those that only one side has. */
function programsOf({ argv, ours, theirs }: Leftover): number[] {
  const [a, b] = [keysOf(ours), keysOf(theirs)];
  const names =
    argv[0] === 'KEYS' ? [...a, ...b].filter((name) => a.has(name) !== b.has(name)) : argv;
  return names.flatMap((name) => /^p(\d+):/.exec(name)?.[1] ?? []).map(Number);
}

function keysOf([frame]: readonly Frame[]): ReadonlySet<string> {
  return new Set(Array.isArray(frame?.reply) ? frame.reply.map(String) : []);
}

function told(argv: readonly string[], frames: readonly Frame[]): string {
  return `${argv.join(' ')} afterwards: ${frames.map(({ raw }) => raw).join('')}`;
}
