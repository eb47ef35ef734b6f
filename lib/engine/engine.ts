import { Acl } from './acl/acl.js';
import type { Bytes } from './bytes.js';
import { aClock, stopwatch, SystemClock, type Clock } from './clock.js';
import { commandTable } from './commands/table.js';
import type { ConfigFile } from './config-file.js';
import { keysOf } from './commands/key-extraction.js';
import type { CommandTable } from './commands/command-table.js';
import type { Command } from './commands/spec.js';
import { Config } from './config.js';
import { EngineHost } from './engine-host.js';
import { configure, isConfigValues, type ConfigValues } from './config-values.js';
import { EncodingLimits } from './encoding-limits.js';
import { Gate } from './gate.js';
import type { Int64 } from './int64.js';
import { KeyHasher } from './keyspace/key-index.js';
import { Keyspace } from './keyspace/keyspace.js';
import { UseCounter } from './keyspace/use-counter.js';
import {
  accepts,
  aFunction,
  aTimeSpan,
  checkKnownOptions,
  type OptionCheck,
} from './known-options.js';
import { BlockedClients, type Blocked } from './observers/blocking.js';
import { LatencyMonitor } from './observers/latency-monitor.js';
import { MemoryLimit } from './observers/memory-limit.js';
import { MonitorFeed } from './observers/monitor.js';
import { Notifications } from './observers/notifications.js';
import { Pauses } from './observers/pause.js';
import { PubSub } from './observers/pubsub.js';
import { SlowLog } from './observers/slow-log.js';
import { Stats } from './observers/stats.js';
import { Tracking } from './observers/tracking.js';
import { discardTransaction } from './observers/transaction.js';
import { WatchRegistry } from './observers/watch.js';
import { engineParameters } from './parameters.js';
import { aRandom, SystemRandom, type Random } from './random.js';
import { randomId, ReplicationId } from './replication-id.js';
import type { Reply } from './reply.js';
import type { ScriptLog } from './scripting/redis/redis-library.js';
import { Scripting } from './scripting/scripting.js';
import { MAX_DATABASES, Settings } from './settings.js';
import { Session, SessionState, type SessionOrigin, type Transport } from './session.js';
import { Unit } from './unit.js';

/** What an engine can be made with. */
export interface InMemoryCacheOptions {
  /** Where the time comes from (default: the machine's clock). */
  readonly clock?: Clock;
  /** Where randomness comes from (default: the machine's). */
  readonly random?: Random;
  /** How many databases SELECT can choose from (default: 16). */
  readonly databases?: number;
  /** The password that AUTH asks for (default: none), as Redis's `requirepass`. */
  readonly password?: string;
  /** Bytes that a Lua script may take while it runs, above which it ends with an error (default: 128 MiB). */
  readonly scriptMemory?: number;
  /** Takes what Lua scripts write with `redis.log` (default: nobody does). */
  readonly scriptLog?: ScriptLog;
  /** Parameters as a `redis.conf` has them, such as `{ maxmemory: '100mb', 'maxmemory-policy': 'allkeys-lru' }`. */
  readonly config?: ConfigValues;
  /**
   * Users as the `user` lines of a `redis.conf` declare them: a name and the rules of ACL SETUSER, such as
   * `'reader on >secret ~cache:* +@read'` (default: the default user alone, who may do everything).
   */
  readonly users?: readonly string[];
}

/** How the options of an engine are checked. */
export const engineOptionChecks: Record<keyof InMemoryCacheOptions, OptionCheck> = {
  clock: aClock,
  random: aRandom,
  databases: accepts(
    `an integer of 1 to ${MAX_DATABASES}`,
    (value) =>
      Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_DATABASES,
  ),
  password: accepts('a string', (value) => typeof value === 'string'),
  scriptMemory: accepts(
    'an integer of 1048576 or more bytes',
    (value) => Number.isSafeInteger(value) && (value as number) >= MIN_SCRIPT_MEMORY,
  ),
  scriptLog: aFunction,
  config: accepts('an object of strings, numbers and booleans', isConfigValues),
  users: accepts(
    'an array of strings',
    (value) => Array.isArray(value) && value.every((line) => typeof line === 'string'),
  ),
};

