import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { MapReply } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { describeDifferential, differentialTable } from '../harness/table.js';
import type { Row } from '../harness/step.js';

/** What Redis 7.2 has and 7.0 has not. */
const NEWER = [
  'cluster-announce-human-nodename',
  'locale-collate',
  'set-max-listpack-entries',
  'set-max-listpack-value',
];
/** Their values are those of a process and its place. */
const OF_THE_PROCESS = [
  'enable-debug-command',
  'bind',
  'dir',
  'port',
  'save',
  'logfile',
  'pidfile',
  'unixsocket',
];

async function parametersOf(client: TestClient): Promise<Map<string, string>> {
  const reply = await client.call('CONFIG', 'GET', '*');
  await client.close();
  const words = (reply instanceof MapReply ? reply.words : reply) as readonly string[];
  return new Map(
    Array.from({ length: words.length / 2 }, (_, i) => [words[2 * i]!, words[2 * i + 1]!]),
  );
}

describeDifferential('CONFIG GET *', (server) => {
  it('names the parameters of the real server, with their defaults', async () => {
    const ours = await parametersOf(await EngineClient.connect(new InMemoryCache()));
    const theirs = await parametersOf(await server().connect(2, { port: server().port }));
    expect([...ours.keys()].filter((name) => !NEWER.includes(name)).toSorted()).toEqual(
      [...theirs.keys()].toSorted(),
    );
    for (const name of OF_THE_PROCESS) theirs.delete(name);
    expect(Object.fromEntries(ours)).toMatchObject(Object.fromEntries(theirs));
  });
});

function tries(names: readonly string[], values: readonly string[], last: string): Row[] {
  return names.flatMap((name) => [
    ['CONFIG', 'SET', name, last],
    ...values.flatMap((value) => [
      ['CONFIG', 'SET', name, value],
      ['CONFIG', 'GET', name],
    ]),
    ['CONFIG', 'SET', name, last],
  ]);
}

const YES_NO = `activerehashing aof-disable-auto-gc aof-load-truncated aof-rewrite-incremental-fsync
  aof-timestamp-enabled aof-use-rdb-preamble cluster-allow-pubsubshard-when-down
  cluster-allow-reads-when-down cluster-allow-replica-migration cluster-replica-no-failover
  cluster-slave-no-failover cluster-require-full-coverage crash-log-enabled crash-memcheck-enabled
  dynamic-hz jemalloc-bg-thread lazyfree-lazy-eviction lazyfree-lazy-expire
  lazyfree-lazy-server-del lazyfree-lazy-user-del lazyfree-lazy-user-flush latency-tracking
  no-appendfsync-on-rewrite protected-mode rdb-del-sync-files rdb-save-incremental-fsync
  rdbcompression repl-disable-tcp-nodelay repl-diskless-sync replica-announced
  replica-ignore-disk-write-errors replica-ignore-maxmemory slave-ignore-maxmemory
  replica-lazy-flush slave-lazy-flush replica-read-only slave-read-only replica-serve-stale-data
  slave-serve-stale-data stop-writes-on-bgsave-error tls-cluster tls-prefer-server-ciphers
  tls-replication tls-session-caching use-exit-on-panic`.split(/\s+/);

differentialTable(
  'CONFIG SET of yes and no',
  tries(YES_NO, ['no', 'YES', '', '1', 'yes ', 'true', 'No'], 'yes'),
);

const INTEGERS = `active-defrag-cycle-max active-defrag-cycle-min active-defrag-max-scan-fields
  active-defrag-threshold-lower active-defrag-threshold-upper active-expire-effort acllog-max-len
  auto-aof-rewrite-percentage busy-reply-threshold lua-time-limit cluster-announce-bus-port
  cluster-announce-port cluster-announce-tls-port cluster-migration-barrier cluster-node-timeout
  cluster-replica-validity-factor cluster-slave-validity-factor hash-max-listpack-entries
  hash-max-ziplist-entries hz key-load-delay latency-monitor-threshold lfu-decay-time
  lfu-log-factor list-compress-depth list-max-listpack-size list-max-ziplist-size
  maxmemory-eviction-tenacity maxmemory-samples
  min-replicas-max-lag min-slaves-max-lag min-replicas-to-write min-slaves-to-write
  repl-backlog-ttl repl-diskless-sync-delay repl-diskless-sync-max-replicas
  repl-ping-replica-period repl-ping-slave-period repl-timeout replica-announce-port
  slave-announce-port replica-priority slave-priority set-max-intset-entries shutdown-timeout
  slowlog-log-slower-than slowlog-max-len stream-node-max-entries tcp-keepalive timeout
  tls-session-cache-size tls-session-cache-timeout tracking-table-max-keys
  zset-max-listpack-entries zset-max-ziplist-entries`.split(/\s+/);

