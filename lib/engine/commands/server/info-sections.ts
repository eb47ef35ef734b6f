import type { InMemoryCache } from '../../engine.js';
import type { Fields } from './info-fields.js';
import { memoryFields } from './info-memory.js';
import { clientFields, serverFields } from './info-server.js';
import { commandFields, errorFields, latencyFields, statisticsFields } from './info-stats.js';

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

/** Nothing is written to disk, so there is nothing to tell of it but the changes since the start. */
function persistence({ stats, startedAt }: InMemoryCache): Fields {
  return [
    ['loading', 0],
    ['async_loading', 0],
    ['current_cow_peak', 0],
    ['current_cow_size', 0],
    ['current_cow_size_age', 0],
    ['current_fork_perc', '0.00'],
    ['current_save_keys_processed', 0],
    ['current_save_keys_total', 0],
    ['rdb_changes_since_last_save', stats.dirty],
    ['rdb_bgsave_in_progress', 0],
    ['rdb_last_save_time', Math.floor(startedAt / 1000)],
    ['rdb_last_bgsave_status', 'ok'],
    ['rdb_last_bgsave_time_sec', -1],
    ['rdb_current_bgsave_time_sec', -1],
    ['rdb_saves', 0],
    ['rdb_last_cow_size', 0],
    ['rdb_last_load_keys_expired', 0],
    ['rdb_last_load_keys_loaded', 0],
    ['aof_enabled', 0],
    ['aof_rewrite_in_progress', 0],
    ['aof_rewrite_scheduled', 0],
    ['aof_last_rewrite_time_sec', -1],
    ['aof_current_rewrite_time_sec', -1],
    ['aof_last_bgrewrite_status', 'ok'],
    ['aof_rewrites', 0],
    ['aof_rewrites_consecutive_failures', 0],
    ['aof_last_write_status', 'ok'],
    ['aof_last_cow_size', 0],
    ['module_fork_in_progress', 0],
    ['module_fork_last_cow_size', 0],
  ];
}

/** A master without replicas. */
function replication({ replicationId, config }: InMemoryCache): Fields {
  const id = replicationId.value;
  return [
    ['role', 'master'],
    ['connected_slaves', 0],
    ['master_failover_state', 'no-failover'],
    ['master_replid', id],
    ['master_replid2', '0'.repeat(id.length)],
    ['master_repl_offset', 0],
    ['second_repl_offset', -1],
    ['repl_backlog_active', 0],
    ['repl_backlog_size', config.find('repl-backlog-size')!.get()],
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

function keyspace({ databases, unit }: InMemoryCache): Fields {
  return databases
    .filter(({ size }) => size > 0)
    .map((db) => [
      `db${db.number}`,
      `keys=${db.size},expires=${db.volatileSize},avg_ttl=${db.deadlines.averageTtl(unit.now())}`,
    ]);
}

/** The sections of INFO in their order. */
export const INFO_SECTIONS: readonly InfoSection[] = [
  { name: 'server', title: 'Server', standard: true, fields: serverFields },
  { name: 'clients', title: 'Clients', standard: true, fields: clientFields },
  { name: 'memory', title: 'Memory', standard: true, fields: memoryFields },
  { name: 'persistence', title: 'Persistence', standard: true, fields: persistence },
  { name: 'stats', title: 'Stats', standard: true, fields: statisticsFields },
  { name: 'replication', title: 'Replication', standard: true, fields: replication },
  { name: 'cpu', title: 'CPU', standard: true, fields: cpu },
  { name: 'modules', title: 'Modules', standard: true, fields: () => [] },
  { name: 'commandstats', title: 'Commandstats', standard: false, fields: commandFields },
  { name: 'errorstats', title: 'Errorstats', standard: true, fields: errorFields },
  { name: 'latencystats', title: 'Latencystats', standard: false, fields: latencyFields },
  {
    name: 'cluster',
    title: 'Cluster',
    standard: true,
    fields: () => [['cluster_enabled', 0]],
  },
  { name: 'keyspace', title: 'Keyspace', standard: true, fields: keyspace },
];