const MIN_SCRIPT_MEMORY = 1024 * 1024;
const DEFAULT_SCRIPT_MEMORY = 128 * 1024 * 1024;
/** For so many ms at most may a value be a text of the application. */
const LONGEST_LOAN = 1000;
/** Time of one slice of the sweeper in ms. */
const DEFAULT_SWEEP_BUDGET = 1;

/**
 * An embedded, in-process, Redis-compatible engine. It is synchronous: {@link execute} runs one command to its end,
 * which is Redis's own isolation. It owns no timer and no socket.
 */
export class InMemoryCache {
  readonly clock: Clock;
  /** @internal What all tables of keys hash with. */
  readonly hasher: KeyHasher;
  readonly random: Random;
  readonly stats = new Stats();
  readonly unit: Unit;
  readonly pubsub: PubSub;
  readonly monitors: MonitorFeed;
  readonly slowLog: SlowLog;
  readonly latency: LatencyMonitor;
  /** Whether {@link sweep} removes anything: DEBUG SET-ACTIVE-EXPIRE. */
  activeExpire = true;
  /** What SHUTDOWN does, behind the command; it is refused while there is nothing. */
  onShutdown: (() => void) | undefined;
  readonly notifications: Notifications;
  readonly watches: WatchRegistry;
  readonly blocked: BlockedClients;
  readonly pauses: Pauses;
  readonly tracking: Tracking;
  /** How often keys are used, while the policy of `maxmemory` asks for it. */
  readonly uses: UseCounter;
  readonly memoryLimit: MemoryLimit;
  readonly config: Config;
  readonly table: CommandTable = commandTable;
  readonly gate: Gate;
  /** Lua scripts and libraries of functions. */
  readonly scripting: Scripting;
  /** The values of the parameters that act; {@link config} writes them. */
  readonly settings = new Settings();
  /** Up to where collections count as small. */
  readonly limits = new EncodingLimits();
  /** ms since the epoch */
  readonly startedAt: number;
  /** 40 hexadecimal digits of its own, as INFO's `run_id`. */
  readonly runId: string;
  readonly replicationId: ReplicationId;
  /** Users and what they may do. */
  readonly acl: Acl;
  /** The file that CONFIG REWRITE writes, when the engine was configured by one. */
  configFile: ConfigFile | undefined;
  /** {@link memory} without keys, in bytes. */
  readonly startupMemory: number;
  private readonly keyspaces: Keyspace[];
  private readonly clients = new Map<number, Session>();
  private lastClientId = 0;
  private closed = false;
  private peak = 0;
  private readonly stopListening: (() => void) | undefined;

