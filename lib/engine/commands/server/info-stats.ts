import type { InMemoryCache } from '../../engine.js';
import type { CommandStats } from '../../observers/stats.js';
import type { Command } from '../spec.js';
import { subcommandsOf } from './command-info.js';
import type { Fields } from './info-fields.js';

const BYTES_PER_KB = 1024;

export function statisticsFields(engine: InMemoryCache, now: number): Fields {
  const { stats, pubsub, acl, tracking } = engine;
  stats.sample(now);
  const { commands, input, output } = stats.rates;
  const kbps = (rate: number): string => (rate / BYTES_PER_KB).toFixed(2);
  return [
    ['total_connections_received', stats.connections],
    ['total_commands_processed', stats.processed],
    ['instantaneous_ops_per_sec', Math.trunc(commands.perSecond)],
    ['total_net_input_bytes', stats.netInput],
    ['total_net_output_bytes', stats.netOutput],
    ['total_net_repl_input_bytes', 0],
    ['total_net_repl_output_bytes', 0],
    ['instantaneous_input_kbps', kbps(input.perSecond)],
    ['instantaneous_output_kbps', kbps(output.perSecond)],
    ['instantaneous_input_repl_kbps', kbps(0)],
    ['instantaneous_output_repl_kbps', kbps(0)],
    ['rejected_connections', stats.rejectedConnections],
    ['sync_full', 0],
    ['sync_partial_ok', 0],
    ['sync_partial_err', 0],
    ['expired_keys', stats.expired],
    ['expired_stale_perc', (100 * stats.staleShare).toFixed(2)],
    ['expired_time_cap_reached_count', stats.expireTimeouts],
    ['expire_cycle_cpu_milliseconds', Math.trunc(stats.expireMs)],
    ['evicted_keys', stats.evicted],
    ['evicted_clients', stats.evictedClients],
    [
      'total_eviction_exceeded_time',
      Math.trunc(stats.evictionExceededMs + engine.memoryLimit.exceededMs),
    ],
    ['current_eviction_exceeded_time', Math.trunc(engine.memoryLimit.exceededMs)],
    ['keyspace_hits', stats.hits],
    ['keyspace_misses', stats.misses],
    ['pubsub_channels', pubsub.count('channels')],
    ['pubsub_patterns', pubsub.count('patterns')],
    ['pubsubshard_channels', pubsub.count('shardChannels')],
    ['latest_fork_usec', 0],
    ['total_forks', 0],
    ['migrate_cached_sockets', 0],
    ['slave_expires_tracked_keys', 0],
    ['active_defrag_hits', 0],
    ['active_defrag_misses', 0],
    ['active_defrag_key_hits', 0],
    ['active_defrag_key_misses', 0],
    ['total_active_defrag_time', 0],
    ['current_active_defrag_time', 0],
    ['tracking_total_keys', tracking.keyCount],
    ['tracking_total_items', tracking.itemCount],
    ['tracking_total_prefixes', tracking.prefixCount],
    ['unexpected_error_replies', 0],
    ['total_error_replies', stats.errorReplies],
    ['dump_payload_sanitizations', 0],
    ['total_reads_processed', stats.reads],
    ['total_writes_processed', stats.writes],
    ['io_threaded_reads_processed', 0],
    ['io_threaded_writes_processed', 0],
    ['reply_buffer_shrinks', 0],
    ['reply_buffer_expands', 0],
    ['acl_access_denied_auth', acl.denials.auth],
    ['acl_access_denied_cmd', acl.denials.command],
    ['acl_access_denied_key', acl.denials.key],
    ['acl_access_denied_channel', acl.denials.channel],
  ];
}

/** All commands and subcommands that were used, by what is counted of them. */
function used({ table, stats }: InMemoryCache): (readonly [Command, CommandStats])[] {
  const all = table.commands.flatMap((command) => [command, ...subcommandsOf(command)]);
  return all.flatMap((command) => {
    const counted = stats.peek(command);
    return counted ? [[command, counted] as const] : [];
  });
}

export function commandFields(engine: InMemoryCache): Fields {
  return used(engine).flatMap(([{ fullName }, { calls, rejected, failed, microseconds }]) => {
    if (calls + rejected + failed === 0) return [];
    const mean = calls === 0 ? 0 : microseconds / calls;
    const line = `calls=${calls},usec=${Math.round(microseconds)},usec_per_call=${mean.toFixed(2)},rejected_calls=${rejected},failed_calls=${failed}`;
    return [[`cmdstat_${fullName}`, line]];
  });
}

export function errorFields({ stats }: InMemoryCache): Fields {
  const codes = [...stats.errors].sort(([a], [b]) => (a < b ? -1 : 1));
  return codes.map(([code, count]) => [`errorstat_${code}`, `count=${count}`]);
}

export function latencyFields(engine: InMemoryCache): Fields {
  const percentiles = engine.settings.latencyTrackingPercentiles;
  if (!engine.settings.latencyTracking) return [];
  return used(engine).flatMap(([{ fullName }, { histogram }]) => {
    if (histogram === undefined || histogram.count === 0) return [];
    const values = percentiles.map((each) => `p${each}=${histogram.percentile(each).toFixed(3)}`);
    return [[`latency_percentiles_usec_${fullName}`, values.join()]];
  });
}
