import { parameters, type ConfigParameter, type ParameterFacts } from './config.js';
import type { Bytes } from './bytes.js';
import type { Int64 } from './int64.js';
import { adjustments, savePoints } from './parameter-lists.js';
import {
  cannotBe,
  flags,
  INT_MAX,
  integer,
  long,
  memory,
  memoryOrPercent,
  oneOfWords,
  secret,
  text,
  textOrNone,
  UINT64_MAX,
  yesNo,
  type Kind,
} from './parameter-kinds.js';
import { quoted } from './split-arguments.js';

const FIXED: ParameterFacts = { immutable: true };
const PORT_MAX = 65_535;
const NO_TLS = 'Unable to update TLS configuration. Check server logs.';
const MIN_BACKLOG = 16_384;

const named = (alias: string): ParameterFacts => ({ alias });

/** The parameters that mean nothing here: they are checked, told and kept, so that configurations carry over. */
export function rememberedParameters(): ConfigParameter[] {
  return [
    ...booleans(),
    ...refused(),
    ...choices(),
    ...texts(),
    ...integers(),
    ...amounts(),
    ...inert('save', savePoints, []),
    ...inert('oom-score-adj-values', adjustments, [0, 200, 800]),
  ];
}

function inert<T>(
  name: string,
  kind: Kind<T>,
  value: T,
  facts: ParameterFacts = {},
): ConfigParameter[] {
  return parameters(name, kind, { value }, { ...facts, inert: true });
}

type Row<T> = readonly [name: string, value: T, facts?: ParameterFacts];

function booleans(): ConfigParameter[] {
  const rows: readonly Row<boolean>[] = [
    ['activerehashing', true],
    ['always-show-logo', false, FIXED],
    ['aof-disable-auto-gc', false],
    ['aof-load-truncated', true],
    ['aof-rewrite-incremental-fsync', true],
    ['aof-timestamp-enabled', false],
    ['aof-use-rdb-preamble', true],
    ['cluster-allow-pubsubshard-when-down', true],
    ['cluster-allow-reads-when-down', false],
    ['cluster-allow-replica-migration', true],
    ['cluster-replica-no-failover', false, named('cluster-slave-no-failover')],
    ['cluster-require-full-coverage', true],
    ['crash-log-enabled', true],
    ['crash-memcheck-enabled', true],
    ['disable-thp', true, FIXED],
    ['dynamic-hz', true],
    ['io-threads-do-reads', false, FIXED],
    ['jemalloc-bg-thread', true],
    ['lazyfree-lazy-eviction', false],
    ['lazyfree-lazy-expire', false],
    ['lazyfree-lazy-server-del', false],
    ['lazyfree-lazy-user-del', false],
    ['lazyfree-lazy-user-flush', false],
    ['no-appendfsync-on-rewrite', false],
    ['rdb-del-sync-files', false],
    ['rdb-save-incremental-fsync', true],
    ['rdbchecksum', true, FIXED],
    ['rdbcompression', true],
    ['repl-disable-tcp-nodelay', false],
    ['repl-diskless-sync', true],
    ['replica-announced', true],
    ['replica-ignore-disk-write-errors', false],
    ['replica-ignore-maxmemory', true, named('slave-ignore-maxmemory')],
    ['replica-lazy-flush', false, named('slave-lazy-flush')],
    ['replica-read-only', true, named('slave-read-only')],
    ['replica-serve-stale-data', true, named('slave-serve-stale-data')],
    ['set-proc-title', true, FIXED],
    ['stop-writes-on-bgsave-error', true],
    ['syslog-enabled', false, FIXED],
    ['tls-prefer-server-ciphers', false],
    ['tls-session-caching', true],
    ['use-exit-on-panic', false, { hidden: true }],
  ];
  return rows.flatMap(([name, value, facts]) => inert(name, yesNo, value, facts));
}

/** What would promise something that is not kept. */
function refused(): ConfigParameter[] {
  return [
    inert(
      'activedefrag',
      cannotBe(
        true,
        'Active defragmentation cannot be enabled: it requires a Redis server compiled with a modified Jemalloc like the one shipped by default with the Redis source distribution',
      ),
      false,
    ),
    inert('appendonly', cannotBe(true, 'Unable to turn on AOF. Check server logs.'), false),
    inert('cluster-enabled', cannotBe(true, 'there is no cluster support'), false, FIXED),
    inert('daemonize', cannotBe(true, 'the server stays in the foreground'), false, FIXED),
    inert('tls-cluster', cannotBe(true, NO_TLS), false),
    inert('tls-replication', cannotBe(true, NO_TLS), false),
    inert(
      'tls-port',
      {
        ...integer(0, PORT_MAX),
        parse(word, current) {
          const port = integer(0, PORT_MAX).parse(word, current);
          return typeof port !== 'number' || port === 0 ? port : { invalid: NO_TLS };
        },
      },
      0,
    ),
    inert(
      'replicaof',
      textOrNone((value) => (value === '' ? undefined : 'there is no replication')),
      '',
      { ...FIXED, alias: 'slaveof' },
    ),
  ].flat();
}