  /** @throws InvalidOptionError naming the option that cannot be accepted */
  constructor(options: InMemoryCacheOptions = {}) {
    checkKnownOptions<InMemoryCacheOptions>('', options, engineOptionChecks);
    const { settings } = this;
    settings.databases = options.databases ?? settings.databases;
    this.clock = options.clock ?? new SystemClock();
    this.random = options.random ?? new SystemRandom();
    this.startedAt = this.clock.now();
    this.runId = randomId(this.random);
    this.replicationId = new ReplicationId(this.random);
    this.unit = new Unit(this.clock);
    this.stopListening = this.clock.onAdvance?.(() => void this.unit.now());
    this.pubsub = new PubSub(this.unit);
    this.monitors = new MonitorFeed(this.unit);
    this.slowLog = new SlowLog(settings, this.unit);
    this.latency = new LatencyMonitor(settings, this.unit);
    this.notifications = new Notifications(this.pubsub);
    this.acl = new Acl(this);
    this.config = new Config(engineParameters(this));
    if (options.password !== undefined) {
      this.password = Buffer.from(options.password, 'utf8').latin1Slice();
    }
    configure(this.config, options.config ?? {}, options);
    this.config.directives.set('user', () => this.acl.configLines());
    this.acl.start(options.users ?? []);
    this.hasher = KeyHasher.random(this.random);
    const host = new EngineHost(this, this.hasher);
    this.keyspaces = Array.from(
      { length: settings.databases },
      (_, number) => new Keyspace(number, host),
    );
    this.watches = new WatchRegistry(this.keyspaces);
    this.blocked = new BlockedClients(this.clock, this.unit, () => this.gate, this.notifications);
    this.pauses = new Pauses(this.clock, () => this.gate);
    this.tracking = new Tracking({
      unit: this.unit,
      settings,
      sessionOf: (id) => this.sessionOf(id),
      keysOf: (command, argv) => (keysOf(command, argv) ?? []).map(({ key }) => key),
    });
    this.uses = new UseCounter(settings, this.random);
    this.memoryLimit = new MemoryLimit(this);
    this.unit.onEnd = this.blocked;
    this.scripting = new Scripting(this, {
      memory: options.scriptMemory ?? DEFAULT_SCRIPT_MEMORY,
      log: options.scriptLog ?? (() => undefined),
    });
    this.gate = new Gate({
      engine: this,
      table: this.table,
      databases: this.keyspaces,
      unit: this.unit,
      stats: this.stats,
      monitors: this.monitors,
    });
    this.startupMemory = this.memory();
    for (const name of ['maxmemory', 'maxmemory-policy']) {
      this.config.onSet(name, () => this.limitMemory());
    }
    this.limitMemory();
  }

  /** The password of the default user, empty while there is none: `requirepass`. */
  get password(): Bytes {
    return this.acl.requirePass;
  }

  set password(password: Bytes) {
    engineOptionChecks.password('password', password);
    this.acl.requirePass = password;
  }

  /** The databases by their numbers. */
  get databases(): readonly Keyspace[] {
    return this.keyspaces;
  }

  /** The connected sessions, oldest first. */
  get sessions(): Iterable<Session> {
    return this.clients.values();
  }

  /** The connected session of this number. */
  sessionOf(id: Int64): Session | undefined {
    return this.clients.get(Number(id));
  }

  /** How many sessions are connected. */
  get sessionCount(): number {
    return this.clients.size;
  }

  /**
   * Opens a session for a face.
   * @throws Error when the engine was closed
   */
  connect(transport: Transport, origin: SessionOrigin = {}): Session {
    if (this.closed) throw new Error('The InMemoryCache was closed');
    const session = new Session(++this.lastClientId, transport, this.clock.now(), origin);
    this.acl.attach(session);
    this.clients.set(session.id, session);
    this.stats.connections++;
    return session;
  }

  /** Closes a session: its watches, subscriptions and its transaction end. Safe to repeat. */
  disconnect(session: Session): void {
    if (!this.clients.delete(session.id)) return;
    discardTransaction(this, session);
    this.blocked.release(session);
    this.pauses.release(session);
    this.tracking.disable(session);
    this.pubsub.unsubscribeAll(session);
    this.monitors.remove(session);
    session.state = SessionState.CLOSED;
  }

  /**
   * Disconnects a session and closes its connection at once: what the other side has not been sent is dropped. A
   * session that ends itself in the middle of a command is closed by its transport's `close` instead, so that the
   * command is answered. Safe to repeat.
   */
  kill(session: Session): void {
    if (!this.clients.has(session.id)) return;
    const { transport } = session;
    if (transport.kill) transport.kill();
    else transport.close();
    this.disconnect(session);
  }

