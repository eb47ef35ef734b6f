import { arch, platform, release, totalmem } from 'node:os';
import type { InMemoryCache } from '../../engine.js';
import type { CommandStats } from '../../observers/stats.js';
import { SessionState } from '../../session.js';
import { REDIS_VERSION } from '../../version.js';
import { subcommandsOf } from './command-info.js';

/** The lines of a section: names and values. */
type Fields = readonly (readonly [name: string, value: string | number])[];

/** One section of INFO. */
export interface InfoSection {
  /** As INFO takes it, in lower case. */
  readonly name: string;
  readonly title: string;
  /** Whether INFO without arguments shows it. */
  readonly standard: boolean;
  fields(engine: InMemoryCache, now: number): Fields;
}

const MICROSECONDS = 1_000_000;
const SECONDS_A_DAY = 86_400;

/** Bytes as people read them: `512B`, `1.50M`. */
export function humanBytes(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? `${value}B` : `${value.toFixed(2)}${units[unit]}`;
}

function server(engine: InMemoryCache, now: number): Fields {
  const uptime = Math.max(0, Math.floor((now - engine.startedAt) / 1000));
  return [
    ['redis_version', REDIS_VERSION],
    ['redis_mode', 'standalone'],
    ['os', `${platform()} ${release()} ${arch()}`],
    ['arch_bits', 64],
    ['node_version', process.versions.node],
    ['process_id', process.pid],
    ['run_id', engine.runId],
    ['server_time_usec', now * 1000],
    ['uptime_in_seconds', uptime],
    ['uptime_in_days', Math.floor(uptime / SECONDS_A_DAY)],
  ];
}

function clients({ sessionCount, sessions, tracking }: InMemoryCache): Fields {
  const blocked = [...sessions].filter((session) => session.is(SessionState.BLOCKED));
  return [
    ['connected_clients', sessionCount],
    ['cluster_connections', 0],
    ['blocked_clients', blocked.length],
    ['tracking_clients', tracking.clientCount],
  ];
}

/** What scripts and libraries of functions take: their texts, and about what goes with them. */
function scripts({ scripting }: InMemoryCache): Fields {
  const { scriptBytes, functionBytes } = scripting;
  return [
    ['used_memory_scripts_eval', scriptBytes],
    ['number_of_cached_scripts', scripting.scriptCount],
    ['number_of_functions', scripting.functionCount],
    ['number_of_libraries', scripting.libraryCount],
    ['used_memory_functions', functionBytes],
    ['used_memory_scripts', scriptBytes + functionBytes],
    ['used_memory_scripts_human', humanBytes(scriptBytes + functionBytes)],
  ];
}

/** What the keyspaces hold, next to what the whole process has. */
function memory(engine: InMemoryCache): Fields {
  const used = engine.memory();
  const { rss } = process.memoryUsage();
  const total = totalmem();
  return [
    ['used_memory', used],
    ['used_memory_human', humanBytes(used)],
    ['used_memory_rss', rss],
    ['used_memory_rss_human', humanBytes(rss)],
    ['used_memory_peak', engine.peakMemory],
    ['used_memory_peak_human', humanBytes(engine.peakMemory)],
    ['used_memory_peak_perc', `${((100 * used) / (engine.peakMemory || 1)).toFixed(2)}%`],
    ['total_system_memory', total],
    ['total_system_memory_human', humanBytes(total)],
    ...scripts(engine),
    ['maxmemory', 0],
    ['maxmemory_human', '0B'],
    ['maxmemory_policy', 'noeviction'],
    ['mem_allocator', `v8-${process.versions.v8}`],
    ['active_defrag_running', 0],
    ['lazyfree_pending_objects', 0],
  ];
}

function persistence({ stats }: InMemoryCache): Fields {
  return [
    ['loading', 0],
    ['async_loading', 0],
    ['rdb_changes_since_last_save', stats.dirty],
    ['rdb_bgsave_in_progress', 0],
    ['rdb_saves', 0],
    ['aof_enabled', 0],
    ['aof_rewrite_in_progress', 0],
  ];
}

