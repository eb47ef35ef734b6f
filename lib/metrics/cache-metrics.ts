import type { Cluster, Redis } from 'ioredis';
import { aConnection } from '../engine/known-options.js';
import { figuresOf, type CacheFigures } from './cache-figures.js';
import { parseInfo } from './info.js';

/**
 * The figures of a Redis: hits and misses, keys, memory, commands. They are those of INFO, on the embedded engine as
 * on a server; on a cluster every master is asked.
 */
export class CacheMetrics {
  /**
   * @param connection what to ask
   * @throws InvalidOptionError when it is no ioredis connection
   */
  constructor(private readonly connection: Redis | Cluster) {
    aConnection('connection', connection);
  }

  /** The figures as they are now. One round trip. */
  async snapshot(): Promise<CacheFigures> {
    const { connection } = this;
    const servers = 'nodes' in connection ? await masters(connection) : [connection];
    // One section name that every version knows and that brings the statistics of commands as well.
    const replies = await Promise.all(servers.map((server) => server.info('all')));
    return figuresOf(replies.map(parseInfo));
  }
}

/** The masters of a cluster. It knows them once it is connected, for which any command will do. */
async function masters(cluster: Cluster): Promise<Redis[]> {
  if (cluster.status !== 'ready') await cluster.exists('');
  return cluster.nodes('master');
}