  /**
   * Ends the engine: every session is closed and disconnected, no other can be opened, and the clock holds on to the
   * engine no longer. The data goes with the last reference to the engine. Safe to repeat.
   */
  close(): void {
    this.closed = true;
    this.stopListening?.();
    this.blocked.close();
    this.pauses.close();
    for (const session of [...this.clients.values()]) {
      session.transport.close();
      this.disconnect(session);
    }
  }

  /**
   * Runs one command as one unit.
   * @param argv the name and the arguments, as bytes
   * @returns the reply; errors are replies too
   */
  execute(session: Session, argv: readonly Bytes[]): Reply | Blocked {
    return this.gate.execute(session, argv);
  }

  /** As {@link execute} for a command that was looked up in {@link table} before. */
  run(session: Session, command: Command, argv: readonly Bytes[]): Reply | Blocked {
    return this.gate.run(session, command, argv);
  }

  /**
   * Removes keys whose deadline has passed, for a bounded time.
   * @param budget ms to spend at most (default: 1); `Infinity` removes all that is due
   * @returns how many keys expired
   * @throws InvalidOptionError when the budget is no number, or negative
   */
  sweep(budget: number = DEFAULT_SWEEP_BUDGET): number {
    aTimeSpan('budget', budget);
    const start = stopwatch();
    const outOfTime = (): boolean => stopwatch() - start >= budget;
    for (const { lent } of this.keyspaces) lent.settle(outOfTime);
    if (!this.activeExpire) return 0;
    let expired = 0;
    if (this.pauses.active) return expired;
    this.unit.begin();
    try {
      this.stats.sample(this.unit.now());
      for (const keyspace of this.keyspaces) {
        expired += keyspace.sweep(outOfTime);
        if (outOfTime()) break;
      }
    } finally {
      this.unit.end();
    }
    const ms = stopwatch() - start;
    const left = this.keyspaces.reduce((sum, { volatileSize }) => sum + volatileSize, 0);
    this.stats.swept(ms, budget, expired, left);
    this.latency.add('expire-cycle', ms);
    this.memory();
    this.memoryLimit.isFull();
    return expired;
  }

  /** @internal To be told by who calls {@link sweep}. @param interval ms between two calls, 0 when they end */
  sweptEvery(interval: number): void {
    this.gate.lending = interval > 0 && interval <= LONGEST_LOAN;
    if (!this.gate.lending) for (const { lent } of this.keyspaces) lent.settle(() => false);
  }

  /** FLUSHDB: removes all keys of a database. */
  flush(keyspace: Keyspace): void {
    this.watches.replacing(keyspace);
    keyspace.flush();
    this.blocked.replaced(keyspace);
  }

  /** SWAPDB: exchanges the contents of two databases. */
  swapDatabases(first: number, second: number): void {
    const a = this.keyspaces[first]!;
    const b = this.keyspaces[second]!;
    this.watches.replacing(a, b);
    this.watches.replacing(b, a);
    a.number = second;
    b.number = first;
    this.keyspaces[first] = b;
    this.keyspaces[second] = a;
    this.blocked.replaced(a);
    this.blocked.replaced(b);
  }

  /** Memory held by keys, values and indexes, in bytes. */
  memory(): number {
    const bytes = this.keyspaces.reduce((sum, keyspace) => sum + keyspace.bytes(), 0);
    this.peak = Math.max(this.peak, bytes);
    return bytes;
  }

  /** Whether nothing may go meanwhile: CLIENT PAUSE. */
  get pausing(): boolean {
    return this.gate.pausing;
  }

  /** `maxmemory` or its policy has changed. */
  private limitMemory(): void {
    const { maxMemory, maxMemoryPolicy } = this.settings;
    this.gate.limited = maxMemory !== 0;
    this.unit.counter = maxMemoryPolicy.endsWith('lfu') ? this.uses : undefined;
  }

  /** The most that {@link memory} has found, in bytes; every sweep looks. */
  get peakMemory(): number {
    return this.peak;
  }
}
