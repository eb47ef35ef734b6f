import type { Bytes } from './bytes.js';
import { stopwatchOf } from './clock.js';
import { NEVER_QUEUED, protection } from './commands/admission.js';
import type { CommandTable } from './commands/command-table.js';
import type { Command, RunWords } from './commands/spec.js';
import { errors } from './errors.js';
import type { InMemoryCache } from './engine.js';
import { GateContext } from './gate-context.js';
import { refusal } from './gate-refusal.js';
import { asReplyError, pushesOf } from './gate-replies.js';
import { countServed } from './observers/waited.js';
import { Blocked } from './observers/blocking.js';
import type { Keyspace } from './keyspace/keyspace.js';
import type { MonitorFeed } from './observers/monitor.js';
import { withOwnEvents, withServed } from './observers/reply-order.js';
import type { Stats } from './observers/stats.js';
import { discardTransaction } from './observers/transaction.js';
import { NO_REPLY, QUEUED, ReplyError, type Reply } from './reply.js';
import { SessionState, type Session } from './session.js';
import type { Settings } from './settings.js';
import type { Unit } from './unit.js';

/** What the gate works on. */
export interface GateParts {
  readonly engine: InMemoryCache;
  readonly table: CommandTable;
  readonly databases: readonly Keyspace[];
  readonly unit: Unit;
  readonly stats: Stats;
  readonly monitors: MonitorFeed;
}

/** The one way into the engine: `execute` admits a command and calls it, as one unit. */
export class Gate {
  private readonly engine: InMemoryCache;
  private readonly table: CommandTable;
  private readonly databases: readonly Keyspace[];
  private readonly unit: Unit;
  private readonly stats: Stats;
  private readonly monitors: MonitorFeed;
  private readonly settings: Settings;
  private readonly stopwatch: () => number;
  /** Whether {@link runWords} takes texts of the application: somebody sweeps, who copies what is kept. */
  lending = false;
  /** Whether commands are looked at although their session is in no special state. */
  attentive = false;
  private isPausing = false;
  private isLimited = false;
  private readonly context: GateContext;
  private readonly multi: Command;
  private readonly exec: Command;

  constructor(parts: GateParts) {
    this.engine = parts.engine;
    this.table = parts.table;
    this.databases = parts.databases;
    this.unit = parts.unit;
    this.stats = parts.stats;
    this.monitors = parts.monitors;
    this.settings = parts.engine.settings;
    this.stopwatch = stopwatchOf(parts.engine.clock);
    this.context = new GateContext(parts.engine, parts.unit);
    this.multi = parts.table.find('MULTI')!;
    this.exec = parts.table.find('EXEC')!;
  }

  /**
   * Runs one command of a session as one unit and returns its reply. An error is a reply too; an exception is a bug
   * of the engine, and leaves the session as it is.
   * @param argv the name and the arguments; not changed, and kept only by MULTI
   * @throws Error when the session was disconnected, or waits for a blocking command
   */
  execute(session: Session, argv: readonly Bytes[]): Reply | Blocked {
    const command = this.table.find(argv[0] ?? '');
    if (command) return this.run(session, command, argv);
    if (session.state >= SessionState.CLOSING) return this.stopped(session);
    return this.unknown(session, argv);
  }

  /** As {@link execute}, for a face that has looked the command or container up already. */
  run(session: Session, found: Command, argv: readonly Bytes[]): Reply | Blocked {
    if (session.state >= SessionState.CLOSING) return this.stopped(session);
    let command = found;
    if (found.subcommands && argv.length > 1) {
      const sub = found.subcommands.get(argv[1]!.toUpperCase());
      if (!sub) return this.unknown(session, argv, found);
      command = sub;
    }
    session.lastCommand = command.fullName;
    session.lastActive = this.unit.lastLook;
    const arity = command.arity;
    if (arity > 0 ? argv.length !== arity : argv.length < -arity) {
      return this.refuse(session, command, argv, errors.wrongArity(command.fullName));
    }
    if (session.state !== 0 || this.attentive) {
      const answer = this.admit(session, command, argv);
      if (answer !== undefined) return answer;
    }
    this.unit.begin();
    try {
      const reply = this.call(session, command, argv);
      return session.state === 0 || reply instanceof Blocked ? reply : this.answer(session, reply);
    } finally {
      this.unit.end();
    }
  }

  /**
   * As {@link run}, for a quick command whose words are in no array.
   * @returns `undefined` when somebody wants to see more of it: then nothing has been done
   */
  runWords(
    session: Session,
    command: Command,
    runWords: RunWords,
    a: Bytes,
    b: Bytes,
    c: Bytes,
  ): Reply | undefined {
    const { unit } = this;
    if (session.state !== 0 || this.attentive || this.monitors.active) return undefined;
    session.lastCommand = command.fullName;
    session.lastActive = unit.lastLook;
    unit.begin();
    try {
      return this.callWords(session, command, runWords, a, b, c);
    } finally {
      unit.end();
    }
  }

