import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { ReplyError, type Reply } from '../../../lib/engine/reply.js';
import type { ProtocolVersion } from '../../../lib/protocol/reply-encoder.js';
import { openFace, type EngineFace, type FaceName } from '../../support/engine-face.js';
import type { RedisServer } from '../../support/redis-server.js';
import type { Frame } from '../../support/reply-parser.js';
import type { TestClient } from '../../support/test-client.js';
import { sameFrames, sameTransaction } from './equivalence.js';
import { readBack } from './read-back.js';
import { EXPIRE, WAIT, type Step } from './step.js';

/** A step that the two sides answered differently. */
export interface Mismatch {
  /** The index of the step. */
  readonly index: number;
  readonly step: Step;
  /** The raw replies; several when a command answers more than once, none when nothing came. */
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

interface Connection {
  readonly ours: TestClient;
  readonly theirs: TestClient;
  /** The commands that the open transaction has queued. */
  queue: (readonly string[])[];
}

/** How long to wait for replies, in ms. */
export const REPLY_TIMEOUT_MS = 500;
/** The same where a second look is taken before anything is told. */
export const QUICK_TIMEOUT_MS = 100;
/** How long a real server has to learn of a deadline before it passes, in ms. */
const DEADLINE_MS = 8;
/** The connection that looks at what is left; no sequence has so many. */
const LAST = 99;
/** Leaves MULTI and subscriber mode, so that what comes before its reply was too much. */
const SENTINEL = ['RESET'];

/**
 * Runs one sequence of commands on an engine of its own and on a real server, and compares all that comes back, in
 * order, pushes included, and then all that they left. Both sides start empty. Consecutive commands of one connection
 * are pipelined.
 */
export class Comparison {
  private readonly clock = new ManualClock(Date.now());
  private readonly engine = new InMemoryCache({ clock: this.clock });
  private readonly connections = new Map<number, Connection>();
  private readonly mismatches: Mismatch[] = [];
  /** Asks the real server who waits. */
  private observer: TestClient | undefined;
  private face!: EngineFace;

  /**
   * @param limit after how many mismatches to stop; what follows the first is often its echo
   * @param timeout ms to wait for replies that this engine has given
   * @param deadline ms that the real server has to learn of a near deadline before it passes
   * @param faceName the way on which this engine is asked
   */
  constructor(
    private readonly server: RedisServer,
    private readonly protocol: ProtocolVersion,
    private readonly limit = 1,
    private readonly timeout = REPLY_TIMEOUT_MS,
    private readonly deadline = DEADLINE_MS,
    private readonly faceName: FaceName = 'gate',
  ) {}

  /** @returns what differed, empty when nothing did */
  async run(steps: readonly Step[]): Promise<readonly Mismatch[]> {
    this.face = await openFace(this.faceName, this.engine);
    try {
      await this.empty();
      for (let start = 0; start < steps.length && !this.enough();) {
        let end = start + 1;
        while (end < steps.length && this.joins(steps[start]!, steps[end]!)) end++;
        await this.batch(steps.slice(start, end), start);
        start = end;
      }
      if (!this.enough()) await this.finish(steps.length);
    } finally {
      for (const { ours, theirs } of this.connections.values()) {
        await Promise.all([ours.close(), theirs.close()]);
      }
      await this.observer?.close();
      await this.face.close();
    }
    return this.mismatches;
  }

  /** What this engine answers to a command, and what else has come to its client. */
  private async ask(client: TestClient, argv: readonly string[]): Promise<Frame[]> {
    client.send([argv]);
    await this.face.settle();
    return client.rest();
  }

  private enough(): boolean {
    return this.mismatches.length >= this.limit;
  }

  /**
   * Whether a step can be pipelined behind another one. While somebody waits none can: Redis runs what those have sent
   * behind their answers once the pipeline of who has served them is through.
   */
  private joins(first: Step, next: Step): boolean {
    return next.on === first.on && isCommand(first) && isCommand(next) && this.waiting === 0;
  }

  private async empty(): Promise<void> {
    const { ours, theirs } = await this.connection(1);
    await theirs.pipeline([
      ['CONFIG', 'SET', 'notify-keyspace-events', ''],
      ['CONFIG', 'SET', 'stream-node-max-entries', '100'],
      ['DEBUG', 'SET-ACTIVE-EXPIRE', '0'],
    ]);
    // Only since 7.2 can a set be a listpack.
    await ours.call('CONFIG', 'SET', 'set-max-listpack-entries', '0');
    // The last command of both, as CLIENT LIST tells it.
    await Promise.all([ours.call('FLUSHALL'), theirs.call('FLUSHALL')]);
  }

  private async connection(on: number): Promise<Connection> {
    let connection = this.connections.get(on);
    if (connection === undefined) {
      const ours = await this.face.connect(this.protocol);
      const theirs = await this.server.connect(this.protocol);
      connection = { ours, theirs, queue: [] };
      this.connections.set(on, connection);
    }
    return connection;
  }

