import { numberOf, parseFields, type Info } from './info.js';

/** What is counted about one command; subcommands are counted apart, as `config|get`. */
export interface CommandFigures {
  /** How often it was run. */
  readonly calls: number;
  /** How often it ran and answered an error. */
  readonly failed: number;
  /** How often it was refused before it ran. */
  readonly rejected: number;
  /** How long all calls took together, in microseconds. */
  readonly microseconds: number;
}

/** The figures of a Redis since its start or CONFIG RESETSTAT. Those of a cluster are the sums over its masters. */
export interface CacheFigures {
  /** Look-ups that found their key (`keyspace_hits`). */
  readonly hits: number;
  /** Look-ups that did not (`keyspace_misses`). */
  readonly misses: number;
  /** Hits among all look-ups, 0 to 1; `null` before the first one. */
  readonly hitRatio: number | null;
  /** Keys in all databases. */
  readonly keys: number;
  /** Those that have a TTL. */
  readonly volatileKeys: number;
  /** Keys that have expired (`expired_keys`). */
  readonly expired: number;
  /** Keys that were evicted to make room (`evicted_keys`). */
  readonly evicted: number;
  /** In bytes. */
  readonly memory: {
    /** `used_memory` */
    readonly used: number;
    /** `used_memory_peak` */
    readonly peak: number;
    /** `maxmemory`; 0 means no limit. */
    readonly max: number;
  };
  /** Connected clients (`connected_clients`). */
  readonly clients: number;
  /** Commands of all kinds (`total_commands_processed`). */
  readonly commandsProcessed: number;
  /** By the command, in lower case; only those that were used. */
  readonly commands: Readonly<Record<string, CommandFigures>>;
}

const COMMAND = 'cmdstat_';
const DATABASE = /^db\d+$/;

/** Sums up the INFO of one server or of several. */
export function figuresOf(servers: readonly Info[]): CacheFigures {
  const sum = (field: string): number =>
    servers.reduce((total, info) => total + numberOf(info, field), 0);
  const hits = sum('keyspace_hits');
  const misses = sum('keyspace_misses');
  return {
    hits,
    misses,
    hitRatio: hits + misses === 0 ? null : hits / (hits + misses),
    ...keysOf(servers),
    expired: sum('expired_keys'),
    evicted: sum('evicted_keys'),
    memory: {
      used: sum('used_memory'),
      peak: sum('used_memory_peak'),
      max: sum('maxmemory'),
    },
    clients: sum('connected_clients'),
    commandsProcessed: sum('total_commands_processed'),
    commands: commandsOf(servers),
  };
}

function keysOf(servers: readonly Info[]): Pick<CacheFigures, 'keys' | 'volatileKeys'> {
  let keys = 0;
  let volatileKeys = 0;
  for (const info of servers) {
    for (const [field, value] of info) {
      if (!DATABASE.test(field)) continue;
      const database = parseFields(value);
      keys += database.get('keys') ?? 0;
      volatileKeys += database.get('expires') ?? 0;
    }
  }
  return { keys, volatileKeys };
}

function commandsOf(servers: readonly Info[]): Record<string, CommandFigures> {
  const commands: Record<string, CommandFigures> = {};
  for (const info of servers) {
    for (const [field, value] of info) {
      if (!field.startsWith(COMMAND)) continue;
      const name = field.slice(COMMAND.length);
      const figures = parseFields(value);
      const before = commands[name];
      const add = (known: number | undefined, field: string): number =>
        (known ?? 0) + (figures.get(field) ?? 0);
      commands[name] = {
        calls: add(before?.calls, 'calls'),
        failed: add(before?.failed, 'failed_calls'),
        rejected: add(before?.rejected, 'rejected_calls'),
        microseconds: add(before?.microseconds, 'usec'),
      };
    }
  }
  return commands;
}