  /** As {@link runWords}, inside the open unit and for a session that may run the command. */
  callWords(
    session: Session,
    command: Command,
    runWords: RunWords,
    a: Bytes,
    b: Bytes,
    c: Bytes,
  ): Reply | undefined {
    const { context, stats, unit } = this;
    const counted = stats.of(command);
    if (this.settings.timesEveryCommand || !stats.passes(counted)) return undefined;
    context.session = session;
    context.db = this.databases[session.db]!;
    unit.lends = this.lending && command.takesLoans;
    let reply: Reply | Blocked;
    try {
      reply = runWords(context, a, b, c);
    } catch (thrown) {
      reply = asReplyError(thrown);
    } finally {
      unit.lends = false;
    }
    stats.ran(counted, reply);
    return reply as Reply;
  }

  /** Whether CLIENT PAUSE lets commands wait. */
  get pausing(): boolean {
    return this.isPausing;
  }

  set pausing(on: boolean) {
    this.isPausing = on;
    this.attentive = on || this.isLimited;
  }

  /** There is a `maxmemory`. */
  set limited(on: boolean) {
    this.isLimited = on;
    this.attentive = on || this.isPausing;
  }

  /** In a pause keys do not expire, but a transaction that has begun it goes on as if there was none. */
  get keepsExpired(): boolean {
    return this.pausing && !this.context.session.is(SessionState.EXECUTING);
  }

  /** Runs an admitted command inside the open unit. */
  private call(session: Session, command: Command, argv: readonly Bytes[]): Reply | Blocked {
    const { context, stats } = this;
    context.session = session;
    context.db = this.databases[session.db]!;
    context.argv = argv;
    const counted = stats.of(command);
    const { timesEveryCommand } = this.settings;
    const times = stats.timedCalls(counted, command, argv, context.db, timesEveryCommand);
    const start = times > 0 ? this.stopwatch() : 0;
    let reply: Reply | Blocked;
    try {
      reply = session.is(SessionState.NO_TOUCH | SessionState.TRACKING)
        ? this.runObserved(session, command, argv)
        : command.run(context, argv);
    } catch (thrown) {
      reply = asReplyError(thrown);
    }
    stats.ran(counted, reply);
    if (times > 0) {
      const ms = this.stopwatch() - start;
      if (reply instanceof Blocked) stats.waits(counted, (reply.begunMs = ms));
      else this.took(session, command, argv, times, ms);
    }
    if (this.monitors.active) this.monitors.feed(session, command, argv);
    return reply;
  }

  /** Takes note of how long a command took. @param times for how many calls it stands */
  private took(
    session: Session,
    command: Command,
    argv: readonly Bytes[],
    times: number,
    ms: number,
  ): void {
    const { engine, stats, settings } = this;
    stats.timed(stats.of(command), times, ms, settings.latencyTracking);
    engine.slowLog.add(session, command, argv, ms);
    engine.latency.add(command.flags.includes('fast') ? 'fast-command' : 'command', ms);
  }

  /** Runs a command of a transaction, if the user still may run it. */
  execQueued(session: Session, command: Command, argv: readonly Bytes[]): Reply {
    if (session.is(SessionState.RESTRICTED)) {
      const refusal = this.engine.acl.refusal(session, command, argv, 'exec');
      if (refusal) {
        this.stats.failed(refusal);
        return refusal;
      }
    }
    return this.callQueued(session, command, argv);
  }

  /** Runs a command of a transaction or a script, where none can wait. */
  callQueued(session: Session, command: Command, argv: readonly Bytes[]): Reply {
    const reply = this.call(session, command, argv);
    if (reply instanceof Blocked) throw new Error(`${command.name} cannot wait here`);
    return reply;
  }

  /**
   * Runs what a face has collected for MULTI ... EXEC as one unit, without queueing it first.
   * @param commands run by {@link execQueued} and {@link callWords}
   * @returns their replies, or `undefined` when the session asks for the long way: then nothing has been done
   */
  transact<T>(session: Session, commands: () => T): T | undefined {
    if (session.state !== 0 || session.transaction || this.monitors.active || this.attentive) {
      return undefined;
    }
    const { unit, stats } = this;
    stats.of(this.multi).calls++;
    stats.of(this.exec).calls++;
    stats.processed += 2;
    session.lastCommand = this.exec.fullName;
    session.lastActive = unit.lastLook;
    unit.begin();
    session.turn(SessionState.EXECUTING, true);
    try {
      return commands();
    } finally {
      session.turn(SessionState.EXECUTING, false);
      unit.end();
    }
  }

  /** Tries to answer a command that waits, in the name of its session, inside the open unit. */
  serve(blocked: Blocked, key: Bytes): Reply | undefined {
    const [start, queued] = [this.stopwatch(), this.unit.queued];
    const reply = this.attempt(blocked, key);
    if (reply === undefined) return undefined;
    countServed(this.engine, blocked, this.stopwatch() - start, reply);
    return withOwnEvents(this.unit, blocked, reply, queued);
  }