differentialTable(
  'CONFIG SET of integers',
  tries(
    INTEGERS,
    `0 1 -1 2 7 64 99 100 1000 1001 65535 65536 01 -0 +1 1.0 1e2 x 1kb 2147483647 2147483648
    -2147483648 -2147483649 4294967296 9007199254740993 9223372036854775807 9223372036854775808
    -9223372036854775808 -9223372036854775809`
      .split(/\s+/)
      .concat('', ' 1', '1 '),
    '7',
  ),
);

const AMOUNTS = `active-defrag-ignore-bytes auto-aof-rewrite-min-size client-query-buffer-limit
  cluster-link-sendbuf-limit hash-max-listpack-value hash-max-ziplist-value hll-sparse-max-bytes
  maxmemory maxmemory-clients proto-max-bulk-len repl-backlog-size stream-node-max-bytes
  zset-max-listpack-value zset-max-ziplist-value`.split(/\s+/);

differentialTable(
  'CONFIG SET of amounts of memory',
  tries(
    AMOUNTS,
    `0 1 -1 x 1kb 2KB 1mb 1M 1gb 3g 1b 1x 1% 100% 101% -1% % 1.5gb 1048575 1048576 b kb
    9223372036854775807 9223372036854775808`
      .split(/\s+/)
      .concat('', ' 1', '1 gb'),
    '16mb',
  ),
);

differentialTable(
  'CONFIG SET of a hidden integer',
  tries(['loading-process-events-interval-bytes'], ['1023', '1024', 'x'], '2097152'),
);

differentialTable('CONFIG SET of one of some words', [
  ...tries(['acl-pubsub-default'], ['allchannels', 'X', '', 'RESETCHANNELS'], 'resetchannels'),
  ...tries(['appendfsync'], ['always', 'No', 'x', 'always no'], 'everysec'),
  ...tries(['cluster-preferred-endpoint-type'], ['hostname', 'unknown-endpoint', 'x'], 'ip'),
  ...tries(['loglevel'], ['debug', 'VERBOSE', 'warning', '', 'debug notice'], 'notice'),
  ...tries(['oom-score-adj'], ['x', ''], 'no'),
  ...tries(['propagation-error-behavior'], ['panic', 'panic-on-replicas', 'x'], 'ignore'),
  ...tries(['repl-diskless-load'], ['swapdb', 'on-empty-db', 'x'], 'disabled'),
  ...tries(['sanitize-dump-payload'], ['yes', 'clients', 'x'], 'no'),
  ...tries(['tls-auth-clients'], ['no', 'optional', 'x'], 'yes'),
  ...tries(
    ['maxmemory-policy'],
    [
      ...['volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl'],
      ...['allkeys-lru', 'allkeys-lfu', 'ALLKEYS-RANDOM', 'lru', ''],
    ],
    'noeviction',
  ),
  ...tries(
    ['shutdown-on-sigint', 'shutdown-on-sigterm'],
    [
      ...['save', 'nosave now', 'FORCE now save', 'default', 'default save', 'save save', 'x'],
      ...['', 'save nosave', 'save  now', ' save'],
    ],
    'default',
  ),
]);

differentialTable('CONFIG SET of text', [
  ...tries(
    `bind-source-addr cluster-announce-ip ignore-warnings masterauth masteruser
    replica-announce-ip slave-announce-ip tls-ca-cert-dir tls-ca-cert-file tls-cert-file
    tls-ciphers tls-ciphersuites tls-client-cert-file tls-client-key-file tls-client-key-file-pass
    tls-dh-params-file tls-key-file tls-key-file-pass tls-protocols`.split(/\s+/),
    ['a b', '', '\xe4"\\', 'x'.repeat(300)],
    '',
  ),
  ...tries(
    ['cluster-announce-hostname'],
    ['a.b-9', 'a_b', 'a b', 'x'.repeat(255), 'x'.repeat(256), 'a\0b'],
    '',
  ),
  ...tries(
    ['proc-title-template'],
    ['', ' ', 'x', '{port}', '{tls-port} {x}', '{', '{{', '}', '{Port}', '{ port}', 'a{port}b'],
    '{title} {listen-addr} {server-mode}',
  ),
]);

