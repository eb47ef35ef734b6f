import { expect, it } from '@jest/globals';
import type { Job, Worker } from 'bullmq';
import { describeEachQueueRedis } from './each-queue-redis.js';

/** Resolves after so many of a worker's events. */
function events(worker: Worker, event: 'completed' | 'failed', count: number): Promise<Job[]> {
  return new Promise((resolve) => {
    const jobs: Job[] = [];
    const listener = (job: Job | undefined): void => {
      if (job !== undefined) jobs.push(job);
      if (jobs.length === count) resolve(jobs);
    };
    if (event === 'completed') worker.on('completed', listener);
    else worker.on('failed', listener);
  });
}

describeEachQueueRedis('BullMQ', (bullmq) => {
  it('runs jobs with concurrency and hands their results back', async () => {
    const queue = bullmq.queue('mails');
    const queueEvents = await bullmq.events('mails');
    let running = 0;
    let most = 0;
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    bullmq.worker(
      'mails',
      async (job) => {
        most = Math.max(most, ++running);
        // Four at once, or none goes on.
        if (running === 4) release();
        await gate;
        running--;
        return `sent ${job.data.to}`;
      },
      { concurrency: 4 },
    );
    const jobs = await queue.addBulk(
      Array.from({ length: 8 }, (_, i) => ({ name: 'mail', data: { to: `user${i}` } })),
    );
    const results = await Promise.all(jobs.map((job) => job.waitUntilFinished(queueEvents)));
    expect(results).toEqual(Array.from({ length: 8 }, (_, i) => `sent user${i}`));
    expect(most).toBe(4);
    expect(await queue.getJobCounts('wait', 'active', 'completed', 'failed')).toEqual({
      wait: 0,
      active: 0,
      completed: 8,
      failed: 0,
    });
  });

  it('runs delayed jobs after those without a delay', async () => {
    const queue = bullmq.queue('delayed');
    await queue.add('late', {}, { delay: 60 });
    await queue.add('later', {}, { delay: 120 });
    expect(await queue.getDelayedCount()).toBe(2);
    await queue.add('now', {});
    const order: string[] = [];
    const worker = bullmq.worker('delayed', async (job) => void order.push(job.name));
    await events(worker, 'completed', 3);
    expect(order).toEqual(['now', 'late', 'later']);
  });

  it('runs jobs by their priority', async () => {
    const queue = bullmq.queue('priorities');
    await queue.pause();
    await queue.add('third', {}, { priority: 3 });
    await queue.add('first', {}, { priority: 1 });
    await queue.add('second', {}, { priority: 2 });
    await queue.add('at once', {});
    expect(await queue.getCountsPerPriority([0, 1, 2, 3])).toEqual({ 0: 1, 1: 1, 2: 1, 3: 1 });
    const order: string[] = [];
    const worker = bullmq.worker('priorities', async (job) => void order.push(job.name));
    const completed = events(worker, 'completed', 4);
    await queue.resume();
    await completed;
    expect(order).toEqual(['at once', 'first', 'second', 'third']);
  });

  it('tries again with a back-off until it succeeds', async () => {
    const queue = bullmq.queue('retries');
    const worker = bullmq.worker('retries', async (job) => {
      if (job.attemptsMade < 2) throw new Error(`attempt ${job.attemptsMade + 1} failed`);
      return 'sent';
    });
    const failed = events(worker, 'failed', 2);
    const completed = events(worker, 'completed', 1);
    await queue.add('mail', {}, { attempts: 3, backoff: { type: 'exponential', delay: 10 } });
    expect((await failed).map((job) => job.failedReason)).toHaveLength(2);
    const [job] = await completed;
    expect(job!.attemptsMade).toBe(3);
    expect(job!.returnvalue).toBe('sent');
    expect((await queue.getJob(job!.id!))!.stacktrace).toHaveLength(2);
  });

  it('keeps what has failed for good, and runs it when asked to', async () => {
    const queue = bullmq.queue('failures');
    let broken = true;
    const worker = bullmq.worker('failures', async () => {
      if (broken) throw new Error('the server is down');
      return 'at last';
    });
    const failed = events(worker, 'failed', 2);
    const { id } = await queue.add('mail', {}, { attempts: 2, backoff: 10 });
    await failed;
    expect(await queue.getFailedCount()).toBe(1);
    const job = (await queue.getJob(id!))!;
    expect(job.failedReason).toBe('the server is down');
    expect(await job.getState()).toBe('failed');
    broken = false;
    const completed = events(worker, 'completed', 1);
    await job.retry();
    expect((await completed)[0]!.returnvalue).toBe('at last');
  });

  it('repeats what a job scheduler says, as often as it says', async () => {
    const queue = bullmq.queue('schedules');
    const names: string[] = [];
    const worker = bullmq.worker('schedules', async (job) => void names.push(job.name));
    const completed = events(worker, 'completed', 3);
    await queue.upsertJobScheduler('digest', { every: 40, limit: 3 }, { name: 'digest' });
    await completed;
    expect(names).toEqual(['digest', 'digest', 'digest']);
    await queue.upsertJobScheduler('weekly', { pattern: '0 0 8 * * 1' }, { name: 'weekly' });
    const schedulers = await queue.getJobSchedulers();
    expect(schedulers.map(({ key }) => key)).toContain('weekly');
    expect(await queue.getDelayedCount()).toBe(1);
    expect(await queue.removeJobScheduler('weekly')).toBe(true);
    expect(await queue.getDelayedCount()).toBe(0);
  });

  it('runs the children of a flow before their parent', async () => {
    const order: string[] = [];
    bullmq.worker('pages', async (job) => {
      order.push(job.name);
      return `<${job.name}>`;
    });
    const binder = bullmq.worker('books', async (job) => {
      order.push(job.name);
      return Object.values(await job.getChildrenValues()).toSorted();
    });
    const completed = events(binder, 'completed', 1);
    const flow = await bullmq.flows().add({
      name: 'book',
      queueName: 'books',
      children: [
        { name: 'one', queueName: 'pages' },
        {
          name: 'two',
          queueName: 'pages',
          children: [{ name: 'picture', queueName: 'pages' }],
        },
      ],
    });
    expect(flow.children).toHaveLength(2);
    expect((await completed)[0]!.returnvalue).toEqual(['<one>', '<two>']);
    expect(order.indexOf('picture')).toBeLessThan(order.indexOf('two'));
    expect(order.at(-1)).toBe('book');
  });

  it('holds jobs of a limited queue back', async () => {
    const queue = bullmq.queue('limited');
    await queue.addBulk(Array.from({ length: 5 }, (_, i) => ({ name: `job${i}`, data: {} })));
    const order: string[] = [];
    let waited = 0;
    const worker = bullmq.worker(
      'limited',
      async (job) => {
        order.push(job.name);
        if ((await queue.getRateLimitTtl(2)) > 0) waited++;
      },
      { limiter: { max: 2, duration: 100 } },
    );
    await events(worker, 'completed', 5);
    expect(order).toEqual(['job0', 'job1', 'job2', 'job3', 'job4']);
    expect(waited).toBeGreaterThan(0);
  });

  it('tells events in their order', async () => {
    const queue = bullmq.queue('events');
    const queueEvents = await bullmq.events('events');
    const told: string[] = [];
    queueEvents.on('waiting', ({ jobId }) => told.push(`waiting ${jobId}`));
    queueEvents.on('active', ({ jobId }) => told.push(`active ${jobId}`));
    queueEvents.on('progress', ({ data }) => told.push(`progress ${String(data)}`));
    const done = new Promise<void>((resolve) => {
      queueEvents.on('completed', ({ returnvalue }) => {
        told.push(`completed ${returnvalue}`);
        resolve();
      });
    });
    bullmq.worker('events', async (job) => {
      await job.updateProgress(50);
      await job.log('half-way');
      return 'result';
    });
    const { id } = await queue.add('job', {}, { jobId: 'a-job' });
    await done;
    expect(told).toEqual(['waiting a-job', 'active a-job', 'progress 50', 'completed result']);
    expect((await queue.getJobLogs(id!)).logs).toEqual(['half-way']);
  });

  it('gives a job whose worker is gone to another one', async () => {
    const queue = bullmq.queue('stalled');
    const queueEvents = await bullmq.events('stalled');
    const stalled = new Promise<string>((resolve) => {
      queueEvents.on('stalled', ({ jobId }) => resolve(jobId));
    });
    const { id } = await queue.add('job', {});
    const gone = bullmq.idleWorker('stalled', { lockDuration: 30 });
    const taken = await gone.getNextJob('a token');
    expect(taken!.id).toBe(id);
    // Its lock runs out, since nobody extends it.
    const worker = bullmq.worker('stalled', async () => 'recovered', { stalledInterval: 40 });
    const [job] = await events(worker, 'completed', 1);
    expect(job!.id).toBe(id);
    expect(job!.returnvalue).toBe('recovered');
    expect(await stalled).toBe(id);
  });

  it('closes after the jobs that are running', async () => {
    const queue = bullmq.queue('closing');
    let begin = (): void => {};
    let finish = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const worker = bullmq.worker('closing', async () => {
      begin();
      await finished;
      return 'finished';
    });
    const { id } = await queue.add('running', {});
    await begun;
    await queue.add('waiting', {});
    const closed = worker.close();
    finish();
    await closed;
    expect((await queue.getJob(id!))!.returnvalue).toBe('finished');
    expect(await queue.getJobCounts('wait', 'active', 'completed')).toEqual({
      wait: 1,
      active: 0,
      completed: 1,
    });
  });

  it('pauses, drains, cleans and obliterates queues', async () => {
    const queue = bullmq.queue('upkeep');
    const worker = bullmq.worker('upkeep', async () => 'done');
    const completed = events(worker, 'completed', 2);
    await queue.addBulk([
      { name: 'a', data: {} },
      { name: 'b', data: {} },
    ]);
    await completed;
    await queue.pause();
    expect(await queue.isPaused()).toBe(true);
    await queue.addBulk(Array.from({ length: 5 }, () => ({ name: 'later', data: {} })));
    expect(await queue.getWaitingCount()).toBe(5);
    await queue.drain();
    expect(await queue.count()).toBe(0);
    expect(await queue.clean(0, 10, 'completed')).toHaveLength(2);
    await queue.resume();
    expect(await queue.isPaused()).toBe(false);
    await worker.close();
    await queue.add('last', {});
    await queue.obliterate({ force: true });
    expect(await bullmq.redis().keys('bull:upkeep:*')).toEqual([]);
  });

  it('adds a job once under its deduplication id', async () => {
    const queue = bullmq.queue('deduplicated');
    const first = await queue.add('job', { n: 1 }, { deduplication: { id: 'one' } });
    const second = await queue.add('job', { n: 2 }, { deduplication: { id: 'one' } });
    expect(second.id).toBe(first.id);
    expect(await queue.getWaitingCount()).toBe(1);
    expect(await queue.getDeduplicationJobId('one')).toBe(first.id);
    expect(await queue.removeDeduplicationKey('one')).toBe(1);
  });

  it('removes jobs that are done as it is told', async () => {
    const queue = bullmq.queue('removal', { defaultJobOptions: { removeOnComplete: 2 } });
    const worker = bullmq.worker('removal', async (job) => job.name);
    const completed = events(worker, 'completed', 5);
    await queue.addBulk(Array.from({ length: 5 }, (_, i) => ({ name: `job${i}`, data: {} })));
    await completed;
    const left = await queue.getCompleted();
    expect(left.map(({ name }) => name)).toEqual(['job4', 'job3']);
  });
});
