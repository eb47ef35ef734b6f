import type { ClusterNode, ClusterOptions } from 'ioredis';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { ClusterConnectionManager } from './cluster-connection-manager.js';
import { ConnectionManager } from './connection-manager.js';
import {
  ADDRESSES,
  ENGINE_OPTIONS,
  PLACES,
  type ConnectionManagerOptions,
} from './connection-options.js';
import { checkClusterOptions, checkIoredisOptions, checkNodes } from './ioredis-options.js';

/** The options of {@link createConnection}: those of a {@link ConnectionManager}, or the nodes of a cluster. */
export interface ConnectionOptions extends ConnectionManagerOptions {
  /** The first nodes of a real Redis Cluster. */
  nodes?: ClusterNode[];
  /** ioredis' options of a cluster; the other options of the connection apply to each of its nodes. */
  cluster?: ClusterOptions;
}

/**
 * Makes the connection that the options ask for: to a cluster with `nodes`, to a server with `url` or `server`, to an
 * engine of this process without any of them.
 * @throws InvalidOptionError naming the option
 */
export function createConnection(
  options: ConnectionOptions = {},
): ConnectionManager | ClusterConnectionManager {
  checkIoredisOptions('', options);
  const { nodes, cluster, ...connection } = options;
  if (nodes === undefined) {
    if (cluster !== undefined)
      throw new InvalidOptionError('cluster', "'nodes' next to it", cluster);
    return new ConnectionManager(connection);
  }
  checkNodes('nodes', nodes);
  if (cluster !== undefined) checkClusterOptions('cluster', cluster);
  const useless = OF_ONE_SERVER.find((name) => (connection[name] ?? undefined) !== undefined);
  if (useless)
    throw new InvalidOptionError(useless, "nothing next to 'nodes'", connection[useless]);
  if (Number(connection.db ?? 0) > 0) {
    throw new InvalidOptionError('db', "0 next to 'nodes'", connection.db);
  }
  const redisOptions = { ...connection };
  for (const name of OF_ONE_SERVER) delete redisOptions[name];
  return new ClusterConnectionManager(nodes, clusterOptions(cluster, redisOptions));
}

/** What says where one server or engine is, or what a new engine is like. */
const OF_ONE_SERVER = [...PLACES, ...ADDRESSES, ...ENGINE_OPTIONS] as const;

/** What a cluster connection has for itself rather than for each node. */
const OF_THE_CLUSTER = [
  'keyPrefix',
  'enableAutoPipelining',
  'autoPipeliningIgnoredCommands',
  'showFriendlyErrorStack',
  'enableOfflineQueue',
  'enableReadyCheck',
  'lazyConnect',
  'scripts',
] as const;

/** ioredis 6 types the connection by its `replyMapping`. */
type LegacyClusterOptions = ClusterOptions & { redisOptions?: { replyMapping?: 'legacy' } };

function clusterOptions(
  cluster: ClusterOptions = {},
  options: NonNullable<ClusterOptions['redisOptions']>,
): LegacyClusterOptions {
  const own: Record<string, unknown> = {};
  const ofEachNode: Record<string, unknown> = { ...options };
  for (const name of OF_THE_CLUSTER) {
    if (name in ofEachNode) own[name] = ofEachNode[name];
    delete ofEachNode[name];
  }
  return {
    ...own,
    ...cluster,
    redisOptions: { ...ofEachNode, ...cluster.redisOptions },
  } as LegacyClusterOptions;
}
