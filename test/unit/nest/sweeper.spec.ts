import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  Injectable,
  Module,
  type DynamicModule,
  type INestApplicationContext,
} from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { Cron, Interval, ScheduleModule, SchedulerRegistry, Timeout } from '@nestjs/schedule';
import { createSweeper, sweepJob } from '../../../lib/nest/sweeper.js';

let runs: Record<string, number>;
const run = (name: string): void => void (runs[name] = (runs[name] ?? 0) + 1);

@Module({})
class Library {
  static sweeping(name: string, interval: number): DynamicModule {
    return {
      module: Library,
      providers: [
        {
          provide: 'sweeper',
          inject: [ModulesContainer],
          useFactory: async (modules: ModulesContainer) =>
            createSweeper({
              job: sweepJob(modules, name),
              interval,
              announce: () => undefined,
              sweep: () => run(name),
              modules,
            }),
        },
      ],
    };
  }
}

@Injectable()
class Jobs {
  @Interval(200)
  interval(): void {
    run('app.interval');
  }

  @Cron('* * * * * *')
  cron(): void {
    run('app.cron');
  }

  @Timeout(100)
  timeout(): void {
    run('app.timeout');
  }
}

let app: INestApplicationContext | undefined;

async function start(...imports: (DynamicModule | (new () => object))[]): Promise<void> {
  @Module({ imports, providers: [Jobs] })
  class App {}
  app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
}

/** The runs of `ms` milliseconds from now on. */
async function runsOf(ms: number): Promise<Record<string, number>> {
  runs = {};
  await jest.advanceTimersByTimeAsync(ms);
  return runs;
}

const library = [Library.sweeping('default', 200), Library.sweeping('sessions', 500)];

beforeEach(() => {
  runs = {};
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});

afterEach(async () => {
  await app?.close();
  app = undefined;
  const left = jest.getTimerCount();
  jest.useRealTimers();
  expect(left).toBe(0);
});

describe('the sweeper, without a ScheduleModule', () => {
  it('runs once per period', async () => {
    await start(...library);
    expect(await runsOf(2000)).toEqual({ default: 10, sessions: 4 });
  });

  it('stops when the application closes', async () => {
    await start(...library);
    await app?.close();
    expect(await runsOf(2000)).toEqual({});
  });

  it('does not run with a period of 0', async () => {
    await start(Library.sweeping('default', 0));
    expect(await runsOf(2000)).toEqual({});
  });
});

describe('the sweeper, with the ScheduleModule of the application', () => {
  const jobs = { 'app.interval': 10, 'app.cron': 2, 'app.timeout': 1 };
  const both = { default: 10, sessions: 4, ...jobs };

  it.each([
    ['imported before', () => [ScheduleModule.forRoot(), ...library]],
    ['imported after', () => [...library, ScheduleModule.forRoot()]],
    [
      'imported asynchronously',
      () => [...library, ScheduleModule.forRootAsync({ useFactory: async () => ({}) })],
    ],
  ])(
    'runs once per period when it is %s, and the jobs of the application too',
    async (_, imports) => {
      await start(...imports());
      expect(await runsOf(2000)).toEqual(both);
      expect(app?.get(SchedulerRegistry).getIntervals()).toEqual(
        expect.arrayContaining(['rednest:sweep:default', 'rednest:sweep:sessions']),
      );
    },
  );

  it('runs once per period when it is imported twice', async () => {
    @Module({ imports: [ScheduleModule.forRoot()] })
    class Feature {}
    await start(ScheduleModule.forRoot(), ...library, Feature);
    expect(await runsOf(2000)).toMatchObject({ default: 10, sessions: 4 });
  });

  it('runs once per period when it leaves intervals alone', async () => {
    await start(ScheduleModule.forRoot({ intervals: false }), ...library);
    expect(await runsOf(2000)).toEqual({
      default: 10,
      sessions: 4,
      'app.cron': 2,
      'app.timeout': 1,
    });
  });

  it('takes over from the timer of its own when it starts late', async () => {
    class Slow {
      async onApplicationBootstrap(): Promise<void> {
        await jest.advanceTimersByTimeAsync(700);
      }
    }
    @Module({ providers: [Slow] })
    class SlowModule {}
    await start(SlowModule, ...library, ScheduleModule.forRoot());
    await runsOf(1000);
    expect(await runsOf(2000)).toMatchObject({ default: 10, sessions: 4 });
  });

  it('does not run with a period of 0', async () => {
    await start(ScheduleModule.forRoot(), Library.sweeping('default', 0));
    expect(await runsOf(2000)).toEqual(jobs);
  });

  it('keeps instances of one name apart', async () => {
    await start(
      Library.sweeping('default', 100),
      Library.sweeping('default', 200),
      ScheduleModule.forRoot(),
    );
    expect(await runsOf(2000)).toMatchObject({ default: 30 });
  });

  it('does not let its interval keep the process alive', async () => {
    await start(Library.sweeping('default', 200), ScheduleModule.forRoot());
    await runsOf(200);
    const timer = app?.get(SchedulerRegistry).getInterval<NodeJS.Timeout>('rednest:sweep:default');
    expect(timer?.hasRef()).toBe(false);
  });
});