  private attempt(blocked: Blocked, key: Bytes): Reply | undefined {
    const { context } = this;
    const { session, db, argv } = context;
    context.session = blocked.session;
    context.db = this.databases[blocked.db]!;
    context.argv = blocked.argv;
    try {
      this.checkServed(blocked);
      return blocked.request.serve(context, key);
    } catch (thrown) {
      return asReplyError(thrown);
    } finally {
      context.session = session;
      context.db = db;
      context.argv = argv;
    }
  }

  /** Who waits may have lost the right to what it waits for. @throws NOPERM */
  private checkServed({ session, command, argv }: Blocked): void {
    if (!session.is(SessionState.RESTRICTED)) return;
    const refusal = this.engine.acl.refusal(session, command, argv, 'toplevel');
    if (refusal) throw refusal;
  }

  /** Runs a command of a session that its reads matter to. */
  private runObserved(session: Session, command: Command, argv: readonly Bytes[]): Reply | Blocked {
    try {
      if (session.is(SessionState.NO_TOUCH)) return this.runUntouched(command, argv);
      return command.run(this.context, argv);
    } finally {
      if (session.is(SessionState.TRACKING)) this.engine.tracking.read(session, command, argv);
    }
  }

  /** Runs a command after CLIENT NO-TOUCH: only TOUCH marks keys as used. */
  private runUntouched(command: Command, argv: readonly Bytes[]): Reply | Blocked {
    const { unit } = this;
    unit.touching = command.name === 'TOUCH';
    try {
      return command.run(this.context, argv);
    } finally {
      unit.touching = true;
    }
  }

  /** A session that runs nothing: what comes after QUIT is dropped, the rest is a mistake of the face. */
  private stopped(session: Session): Reply {
    if (session.is(SessionState.CLOSED)) throw new Error('The session was disconnected');
    if (session.is(SessionState.CLOSING)) return NO_REPLY;
    throw new Error('The session waits for a blocking command');
  }

  /**
   * Decides about a command of a session that is in a special state, in Redis's order.
   * @returns the answer when the command does not run now, `undefined` when it does
   */
  private admit(
    session: Session,
    command: Command,
    argv: readonly Bytes[],
  ): Reply | Blocked | undefined {
    const reason =
      protection(command.fullName, session, this.settings) ??
      refusal(this.engine, session, command, argv, this.isLimited);
    if (reason) return this.refuse(session, command, argv, reason);
    if (this.pausing && this.engine.pauses.concerns(session, command)) {
      return this.engine.pauses.postpone(session, command, argv);
    }
    if (session.is(SessionState.TRACKING)) this.engine.tracking.begin(session);
    if (session.is(SessionState.MULTI) && !NEVER_QUEUED.has(command.fullName)) {
      const { queue, dirty, poisoned } = session.transaction!;
      // What will not run need not be kept.
      if (!dirty && !poisoned) queue.push({ command, argv });
      return this.answer(session, QUEUED);
    }
    return undefined;
  }

  private unknown(session: Session, argv: readonly Bytes[], container?: Command): Reply {
    session.lastCommand = 'NULL';
    session.lastActive = this.unit.lastLook;
    const error = container
      ? errors.unknownSubcommand(container.fullName, argv[1]!)
      : errors.unknownCommand(argv[0] ?? '', argv.slice(1));
    return this.refuse(session, undefined, argv, error);
  }

  /** Answers an error in place of a command; the transaction that it was meant for will not run. */
  private refuse(
    session: Session,
    command: Command | undefined,
    argv: readonly Bytes[],
    reason: ReplyError,
  ): Reply {
    let error = reason;
    if (command) this.stats.of(command).rejected++;
    if (command?.name === 'EXEC') {
      error = errors.execAbortBecause(reason);
      discardTransaction(this.engine, session);
      // Monitors have seen its MULTI.
      this.unit.begin();
      if (this.monitors.active) this.monitors.feed(session, command, argv);
      this.unit.end();
    } else if (session.is(SessionState.MULTI)) session.transaction!.poisoned = true;
    this.stats.failed(error);
    return session.state === 0 ? error : this.answer(session, error);
  }

  /** Withholds what CLIENT REPLY says, and adds what a monitor sees of itself. */
  answer(session: Session, reply: Reply): Reply {
    const { context } = this;
    if (session === context.session && session.is(SessionState.SUBSCRIBER)) {
      reply = withServed(this.unit, session, withOwnEvents(this.unit, context, reply));
    }
    if (session.is(SessionState.TRACKING)) reply = this.engine.tracking.end(session, reply);
    if (session.is(SessionState.REPLY_OFF | SessionState.REPLY_SKIP)) {
      reply = pushesOf(reply);
    } else if (session.is(SessionState.MONITOR)) {
      reply = this.monitors.withOwnLines(reply);
    }
    session.turn(SessionState.REPLY_SKIP, session.is(SessionState.REPLY_SKIP_NEXT));
    session.turn(SessionState.REPLY_SKIP_NEXT, false);
    return reply;
  }
}
