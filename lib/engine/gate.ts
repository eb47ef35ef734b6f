import type { Bytes } from './bytes.js';
import { stopwatch } from './clock.js';
import type { CommandTable } from './commands/command-table.js';
import type { Context } from './commands/context.js';
import type { Command, CommandFlag } from './commands/spec.js';
import { errors } from './errors.js';
import type { InMemoryCache } from './engine.js';
import type { Keyspace } from './keyspace/keyspace.js';
import type { MonitorFeed } from './observers/monitor.js';
import type { Stats } from './observers/stats.js';
import { NO_REPLY, QUEUED, ReplyError, Replies, type Reply } from './reply.js';
import { SessionState, type Session } from './session.js';
import type { Unit } from './unit.js';

/** Commands that run at once although a transaction is open. */
const NEVER_QUEUED = new Set(['exec', 'discard', 'multi', 'watch', 'quit', 'reset']);
/** Commands that a RESP2 session may send while it is subscribed. */
const SUBSCRIBER_COMMANDS = new Set([
  'subscribe',
  'psubscribe',
  'ssubscribe',
  'unsubscribe',
  'punsubscribe',
  'sunsubscribe',
  'ping',
  'quit',
  'reset',
]);

/** The context that commands see; the gate moves it from command to command. */
class GateContext implements Context {
  session!: Session;
  db!: Keyspace;
  argv!: readonly Bytes[];

  constructor(
    readonly engine: InMemoryCache,
    private readonly unit: Unit,
  ) {}

  get now(): number {
    return this.unit.now();
  }
}

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
  private readonly table: CommandTable;
  private readonly databases: readonly Keyspace[];
  private readonly unit: Unit;
  private readonly stats: Stats;
  private readonly monitors: MonitorFeed;
  private readonly context: GateContext;

  constructor(parts: GateParts) {
    this.table = parts.table;
    this.databases = parts.databases;
    this.unit = parts.unit;
    this.stats = parts.stats;
    this.monitors = parts.monitors;
    this.context = new GateContext(parts.engine, parts.unit);
  }

  /**
   * Runs one command of a session as one unit and returns its reply. An error is a reply too; an exception is a bug
   * of the engine, and leaves the session as it is.
   * @param argv the name and the arguments; not changed, and kept only by MULTI
   */
  execute(session: Session, argv: readonly Bytes[]): Reply {
    const command = this.table.find(argv[0] ?? '');
    if (!command) {
      return this.refuse(session, undefined, errors.unknownCommand(argv[0] ?? '', argv.slice(1)));
    }
    return this.run(session, command, argv);
  }

  /** As {@link execute}, for a face that has looked the command or container up already. */
  run(session: Session, found: Command, argv: readonly Bytes[]): Reply {
    let command = found;
    if (found.subcommands && argv.length > 1) {
      const sub = found.subcommands.get(argv[1]!.toUpperCase());
      if (!sub) {
        return this.refuse(session, found, errors.unknownSubcommand(found.fullName, argv[1]!));
      }
      command = sub;
    }
    const arity = command.arity;
    if (arity > 0 ? argv.length !== arity : argv.length < -arity) {
      return this.refuse(session, command, errors.wrongArity(command.fullName));
    }
    if (session.state !== 0) {
      const refusal = this.admit(session, command);
      if (refusal) return this.refuse(session, command, refusal);
      if (session.is(SessionState.MULTI) && !NEVER_QUEUED.has(command.fullName)) {
        session.transaction!.queue.push({ command, argv });
        return this.answer(session, command, QUEUED);
      }
    }
    this.unit.begin();
    try {
      return this.answer(session, command, this.call(session, command, argv));
    } finally {
      this.unit.end();
    }
  }

  /** Runs an admitted command inside the open unit: EXEC re-enters here. */
  call(session: Session, command: Command, argv: readonly Bytes[]): Reply {
    const { context, stats } = this;
    context.session = session;
    context.db = this.databases[session.db]!;
    context.argv = argv;
    const counted = stats.of(command);
    stats.processed++;
    const timed = stats.isTimed(++counted.calls);
    const start = timed ? stopwatch() : 0;
    let reply: Reply;
    try {
      reply = command.run(context, argv);
    } catch (thrown) {
      if (!(thrown instanceof ReplyError)) throw thrown;
      reply = thrown;
    }
    if (timed) stats.timed(counted, stopwatch() - start);
    if (reply instanceof ReplyError) {
      counted.failed++;
      stats.failed(reply);
    }
    session.lastCommand = command.fullName;
    if (this.monitors.active) this.monitors.feed(session, command, argv);
    return reply;
  }

  private admit(session: Session, command: Command): ReplyError | undefined {
    if (session.is(SessionState.UNAUTHENTICATED) && !has(command, 'no_auth')) {
      return errors.noAuth();
    }
    if (
      session.is(SessionState.SUBSCRIBER) &&
      session.protocol === 2 &&
      !SUBSCRIBER_COMMANDS.has(command.fullName)
    ) {
      return errors.subscriberMode(command.fullName);
    }
    if (session.is(SessionState.MULTI) && has(command, 'no_multi')) {
      return errors.notAllowedInMulti();
    }
    return undefined;
  }

  private refuse(session: Session, command: Command | undefined, error: ReplyError): Reply {
    if (command) this.stats.of(command).rejected++;
    this.stats.failed(error);
    if (session.is(SessionState.MULTI)) session.transaction!.poisoned = true;
    return this.answer(session, command, error);
  }

  /** Withholds the reply where CLIENT REPLY says so. */
  private answer(session: Session, command: Command | undefined, reply: Reply): Reply {
    if (!session.is(SessionState.REPLY_OFF | SessionState.REPLY_SKIP)) return reply;
    if (command?.fullName === 'client|reply') return reply;
    session.turn(SessionState.REPLY_SKIP, false);
    return reply instanceof Replies && reply.replies.length === 0 ? reply : NO_REPLY;
  }
}

function has(command: Command, flag: CommandFlag): boolean {
  return command.flags.includes(flag);
}