  private async batch(steps: readonly Step[], start: number): Promise<void> {
    const { on, argv } = steps[0]!;
    if (argv[0] === WAIT) return this.wait(Number(argv[1]));
    if (argv[0] === EXPIRE) {
      const deadline = Date.now() + this.deadline;
      await this.batch([{ on, argv: ['PEXPIREAT', argv[1] ?? '', String(deadline)] }], start);
      return this.wait(deadline + 1 - Date.now());
    }
    const connection = await this.connection(on);
    const { ours, theirs } = connection;
    this.clock.set(Date.now());
    const { waiting } = this;
    const answers: Frame[][] = [];
    for (const step of steps) answers.push(await this.ask(ours, step.argv));
    theirs.send(steps.map((step) => step.argv));
    for (const [i, answer] of answers.entries()) {
      const other = await arrived(theirs, answer.length, this.timeout);
      this.compare(connection, start + i, steps[i]!, answer, other);
      if (this.enough()) return;
    }
    await this.compareOthers(start + steps.length - 1, steps.at(-1)!);
    if (this.waiting !== waiting) await this.untilAllWait();
  }

  /** How many commands wait: for keys, or for the end of a pause. */
  private get waiting(): number {
    return this.engine.blocked.count + this.engine.pauses.count;
  }

  /** Who waits sends no reply that would tell that the command has arrived; what others send then comes later. */
  private async untilAllWait(): Promise<void> {
    if (this.engine.pauses.all) return this.wait(DEADLINE_MS);
    if (this.observer?.closed !== false) this.observer = await this.server.connect();
    const wanted = `blocked_clients:${this.waiting}\r\n`;
    for (const end = Date.now() + this.timeout; Date.now() < end;) {
      if (String(await this.observer.call('INFO', 'clients')).includes(wanted)) return;
    }
  }

  private async wait(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.clock.set(Date.now());
  }

  /** What the commands of one connection sent to the others. */
  private async compareOthers(index: number, step: Step): Promise<void> {
    for (const [on, connection] of this.connections) {
      if (on === step.on) continue;
      const answer = connection.ours.rest();
      if (answer.length === 0) continue;
      const other = await arrived(connection.theirs, answer.length, this.timeout);
      this.compare(connection, index, { on, argv: ['(pushed)'] }, answer, other);
    }
  }

  /** Nothing may be left over, on either side. */
  private async finish(index: number): Promise<void> {
    for (const [on, connection] of this.connections) {
      const { ours, theirs } = connection;
      if (ours.closed) {
        if (theirs.closed) continue;
        await arrived(theirs, 1, 50);
        if (!theirs.closed) this.report(index, { on, argv: ['(closed)'] }, ['closed'], ['open']);
        continue;
      }
      theirs.send([SENTINEL]);
      const answer = await this.ask(ours, SENTINEL);
      const other = await arrived(theirs, answer.length, this.timeout);
      other.push(...theirs.rest());
      this.compare(connection, index, { on, argv: SENTINEL }, answer, other);
    }
    if (!this.enough()) await this.compareKeys(index);
  }

  private async compareKeys(index: number): Promise<void> {
    const connection = await this.connection(LAST);
    const { ours, theirs } = connection;
    const ask = (argv: readonly string[]) => this.ask(ours, argv);
    for (const left of await readBack(this.engine, ask, theirs, this.timeout)) {
      this.report(index, { on: LAST, argv: left.argv }, left.ours.map(raw), left.theirs.map(raw));
      if (this.enough()) return;
    }
  }

  private compare(
    connection: Connection,
    index: number,
    step: Step,
    ours: readonly Frame[],
    theirs: readonly Frame[],
  ): void {
    const queue = connection.queue;
    const same = isExec(step)
      ? sameTransaction(queue, ours, theirs)
      : sameFrames(step.argv, ours, theirs);
    connection.queue = nextQueue(queue, step, ours[0]?.reply);
    if (!same) this.report(index, step, ours.map(raw), theirs.map(raw));
  }

  private report(index: number, step: Step, ours: string[], theirs: string[]): void {
    this.mismatches.push({ index, step, ours, theirs });
  }
}

function isCommand({ argv }: Step): boolean {
  return argv[0] !== WAIT && argv[0] !== EXPIRE;
}

/** What came of `count` frames: fewer when they do not come in time. */
async function arrived(client: TestClient, count: number, timeout: number): Promise<Frame[]> {
  try {
    return await client.frames(count, timeout);
  } catch {
    return client.rest();
  }
}

function isExec(step: Step): boolean {
  return step.argv[0]?.toUpperCase() === 'EXEC';
}

function nextQueue(
  queue: (readonly string[])[],
  step: Step,
  reply: Reply | undefined,
): (readonly string[])[] {
  if (reply instanceof ReplyError) return queue;
  const queued =
    reply !== null && typeof reply === 'object' && 'text' in reply && reply.text === 'QUEUED';
  return queued ? [...queue, step.argv] : [];
}

function raw(frame: Frame): string {
  return frame.raw;
}