function choices(): ConfigParameter[] {
  const signal = flags(['default', 'save', 'nosave', 'now', 'force'], (chosen) =>
    chosen.has('save') && chosen.has('nosave')
      ? "shutdown options SAVE and NOSAVE can't be used simultaneously"
      : undefined,
  );
  const rows: readonly (readonly [string, readonly [string, ...string[]], ParameterFacts?])[] = [
    ['appendfsync', ['everysec', 'always', 'no']],
    ['cluster-preferred-endpoint-type', ['ip', 'hostname', 'unknown-endpoint']],
    ['enable-module-command', ['no', 'yes', 'local'], FIXED],
    ['enable-protected-configs', ['no', 'yes', 'local'], FIXED],
    ['oom-score-adj', ['no', 'yes', 'relative', 'absolute']],
    ['propagation-error-behavior', ['ignore', 'panic', 'panic-on-replicas']],
    ['repl-diskless-load', ['disabled', 'on-empty-db', 'swapdb']],
    ['sanitize-dump-payload', ['no', 'yes', 'clients']],
    ['supervised', ['no', 'upstart', 'systemd', 'auto'], FIXED],
  ];
  const facilities = ['user', ...Array.from({ length: 8 }, (_, i) => `local${i}`)];
  return [
    ...rows.flatMap(([name, all, facts]) => inert(name, oneOfWords(...all), all[0], facts)),
    ...inert('loglevel', oneOfWords('debug', 'verbose', 'notice', 'warning'), 'notice'),
    ...inert('tls-auth-clients', oneOfWords('no', 'yes', 'optional'), 'yes'),
    ...inert('syslog-facility', oneOfWords(...facilities), 'local0', FIXED),
    ...inert('shutdown-on-sigint', signal, ['default']),
    ...inert('shutdown-on-sigterm', signal, ['default']),
  ];
}

function hostname(name: Bytes): string | undefined {
  if (name.length >= 256) return 'Hostnames must be less than 256 characters';
  return /^[A-Za-z0-9.-]*$/.test(name)
    ? undefined
    : 'Hostnames may only contain alphanumeric characters, hyphens or dots';
}

const TITLE_VARIABLES =
  /\{(?:title|listen-addr|server-mode|port|tls-port|config-file|unixsocket)\}/g;

/** A title has to say something, and may name nothing unknown. */
function processTitle(template: Bytes): string | undefined {
  const known = template.replaceAll('{{', '.');
  const rest = known.replace(TITLE_VARIABLES, '');
  const named = known.replace(/\{(?:title|server-mode|config-file|unixsocket)\}/g, '');
  return rest.includes('{') || named.trim() === ''
    ? 'template format is invalid or contains unknown variables'
    : undefined;
}

function fileName(what: string): (name: Bytes) => string | undefined {
  return (name) => (name.includes('/') ? `${what} can't be a path, just a filename` : undefined);
}

/** A configuration file always names it, as relative paths depend on it. */
const folder: Kind<Bytes> = {
  ...text(),
  lines: (name, value) => [{ text: `${name} ${quoted(value)}`, needed: true }],
};

function texts(): ConfigParameter[] {
  const allowedEmpty = ['ignore-warnings', 'locale-collate', 'logfile', 'syslog-ident'];
  const plain: readonly Row<Bytes>[] = [
    ['aof_rewrite_cpulist', '', FIXED],
    ['bgsave_cpulist', '', FIXED],
    ['bind-source-addr', ''],
    ['bio_cpulist', '', FIXED],
    ['cluster-announce-human-nodename', ''],
    ['cluster-announce-ip', ''],
    ['cluster-config-file', 'nodes.conf', FIXED],
    ['ignore-warnings', ''],
    ['locale-collate', ''],
    ['logfile', '', FIXED],
    ['masteruser', '', { sensitive: true }],
    ['pidfile', '', FIXED],
    ['replica-announce-ip', '', named('slave-announce-ip')],
    ['server_cpulist', '', FIXED],
    ['syslog-ident', 'redis', FIXED],
    ['tls-ca-cert-dir', ''],
    ['tls-ca-cert-file', ''],
    ['tls-cert-file', ''],
    ['tls-ciphers', ''],
    ['tls-ciphersuites', ''],
    ['tls-client-cert-file', ''],
    ['tls-client-key-file', ''],
    ['tls-client-key-file-pass', '', { sensitive: true }],
    ['tls-dh-params-file', ''],
    ['tls-key-file', ''],
    ['tls-key-file-pass', '', { sensitive: true }],
    ['tls-protocols', ''],
  ];
  return [
    ...plain.flatMap(([name, value, facts]) =>
      inert(name, allowedEmpty.includes(name) ? text() : textOrNone(), value, facts),
    ),
    ...inert('dir', folder, process.cwd(), { protected: true }),
    ...inert('masterauth', secret, '', { sensitive: true }),
    ...inert('cluster-announce-hostname', textOrNone(hostname), ''),
    ...inert('proc-title-template', text(processTitle), '{title} {listen-addr} {server-mode}'),
    ...inert('dbfilename', text(fileName('dbfilename')), 'dump.rdb', { protected: true }),
    ...inert('appendfilename', text(fileName('appendfilename')), 'appendonly.aof', FIXED),
    ...inert('appenddirname', text(fileName('appenddirname')), 'appendonlydir', FIXED),
  ];
}

