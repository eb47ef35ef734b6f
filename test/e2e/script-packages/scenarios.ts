import { ThrottlerStorageRedisService } from './throttler-storage.js';
import Bull from 'bull';
import { Queue, Worker, type ConnectionOptions } from 'bullmq';
import type { Redis, RedisOptions } from 'ioredis';
import { createRequire } from 'node:module';
import { BurstyRateLimiter, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Opens a connection; it is closed after the scenario. */
export type Open = (options?: RedisOptions) => Redis;

interface Lock {
  readonly attempts: number;
  extend(ms: number): Promise<Lock>;
  unlock(): Promise<void>;
}

/** It comes without types. */
export interface Redlock {
  readonly lockScript: string;
  readonly unlockScript: string;
  readonly extendScript: string;
  lock(resource: string | readonly string[], ttl: number): Promise<Lock>;
}

export const Redlock = createRequire(import.meta.url)('redlock') as new (
  clients: readonly unknown[],
  options?: object,
) => Redlock;

const outcome = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : error),
  );

/** What a limiter answers, without the ms until it resets. */
async function verdict(promise: Promise<unknown>): Promise<unknown> {
  const result = await outcome(promise);
  if (!(result instanceof RateLimiterRes)) return result;
  const { consumedPoints, remainingPoints, isFirstInDuration, msBeforeNext } = result;
  return { consumedPoints, remainingPoints, isFirstInDuration, waits: msBeforeNext > 0 };
}

async function rateLimiterFlexible(open: Open): Promise<unknown[]> {
  const storeClient = open();
  const limiter = new RateLimiterRedis({ storeClient, points: 3, duration: 60, blockDuration: 30 });
  const burst = new BurstyRateLimiter(
    new RateLimiterRedis({ storeClient, keyPrefix: 'even', points: 1, duration: 60 }),
    new RateLimiterRedis({ storeClient, keyPrefix: 'burst', points: 2, duration: 60 }),
  );
  const answers: unknown[] = [];
  for (let i = 0; i < 5; i++) answers.push(await verdict(limiter.consume('alice')));
  for (let i = 0; i < 4; i++) answers.push(await verdict(burst.consume('bob')));
  answers.push(
    await verdict(limiter.penalty('carol', 2)),
    await verdict(limiter.reward('carol', 1)),
    await verdict(limiter.get('carol')),
    await verdict(limiter.get('nobody')),
    await verdict(limiter.block('dave', 100)),
    await verdict(limiter.consume('dave')),
    await verdict(limiter.set('erin', 2, 50)),
    await verdict(limiter.consume('erin', 2)),
    await limiter.delete('carol'),
    await limiter.delete('nobody'),
  );
  return answers;
}

async function redlock(open: Open): Promise<unknown[]> {
  const locks = new Redlock([open()], { retryCount: 1, retryDelay: 1, retryJitter: 1 });
  const lock = await locks.lock('resource', 10_000);
  const refused = await outcome(locks.lock('resource', 1000));
  const extended = await lock.extend(20_000);
  const both = await locks.lock(['one', 'two'], 10_000);
  const half = await outcome(locks.lock(['two', 'three'], 1000));
  await extended.unlock();
  const again = await locks.lock('resource', 5000);
  const stale = await outcome(extended.unlock());
  const late = await outcome(extended.extend(1000));
  return [lock.attempts, refused, both.attempts, half, again.attempts, stale, late].map(String);
}

async function throttlerStorage(open: Open): Promise<unknown[]> {
  const storage = new ThrottlerStorageRedisService(open());
  const answers: unknown[] = [];
  for (let i = 0; i < 6; i++) {
    const { totalHits, isBlocked, timeToExpire, timeToBlockExpire } = await storage.increment(
      i % 3 === 2 ? 'other' : 'client',
      60_000,
      2,
      30_000,
      'default',
    );
    answers.push({ totalHits, isBlocked, timeToExpire, blocked: timeToBlockExpire > 0 });
  }
  return answers;
}