function statistics({ acl, stats, pubsub, tracking }: InMemoryCache): Fields {
  return [
    ['total_connections_received', stats.connections],
    ['total_commands_processed', stats.processed],
    ['rejected_connections', stats.rejectedConnections],
    ['expired_keys', stats.expired],
    ['evicted_keys', stats.evicted],
    ['keyspace_hits', stats.hits],
    ['keyspace_misses', stats.misses],
    ['pubsub_channels', pubsub.count('channels')],
    ['pubsub_patterns', pubsub.count('patterns')],
    ['pubsubshard_channels', pubsub.count('shardChannels')],
    ['tracking_total_keys', tracking.keyCount],
    ['tracking_total_items', tracking.itemCount],
    ['tracking_total_prefixes', tracking.prefixCount],
    ['total_error_replies', stats.errorReplies],
    ['acl_access_denied_auth', acl.denials.auth],
    ['acl_access_denied_cmd', acl.denials.command],
    ['acl_access_denied_key', acl.denials.key],
    ['acl_access_denied_channel', acl.denials.channel],
  ];
}

/** A master without replicas. */
function replication({ runId }: InMemoryCache): Fields {
  return [
    ['role', 'master'],
    ['connected_slaves', 0],
    ['master_failover_state', 'no-failover'],
    ['master_replid', runId],
    ['master_replid2', '0'.repeat(runId.length)],
    ['master_repl_offset', 0],
    ['second_repl_offset', -1],
    ['repl_backlog_active', 0],
    ['repl_backlog_size', 0],
    ['repl_backlog_first_byte_offset', 0],
    ['repl_backlog_histlen', 0],
  ];
}

function cpu(): Fields {
  const { system, user } = process.cpuUsage();
  return [
    ['used_cpu_sys', (system / MICROSECONDS).toFixed(6)],
    ['used_cpu_user', (user / MICROSECONDS).toFixed(6)],
    ['used_cpu_sys_children', '0.000000'],
    ['used_cpu_user_children', '0.000000'],
  ];
}

function commandStatistics({ table, stats }: InMemoryCache): Fields {
  const all = table.commands.flatMap((command) => [command, ...subcommandsOf(command)]);
  return all.flatMap((command) => {
    const line = statisticsOf(stats.peek(command));
    return line === undefined ? [] : [[`cmdstat_${command.fullName}`, line] as const];
  });
}

/** A command that was never used has no line. */
function statisticsOf(counted: CommandStats | undefined): string | undefined {
  if (!counted) return undefined;
  const { calls, rejected, failed, microseconds } = counted;
  if (calls + rejected + failed === 0) return undefined;
  const mean = calls === 0 ? 0 : microseconds / calls;
  return `calls=${calls},usec=${Math.round(microseconds)},usec_per_call=${mean.toFixed(2)},rejected_calls=${rejected},failed_calls=${failed}`;
}

function errorStatistics({ stats }: InMemoryCache): Fields {
  const codes = [...stats.errors].sort(([a], [b]) => (a < b ? -1 : 1));
  return codes.map(([code, count]) => [`errorstat_${code}`, `count=${count}`]);
}

function keyspace({ databases }: InMemoryCache): Fields {
  return databases
    .filter(({ size }) => size > 0)
    .map((db) => [
      `db${db.number}`,
      `keys=${db.size},expires=${db.volatileSize},avg_ttl=${db.averageTtl()}`,
    ]);
}

/** The sections of INFO in their order. */
export const INFO_SECTIONS: readonly InfoSection[] = [
  { name: 'server', title: 'Server', standard: true, fields: server },
  { name: 'clients', title: 'Clients', standard: true, fields: clients },
  { name: 'memory', title: 'Memory', standard: true, fields: memory },
  { name: 'persistence', title: 'Persistence', standard: true, fields: persistence },
  { name: 'stats', title: 'Stats', standard: true, fields: statistics },
  { name: 'replication', title: 'Replication', standard: true, fields: replication },
  { name: 'cpu', title: 'CPU', standard: true, fields: cpu },
  { name: 'modules', title: 'Modules', standard: true, fields: () => [] },
  { name: 'commandstats', title: 'Commandstats', standard: false, fields: commandStatistics },
  { name: 'errorstats', title: 'Errorstats', standard: true, fields: errorStatistics },
  {
    name: 'cluster',
    title: 'Cluster',
    standard: true,
    fields: () => [['cluster_enabled', 0]],
  },
  { name: 'keyspace', title: 'Keyspace', standard: true, fields: keyspace },
];