function integers(): ConfigParameter[] {
  type Bounded = readonly [
    name: string,
    value: number,
    min: number,
    max: number,
    facts?: ParameterFacts,
  ];
  const rows: readonly Bounded[] = [
    ['active-defrag-cycle-max', 25, 1, 99],
    ['active-defrag-cycle-min', 1, 1, 99],
    ['active-defrag-threshold-lower', 10, 0, 1000],
    ['active-defrag-threshold-upper', 100, 0, 1000],
    ['active-expire-effort', 1, 1, 10],
    ['auto-aof-rewrite-percentage', 100, 0, INT_MAX],
    ['cluster-announce-bus-port', 0, 0, PORT_MAX],
    ['cluster-announce-port', 0, 0, PORT_MAX],
    ['cluster-announce-tls-port', 0, 0, PORT_MAX],
    ['cluster-migration-barrier', 1, 0, INT_MAX],
    ['cluster-port', 0, 0, PORT_MAX, FIXED],
    ['cluster-replica-validity-factor', 10, 0, INT_MAX, named('cluster-slave-validity-factor')],
    ['io-threads', 1, 1, 128, FIXED],
    ['key-load-delay', 0, -INT_MAX - 1, INT_MAX, { hidden: true }],
    ['loading-process-events-interval-bytes', 2_097_152, 1024, INT_MAX, { hidden: true }],
    ['maxmemory-eviction-tenacity', 10, 0, 100],
    ['min-replicas-max-lag', 10, 0, INT_MAX, named('min-slaves-max-lag')],
    ['min-replicas-to-write', 0, 0, INT_MAX, named('min-slaves-to-write')],
    ['repl-diskless-sync-delay', 5, 0, INT_MAX],
    ['repl-diskless-sync-max-replicas', 0, 0, INT_MAX],
    ['repl-ping-replica-period', 10, 1, INT_MAX, named('repl-ping-slave-period')],
    ['repl-timeout', 60, 1, INT_MAX],
    ['replica-announce-port', 0, 0, PORT_MAX, named('slave-announce-port')],
    ['replica-priority', 100, 0, INT_MAX, named('slave-priority')],
    ['shutdown-timeout', 10, 0, INT_MAX],
    ['socket-mark-id', 0, 0, 2 ** 32 - 1, FIXED],
    ['tls-session-cache-size', 20_480, 0, INT_MAX],
    ['tls-session-cache-timeout', 300, 0, INT_MAX],
  ];
  const longs: readonly (readonly [name: string, value: Int64, min: number])[] = [
    ['active-defrag-max-scan-fields', 1000, 1],
    ['cluster-node-timeout', 15_000, 0],
    ['repl-backlog-ttl', 3600, 0],
  ];
  return [
    ...rows.flatMap(([name, value, min, max, facts]) =>
      inert(name, integer(min, max), value, facts),
    ),
    ...longs.flatMap(([name, value, min]) => inert(name, long(min), value)),
  ];
}

function amounts(): ConfigParameter[] {
  const rows: readonly (readonly [name: string, value: Int64, kind: Kind<Int64>])[] = [
    ['active-defrag-ignore-bytes', 104_857_600, memory(1)],
    ['auto-aof-rewrite-min-size', 67_108_864, memory(0)],
    ['cluster-link-sendbuf-limit', 0, memory(0, UINT64_MAX)],
    ['maxmemory-clients', 0, memoryOrPercent],
    ['repl-backlog-size', 1_048_576, memory(1, undefined, MIN_BACKLOG)],
  ];
  return rows.flatMap(([name, value, kind]) => inert(name, kind, value));
}
