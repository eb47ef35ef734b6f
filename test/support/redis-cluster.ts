import { RawClient } from './raw-client.js';
import { RedisServer, describeWithServers } from './redis-server.js';

const SLOTS = 16_384;
const NODES = 3;
const FORM_TIMEOUT_MS = 20_000;
const POLL_MS = 50;

/** A real Redis Cluster of three masters without replicas, all on 127.0.0.1. */
export class RedisCluster {
  private constructor(readonly nodes: readonly RedisServer[]) {}

  /** Starts the nodes, deals the slots out and waits until every node calls the cluster ok. */
  static async start(): Promise<RedisCluster> {
    const settings = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000'];
    const started = await Promise.allSettled(
      Array.from({ length: NODES }, () => RedisServer.start({ args: settings })),
    );
    const nodes = started.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    const cluster = new RedisCluster(nodes);
    try {
      for (const result of started) if (result.status === 'rejected') throw result.reason as Error;
      await cluster.form();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** The nodes as ioredis' `Cluster` takes them. */
  get startupNodes(): { host: string; port: number }[] {
    return this.nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
  }

  /** Stops every node; safe to repeat. */
  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  private async form(): Promise<void> {
    const clients = await Promise.all(this.nodes.map(({ port }) => RawClient.connect({ port })));
    try {
      for (const [i, client] of clients.entries()) {
        await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(i + 1));
        const [from, to] = [i, i + 1].map((n) => Math.floor((n * SLOTS) / NODES));
        await client.call('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to! - 1));
        await client.call('CLUSTER', 'MEET', '127.0.0.1', String(this.nodes[0]!.port));
      }
      await untilOk(clients);
    } finally {
      await Promise.all(clients.map((client) => client.close()));
    }
  }
}

async function untilOk(clients: readonly RawClient[]): Promise<void> {
  const deadline = Date.now() + FORM_TIMEOUT_MS;
  for (;;) {
    const infos = await Promise.all(clients.map((client) => client.call('CLUSTER', 'INFO')));
    const formed = infos.every(
      (info) =>
        String(info).includes('cluster_state:ok') &&
        String(info).includes(`cluster_known_nodes:${NODES}\r\n`) &&
        String(info).includes(`cluster_slots_ok:${SLOTS}\r\n`),
    );
    if (formed) return;
    if (Date.now() > deadline) throw new Error(`The cluster did not form:\n${infos.join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** As `startRedisCluster` of a suite: {@link RedisCluster.start}. */
export function startRedisCluster(): Promise<RedisCluster> {
  return RedisCluster.start();
}

/** `describeWithRedis` with a cluster of three nodes. */
export function describeWithRedisCluster(
  name: string,
  fn: (cluster: () => RedisCluster) => void,
): void {
  describeWithServers(name, startRedisCluster, fn);
}
