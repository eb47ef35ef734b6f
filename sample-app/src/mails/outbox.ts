import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Queue, Worker, type ConnectionOptions } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { ConnectionManager } from 'rednest';
import { MailTransport } from './mail-transport.js';
import type { Mail } from './mail.js';

const NAME = 'outbox';
/** The braces keep all keys of the queue in one slot of a cluster. */
const PREFIX = '{mails}';
const ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 50;
const AT_ONCE = 5;
const KEPT = 1000;

/** How far a mail is. */
export interface MailState {
  readonly id: string;
  readonly mail: Mail;
  /** `waiting`, `active`, `delayed` until its next attempt, `completed` or `failed` */
  readonly state: string;
  readonly attempts: number;
  readonly reason?: string;
}

/** Mails that are sent in the background: a BullMQ queue where the application's other data is. */
@Injectable()
export class Outbox implements OnModuleInit, OnModuleDestroy {
  private connection: Redis | Cluster | undefined;
  private queue!: Queue<Mail>;
  private worker: Worker<Mail> | undefined;

  constructor(
    private readonly redis: ConnectionManager,
    private readonly transport: MailTransport,
  ) {}

  onModuleInit(): void {
    this.connection = patient(this.redis);
    const connection = this.connection as ConnectionOptions;
    this.queue = new Queue(NAME, {
      connection,
      prefix: PREFIX,
      defaultJobOptions: {
        attempts: ATTEMPTS,
        backoff: { type: 'exponential', delay: FIRST_BACKOFF_MS },
        removeOnComplete: KEPT,
        removeOnFail: KEPT,
      },
    });
    this.worker = new Worker(NAME, ({ data }) => this.transport.send(data), {
      connection,
      prefix: PREFIX,
      concurrency: AT_ONCE,
    });
  }

  /** Mails that are being sent are sent before the application ends; others wait for its next start. */
  async onModuleDestroy(): Promise<void> {
    await this.worker?.close();
    await this.queue.close();
    this.connection?.disconnect();
  }

  /** Puts a mail into the queue. @returns what {@link find} asks for */
  async post(mail: Mail): Promise<string> {
    const { id } = await this.queue.add('mail', mail);
    return id!;
  }

  async find(id: string): Promise<MailState | undefined> {
    const job = await this.queue.getJob(id);
    if (!job) return undefined;
    const { data: mail, attemptsMade: attempts, failedReason } = job;
    const state = await job.getState();
    return { id, mail, state, attempts, ...(failedReason && { reason: failedReason }) };
  }
}

/** A connection of BullMQ's own: it lets commands wait for as long as they like. */
function patient(redis: Redis | Cluster): Redis | Cluster {
  const options = { maxRetriesPerRequest: null };
  return redis.isCluster
    ? (redis as Cluster).duplicate(undefined, { redisOptions: options })
    : (redis as Redis).duplicate(options);
}
