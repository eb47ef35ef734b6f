import { Cluster } from 'ioredis';
import type { InMemoryCache } from '../engine/engine.js';

/** An ioredis connection to a real Redis Cluster; in an application it takes the place of a ConnectionManager. */
export class ClusterConnectionManager extends Cluster {
  /** There is none in this process. */
  get engine(): InMemoryCache | undefined {
    return undefined;
  }
}
