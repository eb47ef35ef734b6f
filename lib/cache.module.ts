import {
  ConfigurableModuleBuilder,
  Module,
  type ConfigurableModuleAsyncOptions,
  type DynamicModule,
  type InjectionToken,
  type Provider,
} from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ConnectionManager } from './client/connection-manager.js';
import { parseDuration } from './engine/duration.js';
import { InMemoryCache } from './engine/engine.js';
import { CacheLifecycle } from './nest/cache-lifecycle.js';
import type { CacheModuleExtras, CacheModuleOptions } from './nest/cache-module-options.js';
import {
  checkCacheModuleAsyncOptions,
  checkCacheModuleExtras,
  checkCacheModuleOptions,
  checkObject,
} from './nest/check-options.js';
import { featureProviders } from './nest/feature-providers.js';
import { createSweeper, sweepJob, type Sweeper } from './nest/sweeper.js';
import { RespServer } from './server/resp-server.js';
import {
  DEFAULT_NAME,
  getCacheOptionsToken,
  getConnectionManagerToken,
  getInMemoryCacheToken,
  getRespServerToken,
} from './nest/tokens.js';

const SWEEPER = Symbol.for('rednest:sweeper');
const DEFAULT_SWEEP_INTERVAL = '100ms';
const DEFAULT_SWEEP_BUDGET = '1ms';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<CacheModuleOptions>({
    optionsInjectionToken: Symbol.for('rednest:module-options'),
  })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createCacheOptions')
    .setExtras<CacheModuleExtras>({ isGlobal: true, name: DEFAULT_NAME }, (definition, extras) => {
      checkCacheModuleExtras(extras);
      const providers = cacheProviders(extras.name ?? DEFAULT_NAME);
      return {
        ...definition,
        global: extras.isGlobal ?? true,
        providers: [...(definition.providers ?? []), ...providers.own, ...providers.exported],
        exports: providers.exported.map(({ provide }) => provide),
      };
    })
    .build();

/** A provider that has a token of its own. */
type TokenProvider = Exclude<Provider, Function>;

/** The providers of one instance; those of the unnamed one are found by their classes as well. */
function cacheProviders(name: string): { own: TokenProvider[]; exported: TokenProvider[] } {
  const options = getCacheOptionsToken(name);
  const byClass = name === DEFAULT_NAME;
  const engine = byClass ? InMemoryCache : getInMemoryCacheToken(name);
  const server = byClass ? RespServer : getRespServerToken(name);
  const connection = byClass ? ConnectionManager : getConnectionManagerToken(name);
  const alias = (provide: InjectionToken, useExisting: InjectionToken): TokenProvider[] =>
    provide === useExisting ? [] : [{ provide, useExisting }];
  return {
    own: [
      { provide: CacheLifecycle, useClass: CacheLifecycle },
      {
        provide: SWEEPER,
        inject: [options, { token: engine, optional: true }, ModulesContainer],
        useFactory: (
          settings: CacheModuleOptions,
          cache: InMemoryCache | undefined,
          modules: ModulesContainer,
        ) => sweeperOf(name, settings, cache, modules),
      },
    ],
    exported: [
      { provide: options, inject: [MODULE_OPTIONS_TOKEN], useFactory: checkCacheModuleOptions },
      {
        provide: engine,
        inject: [CacheLifecycle, options],
        useFactory: (lifecycle: CacheLifecycle, settings: CacheModuleOptions) =>
          lifecycle.openEngine(settings),
      },
      {
        provide: connection,
        inject: [CacheLifecycle, options, { token: engine, optional: true }],
        useFactory: (
          lifecycle: CacheLifecycle,
          settings: CacheModuleOptions,
          cache: InMemoryCache | undefined,
        ) => lifecycle.connect(settings, cache),
      },
      {
        provide: server,
        inject: [CacheLifecycle, options, { token: engine, optional: true }],
        useFactory: (
          lifecycle: CacheLifecycle,
          settings: CacheModuleOptions,
          cache: InMemoryCache | undefined,
        ) => cache && lifecycle.openServer(settings, cache),
      },
      ...alias(getInMemoryCacheToken(name), engine),
      ...alias(getRespServerToken(name), server),
      ...alias(getConnectionManagerToken(name), connection),
      ...featureProviders(name, { connection, engine, options }),
    ],
  };
}

function sweeperOf(
  name: string,
  { sweep = {} }: CacheModuleOptions,
  engine: InMemoryCache | undefined,
  modules: ModulesContainer,
): Sweeper {
  const period = parseDuration('sweep.interval', sweep.interval ?? DEFAULT_SWEEP_INTERVAL);
  const budget = parseDuration('sweep.budget', sweep.budget ?? DEFAULT_SWEEP_BUDGET);
  return createSweeper({
    job: sweepJob(modules, name),
    interval: engine === undefined ? 0 : period,
    sweep: () => engine?.sweep(budget),
    announce: (ms) => engine?.sweptEvery(ms),
    modules,
  });
}

/**
 * A Redis for a Nest application: an embedded engine, or the connection to a real server or cluster when the options
 * have a `url`, `nodes` or `server`.
 *
 * ```ts
 * @Module({ imports: [CacheModule.forRoot()] })
 * export class AppModule {}
 *
 * @Injectable()
 * export class Greeter {
 *   constructor(private readonly redis: ConnectionManager) {}
 * }
 * ```
 *
 * It ends its connection when the application closes (`app.close()`).
 */
@Module({})
export class CacheModule extends ConfigurableModuleClass {
  /**
   * Sets the module up with options that are known now.
   * @throws InvalidOptionError naming the option, for `name` and `isGlobal` now and for all others when the
   *   application starts
   */
  static override forRoot(options: CacheModuleOptions & CacheModuleExtras = {}): DynamicModule {
    checkObject('options', options);
    return super.forRoot(options);
  }

  /**
   * Sets the module up with options that a factory makes: `useFactory` (with `inject`), or a
   * `CacheOptionsFactory` as `useClass` or `useExisting`.
   * @throws InvalidOptionError naming the option, for `name` and `isGlobal` now and for all others when the
   *   application starts
   */
  static override forRootAsync(
    options: ConfigurableModuleAsyncOptions<CacheModuleOptions, 'createCacheOptions'> &
      CacheModuleExtras,
  ): DynamicModule {
    checkCacheModuleAsyncOptions(options);
    return super.forRootAsync(options);
  }
}
