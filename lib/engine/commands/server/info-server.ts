import { arch, platform, release } from 'node:os';
import type { InMemoryCache } from '../../engine.js';
import { REDIS_VERSION } from '../../version.js';
import type { Fields } from './info-fields.js';

const SECONDS_A_DAY = 86_400;
/** The clock that keys remember their last use by has so many bits in Redis. */
const LRU_CLOCK = 2 ** 24;

/** The value of a parameter of CONFIG. */
function parameter({ config }: InMemoryCache, name: string): string {
  return config.find(name)!.get();
}

export function serverFields(engine: InMemoryCache, now: number): Fields {
  const second = Math.floor(now / 1000);
  const uptime = Math.max(0, Math.floor((now - engine.startedAt) / 1000));
  const hz = parameter(engine, 'hz');
  return [
    ['redis_version', REDIS_VERSION],
    ['redis_mode', 'standalone'],
    ['os', `${platform()} ${release()} ${arch()}`],
    ['arch_bits', 64],
    ['monotonic_clock', 'performance.now'],
    ['multiplexing_api', 'libuv'],
    ['node_version', process.versions.node],
    ['process_id', process.pid],
    ['process_supervised', 'no'],
    ['run_id', engine.runId],
    ['tcp_port', engine.settings.port],
    ['server_time_usec', now * 1000],
    ['uptime_in_seconds', uptime],
    ['uptime_in_days', Math.floor(uptime / SECONDS_A_DAY)],
    ['hz', hz],
    ['configured_hz', hz],
    ['lru_clock', second % LRU_CLOCK],
    ['executable', process.execPath],
    ['config_file', engine.configFile?.path ?? ''],
    ['io_threads_active', 0],
  ];
}

export function clientFields(engine: InMemoryCache): Fields {
  const buffers = [...engine.sessions].map((session) => session.buffers);
  const longest = (of: (held: (typeof buffers)[number]) => number): number =>
    buffers.reduce((max, held) => Math.max(max, of(held)), 0);
  return [
    ['connected_clients', engine.sessionCount],
    ['cluster_connections', 0],
    ['maxclients', engine.settings.maxClients],
    ['client_recent_max_input_buffer', longest(({ query }) => query)],
    ['client_recent_max_output_buffer', longest(({ output }) => output)],
    ['blocked_clients', engine.blocked.count],
    ['tracking_clients', engine.tracking.clientCount],
    ['clients_in_timeout_table', engine.blocked.limited],
  ];
}
