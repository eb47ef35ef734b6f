import 'reflect-metadata';
import {
  Injectable,
  Module,
  type INestApplicationContext,
  type ModuleMetadata,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Cron, Interval, ScheduleModule, Timeout } from '@nestjs/schedule';
import { CacheModule, ConnectionManager, getInMemoryCacheToken, InMemoryCache } from 'rednest';
import { timers } from './timers.js';

type Imports = NonNullable<ModuleMetadata['imports']>;

/** Jobs of the application itself, which the library must leave alone. */
@Injectable()
class Jobs {
  interval = 0;
  named = 0;
  cron = 0;
  timeout = 0;

  @Interval(200)
  onInterval(): void {
    this.interval++;
  }

  @Interval('reports', 500)
  onNamedInterval(): void {
    this.named++;
  }

  @Cron('* * * * * *')
  onCron(): void {
    this.cron++;
  }

  @Timeout(300)
  onTimeout(): void {
    this.timeout++;
  }

  counts(): number[] {
    return [this.interval, this.named, this.cron, this.timeout];
  }
}

/** Jobs without a name may run in two schedulers at once; a second one by the same name is refused by Nest. */
@Injectable()
class AnonymousJobs {
  interval = 0;

  @Interval(200)
  onInterval(): void {
    this.interval++;
  }

  counts(): number[] {
    return [this.interval];
  }
}

@Module({ imports: [ScheduleModule.forRoot()] })
class FeatureWithScheduler {}

