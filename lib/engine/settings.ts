import type { Bytes } from './bytes.js';
import type { Int64 } from './int64.js';

/** The classes of connections that have limits of their own for what they have not read yet. */
export type ClientClass = 'normal' | 'slave' | 'pubsub';

/** How much may wait for a connection of a class before it is closed; 0 is no limit. */
export interface OutputBufferLimit {
  /** Bytes at which the connection is closed at once. */
  readonly hard: Int64;
  /** Bytes at which it is closed when they stay for {@link seconds}. */
  readonly soft: Int64;
  readonly seconds: number;
}

/** What happens to keys when `maxmemory` is reached. */
export const EVICTION_POLICIES = [
  'volatile-lru',
  'volatile-lfu',
  'volatile-random',
  'volatile-ttl',
  'allkeys-lru',
  'allkeys-lfu',
  'allkeys-random',
  'noeviction',
] as const;
export type EvictionPolicy = (typeof EVICTION_POLICIES)[number];

/** Each one takes about 2 kB from the start; far more of them would take the process down. */
export const MAX_DATABASES = 100_000;

/**
 * The live values of the parameters of CONFIG that act. Whoever is concerned reads them when they matter; only CONFIG
 * and the composition of an engine write them.
 */
export class Settings {
  /** How many databases there are. */
  databases = 16;

  // Connections
  /** Connections that the server accepts at the same time. */
  maxClients = 10_000;
  /** Seconds without a command after which a connection is closed; 0 for never. */
  timeout = 0;
  /** Seconds between TCP keep-alive probes; 0 for none. */
  tcpKeepalive = 300;
  /** How many connections may wait to be accepted. */
  tcpBacklog = 511;
  /** Addresses to listen on, as `bind` has them. */
  bind: readonly Bytes[] = ['*', '-::*'];
  /** The TCP port that is listened on; 0 for none. */
  port = 0;
  /** The path of the unix socket that is listened on; empty for none. */
  unixSocket: Bytes = '';
  /** File permissions of the unix socket; 0 leaves them as they are. */
  unixSocketPerm = 0;
  /** Whether other machines are refused while there is no password. */
  protectedMode = true;
  outputBufferLimits: Readonly<Record<ClientClass, OutputBufferLimit>> = {
    normal: { hard: 0, soft: 0, seconds: 0 },
    slave: { hard: 268_435_456, soft: 67_108_864, seconds: 60 },
    pubsub: { hard: 33_554_432, soft: 8_388_608, seconds: 60 },
  };
  /** Bytes of requests that a connection may have sent without being complete. */
  queryBufferLimit: Int64 = 1024 * 1024 * 1024;
  /** The longest argument and the longest string that a command may make, in bytes. */
  protoMaxBulkLength: Int64 = 512 * 1024 * 1024;

  // Access
  /** What new users may subscribe to. */
  aclPubsubDefault: 'allchannels' | 'resetchannels' = 'resetchannels';
  /** The file of ACL LOAD and ACL SAVE; empty for none. */
  aclFile: Bytes = '';
  /** Entries of ACL LOG. */
  aclLogMaxLength: Int64 = 128;
  /** Who may use DEBUG. */
  enableDebugCommand: 'no' | 'yes' | 'local' = 'no';

  // Observation
  /** Entries of SLOWLOG. */
  slowlogMaxLength: Int64 = 128;
  /** Whether INFO and LATENCY HISTOGRAM know how long commands take. */
  latencyTracking = true;
  /** The percentiles that INFO tells of every command. */
  latencyTrackingPercentiles: readonly number[] = [50, 99, 99.9];
  /** Keys that are remembered for client-side caching; 0 for any number. */
  trackingTableMaxKeys: Int64 = 1_000_000;

  // Work
  /** Milliseconds after which a script may be killed, and others hear of it; 0 for never. */
  busyReplyThreshold: Int64 = 5000;

  // Memory
  /** Bytes of keys and values that the engine may hold; 0 for any number. */
  maxMemory: Int64 = 0;
  maxMemoryPolicy: EvictionPolicy = 'noeviction';
  /** Keys that an eviction chooses from. */
  maxMemorySamples = 5;
  /** How slowly the counter of uses grows. */
  lfuLogFactor = 10;
  /** Minutes after which the counter of uses falls by one; 0 for never. */
  lfuDecayTime = 1;

  // What has to be known of every command is kept as one boolean.
  /** Whether even commands that take next to no time are timed, as somebody looks for less than a millisecond. */
  timesEveryCommand = false;
  private slowerThan: Int64 = 10_000;
  private latencyThreshold: Int64 = 0;

  /** Microseconds from which a command is slow; 0 logs every command, -1 none. */
  get slowlogLogSlowerThan(): Int64 {
    return this.slowerThan;
  }

  set slowlogLogSlowerThan(microseconds: Int64) {
    this.slowerThan = microseconds;
    this.chooseTimed();
  }

  /** Milliseconds from which LATENCY remembers an event; 0 for none. */
  get latencyMonitorThreshold(): Int64 {
    return this.latencyThreshold;
  }

  set latencyMonitorThreshold(ms: Int64) {
    this.latencyThreshold = ms;
    this.chooseTimed();
  }

  private chooseTimed(): void {
    const { slowerThan, latencyThreshold } = this;
    this.timesEveryCommand = latencyThreshold > 0 || (slowerThan >= 0 && slowerThan < 1000);
  }
}