differentialTable('CONFIG SET of lists', [
  ...tries(
    ['client-output-buffer-limit'],
    [
      ...['', 'slave 1 2 3', 'REPLICA 1kb 2mb 3', 'pubsub 1 1 1 slave 2 2 2', 'normal 0 0 0'],
      ...['nope 0 0 0', 'master 0 0 0', 'slave x 0 0', 'slave 0 x 0', 'slave 0 0 x', 'slave 0 0'],
      ...['slave 0 0 -1', 'slave 0 0 1.5', 'slave 0 0 +5', 'slave 0 0 2147483647'],
      ...['slave 0 0 2147483648', 'slave 0 0 4294967297', 'slave 99999999999999999999 -1 0'],
      ...['slave 0  0 0', ' slave 0 0 0', 'slave 0 0 0 ', 'slave 99999999999999999999 0 0'],
      ...['slave 5 5 5 nope 0 0 0', 'slave 6 6 6 slave 7 7 7'],
    ],
    'slave 268435456 67108864 60 pubsub 33554432 8388608 60',
  ),
  ...tries(
    ['latency-tracking-info-percentiles'],
    [
      ...['', '50', '0 100', '99.99999', '99.999999', '0.00001 12.3456789', '1e1 +5 .5 5.'],
      ...['100.0001', '-0.1', 'x', '50 x', '50  60', 'inf', '50 50'],
    ],
    '50 99 99.9',
  ),
  ...tries(
    ['oom-score-adj-values'],
    ['0 0 0', '1 2', '1 2 3 4', '', '-2000 0 2000', '-2001 0 0', '0 0 2001', 'x 0 0', '3 2 1'],
    '0 200 800',
  ),
  ...tries(
    ['save'],
    [
      ...['9999 1', '9999 1 99999 100', '9999', 'x 1', '1 x', '0 1', '9999 0', '-1 1', '9999 -1'],
      ...['9999  1', ' 9999 1', '9999 1 ', '09999 1'],
    ],
    '',
  ),
]);

differentialTable('CONFIG SET of what is fixed', [
  ...`aclfile aof_rewrite_cpulist appenddirname appendfilename bgsave_cpulist bio_cpulist
  always-show-logo cluster-config-file cluster-enabled cluster-port daemonize databases disable-thp
  enable-debug-command enable-module-command enable-protected-configs io-threads
  io-threads-do-reads logfile pidfile rdbchecksum replicaof slaveof server_cpulist set-proc-title
  socket-mark-id supervised syslog-enabled syslog-facility syslog-ident tcp-backlog unixsocket
  unixsocketperm dir dbfilename`
    .split(/\s+/)
    .map((name) => ['CONFIG', 'SET', name, '1']),
  'CONFIG SET appendonly no',
  'CONFIG SET appendonly x',
  'CONFIG SET activedefrag yes',
  'CONFIG SET activedefrag no',
  'CONFIG SET port x',
  'CONFIG SET port 65536',
  'CONFIG SET tls-port x',
  'CONFIG SET tls-port 65536',
  'CONFIG SET tls-port 0',
]);

differentialTable('CONFIG SET of several', [
  'CONFIG SET maxmemory 0 slowlog-max-len 8 maxmemory-samples 5 lua-time-limit 6 key-load-delay 0',
  'CONFIG SET maxmemory 1gb slowlog-max-len x',
  'CONFIG GET maxmemory',
  'CONFIG SET maxmemory 1gb nope 1 databases 1',
  'CONFIG SET maxmemory 1gb databases 1 nope 1',
  'CONFIG SET maxmemory 1gb MAXMEMORY 2gb',
  'CONFIG SET slave-priority 5 replica-priority 6',
  'CONFIG GET *-priority',
  'CONFIG SET slave-priority 100',
  'CONFIG SET lua-time-limit 5 slowlog-max-len 9 maxmemory-samples 0',
  'CONFIG GET busy-reply-threshold slowlog-max-len maxmemory-s*',
  'CONFIG GET key-load-delay *-load-delay',
  'CONFIG SET client-output-buffer-limit "slave 1 1 1" client-output-buffer-limit "pubsub 1 1 1"',
  'CONFIG SET client-output-buffer-limit "slave 1 1 1" timeout x',
  'CONFIG GET client-output*',
  'CONFIG REWRITE',
  'CONFIG REWRITE x',
]);