async function bull(open: Open): Promise<unknown[]> {
  const createClient = (_type: string, options?: object): never =>
    open({ ...options, maxRetriesPerRequest: null, enableReadyCheck: false }) as never;
  const queue = new Bull('mails', { createClient, settings: { stalledInterval: 0 } });
  const answers: unknown[] = [];
  await queue.pause();
  await queue.add('plain', { to: 'alice' }, { jobId: 'plain' });
  await queue.add('low', {}, { jobId: 'low', priority: 5 });
  await queue.add('high', {}, { jobId: 'high', priority: 1 });
  await queue.add('failing', {}, { jobId: 'failing', attempts: 2, backoff: 1 });
  await queue.add('late', {}, { jobId: 'late', delay: 3_600_000 });
  await queue.add('weekly', {}, { repeat: { cron: '0 8 * * 1' } });
  await queue.add('plain', {}, { jobId: 'plain' });
  answers.push(await queue.getJobCounts());
  const order: string[] = [];
  const failed = new Promise<void>((resolve) => {
    queue.on('failed', (job) => {
      if (job.attemptsMade === 2) resolve();
    });
  });
  const run = async (job: Bull.Job): Promise<string> => {
    order.push(job.name);
    if (job.name === 'failing') throw new Error('on purpose');
    await job.progress(50);
    await job.log('half-way');
    return `result of ${job.name}`;
  };
  void queue.process('*', 1, run);
  await queue.resume();
  answers.push(await (await queue.getJob('plain'))!.finished());
  await (await queue.getJob('low'))!.finished();
  await failed;
  answers.push(order.toSorted(), await queue.getJobCounts());
  answers.push(await queue.getJobLogs('plain'), await (await queue.getJob('failing'))!.getState());
  await (await queue.getJob('late'))!.promote();
  answers.push(await (await queue.getJob('late'))!.finished());
  await (await queue.getJob('high'))!.remove();
  answers.push((await queue.getRepeatableJobs()).map(({ name, cron }) => [name, cron]));
  answers.push((await queue.getCompleted()).map(({ id }) => id).toSorted());
  await queue.close();
  return answers;
}

async function bullmq(open: Open): Promise<unknown[]> {
  const connection = open({ maxRetriesPerRequest: null }) as unknown as ConnectionOptions;
  const queue = new Queue('mails', { connection });
  const answers: unknown[] = [];
  await queue.add('plain', { to: 'alice' }, { jobId: 'plain' });
  await queue.add('low', {}, { jobId: 'low', priority: 5 });
  await queue.add('high', {}, { jobId: 'high', priority: 1 });
  await queue.add('late', {}, { jobId: 'late', delay: 3_600_000 });
  await queue.add('failing', {}, { jobId: 'failing', attempts: 1 });
  await queue.upsertJobScheduler('weekly', { pattern: '0 8 * * 1' }, { name: 'weekly' });
  await queue.add('once', {}, { jobId: 'once', deduplication: { id: 'd' } });
  answers.push((await queue.add('twice', {}, { deduplication: { id: 'd' } })).id);
  answers.push(await queue.getJobCounts(), await queue.getCountsPerPriority([1, 5]));
  const worker = new Worker('mails', undefined, { connection });
  for (;;) {
    const job = await worker.getNextJob('token', { block: false });
    if (!job) break;
    answers.push(job.name, await job.getState());
    await job.updateProgress(50);
    await job.log('half-way');
    if (job.name === 'failing') await job.moveToFailed(new Error('on purpose'), 'token', false);
    else await job.moveToCompleted(`result of ${job.name}`, 'token', false);
  }
  answers.push(await queue.getJobCounts(), await queue.getJobLogs('plain'));
  await (await queue.getJob('failing'))!.retry();
  await (await queue.getJob('late'))!.changePriority({ priority: 7 });
  await (await queue.getJob('late'))!.promote();
  await (await queue.getJob('high'))!.remove();
  answers.push(await queue.clean(0, 1, 'completed'), await queue.getJobCounts());
  await queue.pause();
  answers.push(await queue.isPaused());
  await worker.close();
  await queue.close();
  return answers;
}

/** What a library's own interface is put through: it answers the replies that two servers must agree on. */
export const scenarios: Readonly<Record<string, (open: Open) => Promise<unknown[]>>> = {
  bullmq,
  bull,
  'rate-limiter-flexible': rateLimiterFlexible,
  redlock,
  '@nest-lab/throttler-storage-redis': throttlerStorage,
};