/** Holds the start of the application up, long enough for several periods to pass. */
@Module({})
class SlowStart {
  async onApplicationBootstrap(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

const scheduler = (): Imports => [ScheduleModule.forRoot()];
const asyncScheduler = (): Imports => [
  ScheduleModule.forRootAsync({ useFactory: async () => ({}) }),
];
const cache = (interval: number): Imports => [CacheModule.forRoot({ sweep: { interval } })];
const asyncCache = (interval: number): Imports => [
  CacheModule.forRootAsync({ useFactory: async () => ({ sweep: { interval } }) }),
];

let app: INestApplicationContext | undefined;

/** Starts an application that has the given jobs. */
async function start<T>(imports: Imports, jobs: new () => T): Promise<T> {
  @Module({ imports, providers: [jobs] })
  class AppModule {}
  app = await NestFactory.createApplicationContext(AppModule, {
    logger: false,
    abortOnError: false,
  });
  return app.get(jobs);
}

/** Counts the runs of the sweeper of a running application from now on. */
function countSweeps(name?: string): () => number {
  const engine = app!.get<InMemoryCache>(
    name === undefined ? InMemoryCache : getInMemoryCacheToken(name),
    { strict: false },
  );
  const sweep = engine.sweep.bind(engine);
  let runs = 0;
  engine.sweep = (...args) => {
    runs++;
    return sweep(...args);
  };
  return () => runs;
}

beforeEach(() => {
  timers.fake();
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  timers.restore();
});

describe('the sweeper', () => {
  const scenarios: readonly (readonly [string, (interval: number) => Imports])[] = [
    ['without ScheduleModule', (ms) => cache(ms)],
    ['with ScheduleModule before it', (ms) => [...scheduler(), ...cache(ms)]],
    ['with ScheduleModule after it', (ms) => [...cache(ms), ...scheduler()]],
    ['with ScheduleModule in a feature module', (ms) => [...cache(ms), FeatureWithScheduler]],
    ['with an async ScheduleModule before it', (ms) => [...asyncScheduler(), ...cache(ms)]],
    ['with an async ScheduleModule after it', (ms) => [...cache(ms), ...asyncScheduler()]],
    ['with async options, without ScheduleModule', (ms) => asyncCache(ms)],
    ['with async options and ScheduleModule', (ms) => [...asyncCache(ms), ...scheduler()]],
    [
      'with a ScheduleModule that leaves intervals out',
      (ms) => [ScheduleModule.forRoot({ intervals: false }), ...cache(ms)],
    ],
  ];

  for (const [scenario, imports] of scenarios) {
    it(`runs exactly once per period ${scenario}`, async () => {
      await start(imports(100), Jobs);
      const sweeps = countSweeps();
      await timers.advance(10_000);
      expect(sweeps()).toBe(100);
    });

    it(`leaves the jobs of the application alone ${scenario}`, async () => {
      const others = imports(100).filter((entry) => !isCacheModule(entry));
      const alone = await start(others, Jobs);
      await timers.advance(10_000);
      const expected = alone.counts();
      await app!.close();

      const beside = await start(imports(100), Jobs);
      await timers.advance(10_000);
      expect(beside.counts()).toEqual(expected);
    });

    it(`stops with the application ${scenario}`, async () => {
      await start(imports(100), Jobs);
      const sweeps = countSweeps();
      await timers.advance(1000);
      await app!.close();
      app = undefined;
      await timers.advance(10_000);
      expect(sweeps()).toBe(10);
    });
  }

  const twice: readonly (readonly [string, (interval: number) => Imports])[] = [
    [
      'with ScheduleModule imported twice around it',
      (ms) => [ScheduleModule.forRoot(), ...cache(ms), FeatureWithScheduler],
    ],
    [
      'with two different ScheduleModules before it',
      (ms) => [ScheduleModule.forRoot(), ...asyncScheduler(), ...cache(ms)],
    ],
    [
      'with two different ScheduleModules after it',
      (ms) => [...cache(ms), ScheduleModule.forRoot(), ...asyncScheduler()],
    ],
  ];

  for (const [scenario, imports] of twice) {
    it(`runs exactly once per period ${scenario}`, async () => {
      await start(imports(100), AnonymousJobs);
      const sweeps = countSweeps();
      await timers.advance(10_000);
      expect(sweeps()).toBe(100);
    });

    it(`leaves the jobs of the application as often as they were ${scenario}`, async () => {
      const alone = await start(
        imports(100).filter((entry) => !isCacheModule(entry)),
        AnonymousJobs,
      );
      await timers.advance(10_000);
      const expected = alone.counts();
      await app!.close();

      const beside = await start(imports(100), AnonymousJobs);
      await timers.advance(10_000);
      expect(beside.counts()).toEqual(expected);
    });
  }

  it('runs once per period while another module takes long to start', async () => {
    const starting = start([SlowStart, ...cache(100), ...scheduler()], Jobs);
    await timers.advance(700);
    await starting;
    const sweeps = countSweeps();
    await timers.advance(10_000);
    expect(sweeps()).toBe(100);
  });

  it('follows the period of the options', async () => {
    await start([...cache(250), ...scheduler()], Jobs);
    const sweeps = countSweeps();
    await timers.advance(10_000);
    expect(sweeps()).toBe(40);
  });

  it('runs once per period of each of several instances', async () => {
    await start(
      [
        ...cache(100),
        CacheModule.forRoot({ name: 'sessions', sweep: { interval: 500 } }),
        ...scheduler(),
      ],
      Jobs,
    );
    const [sweeps, sessions] = [countSweeps(), countSweeps('sessions')];
    await timers.advance(10_000);
    expect([sweeps(), sessions()]).toEqual([100, 20]);
  });

  it('is switched off by a period of 0', async () => {
    await start([...scheduler(), ...cache(0)], Jobs);
    const sweeps = countSweeps();
    await timers.advance(10_000);
    expect(sweeps()).toBe(0);
  });

  it('removes keys that nobody asks for', async () => {
    await start([...cache(100), ...scheduler()], Jobs);
    const redis = app!.get(ConnectionManager, { strict: false });
    await redis.set('soon', 'gone', 'PX', 50);
    await redis.set('kept', 'here');
    expect(await redis.dbsize()).toBe(2);
    await timers.advance(100);
    expect(await redis.dbsize()).toBe(1);
  });
});

function isCacheModule(entry: Imports[number]): boolean {
  return (entry as { module?: unknown }).module === CacheModule;
}
