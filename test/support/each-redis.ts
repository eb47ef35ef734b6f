import { afterEach, beforeEach, describe } from '@jest/globals';
import { Cluster, Redis } from 'ioredis';
import { ConnectionManager } from '../../lib/client/connection-manager.js';
import { ManualClock } from '../../lib/engine/clock.js';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { describeWithRedisCluster } from './redis-cluster.js';
import { describeWithRedis } from './redis-server.js';

/** A Redis of one of the three kinds, empty before every test. */
export interface TestRedis {
  readonly connection: Redis | Cluster;
  /** A further connection to the same data; closed after the test. */
  connect(): Redis | Cluster;
  /** Moves the time of the embedded engine, or waits on a server. */
  pass(ms: number): Promise<void>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function flush(connection: Redis | Cluster): Promise<void> {
  const nodes = connection instanceof Cluster ? connection.nodes('master') : [connection];
  await Promise.all(nodes.map((node) => node.flushall()));
}

function register(
  open: () => Redis | Cluster,
  pass: (ms: number) => Promise<void>,
  fn: (redis: TestRedis) => void,
): void {
  let connections: (Redis | Cluster)[] = [];
  const connect = (): Redis | Cluster => {
    const connection = open();
    connections.push(connection);
    return connection;
  };
  beforeEach(async () => {
    const connection = connect();
    // A cluster knows its nodes after its first command.
    await connection.exists('k');
    await flush(connection);
  });
  afterEach(() => {
    for (const connection of connections) connection.disconnect();
    connections = [];
  });
  fn({
    get connection(): Redis | Cluster {
      return connections[0]!;
    },
    connect,
    pass,
  });
}

/**
 * Runs the same tests on an embedded engine, on a real server and on a real cluster of three nodes.
 * @param fn registers the tests
 */
export function describeEachRedis(name: string, fn: (redis: TestRedis) => void): void {
  describe(`${name}, embedded`, () => {
    const clock = new ManualClock(Date.now());
    let engine = new InMemoryCache({ clock });
    beforeEach(() => {
      engine = new InMemoryCache({ clock });
    });
    register(
      () => new ConnectionManager({ engine }),
      async (ms) => clock.advance(ms),
      fn,
    );
  });
  describeWithRedis(`${name}, on a server`, (server) => {
    register(() => new Redis(server().url), wait, fn);
  });
  describeWithRedisCluster(`${name}, on a cluster`, (cluster) => {
    register(() => new Cluster(cluster().startupNodes), wait, fn);
  });
}
