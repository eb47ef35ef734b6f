import { afterEach, beforeEach, describe } from '@jest/globals';
import {
  FlowProducer,
  Queue,
  QueueEvents,
  Worker,
  type ConnectionOptions,
  type Processor,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { embeddedConnector } from '../../../lib/client/embedded-connector.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { RespServer } from '../../../lib/server/resp-server.js';
import { describeWithRedis } from '../../support/redis-server.js';

interface Closeable {
  close(): Promise<unknown>;
}

/** What one test uses of BullMQ; all of it is closed after the test. */
export interface Queues {
  queue(name: string, options?: Partial<QueueOptions>): Queue;
  worker(name: string, process: Processor, options?: Partial<WorkerOptions>): Worker;
  /** A worker that runs nothing by itself. */
  idleWorker(name: string, options?: Partial<WorkerOptions>): Worker;
  events(name: string): Promise<QueueEvents>;
  flows(): FlowProducer;
  /** A connection that tells what is stored. */
  redis(): Redis;
}

/** Where BullMQ's connections go. */
interface Seam {
  /** What BullMQ is handed: a connection, or options to make one. */
  connection(): ConnectionOptions;
  redis(): Redis;
  close(): Promise<unknown>;
}

/**
 * Runs the same tests on the embedded engine, reached by a connection handed over, by options and through the RESP
 * server, and on a real redis-server. The data is empty before each test.
 */
export function describeEachQueueRedis(name: string, fn: (queues: Queues) => void): void {
  describe(`${name}, over a ConnectionManager`, () => {
    register(async () => {
      const engine = new InMemoryCache();
      const shared = new ConnectionManager({ engine, maxRetriesPerRequest: null });
      return {
        connection: () => shared as unknown as ConnectionOptions,
        redis: () => shared,
        close: async () => shared.disconnect(),
      };
    }, fn);
  });
  describe(`${name}, by options with a Connector`, () => {
    register(async () => {
      const engine = new InMemoryCache();
      const redis = new ConnectionManager({ engine });
      return {
        connection: () => ({
          Connector: embeddedConnector(engine),
          maxRetriesPerRequest: null,
        }),
        redis: () => redis,
        close: async () => redis.disconnect(),
      };
    }, fn);
  });
  describe(`${name}, over the RESP server`, () => {
    register(async () => {
      const engine = new InMemoryCache();
      const server = new RespServer(engine);
      const { port } = await server.listen({ port: 0 });
      const redis = new ConnectionManager({ engine });
      return {
        connection: () => ({ port, maxRetriesPerRequest: null }),
        redis: () => redis,
        close: async () => {
          redis.disconnect();
          engine.close();
          await server.close();
        },
      };
    }, fn);
  });
  describeWithRedis(`${name}, on redis-server`, (server) => {
    register(async () => {
      const redis = new Redis(server().url);
      await redis.flushall();
      return {
        connection: () => ({ port: server().port, maxRetriesPerRequest: null }),
        redis: () => redis,
        close: async () => redis.disconnect(),
      };
    }, fn);
  });
}

function register(open: () => Promise<Seam>, fn: (queues: Queues) => void): void {
  let seam: Seam;
  let opened: Closeable[] = [];
  const keep = <T extends Closeable>(one: T): T => {
    opened.push(one);
    return one;
  };
  beforeEach(async () => {
    seam = await open();
  });
  afterEach(async () => {
    // Workers first: they have connections of their own that wait.
    for (const one of opened.toReversed()) await one.close();
    opened = [];
    await seam.close();
  });
  fn({
    queue: (name, options) => keep(new Queue(name, { connection: seam.connection(), ...options })),
    worker: (name, process, options) =>
      keep(new Worker(name, process, { connection: seam.connection(), ...options })),
    idleWorker: (name, options) =>
      keep(new Worker(name, undefined, { connection: seam.connection(), ...options })),
    events: async (name) => {
      // From the beginning: when it has asked for what is new, nobody tells.
      const options = { connection: seam.connection(), lastEventId: '0-0' };
      const events = keep(new QueueEvents(name, options));
      await events.waitUntilReady();
      return events;
    },
    flows: () => keep(new FlowProducer({ connection: seam.connection() })),
    redis: () => seam.redis(),
  });
}
