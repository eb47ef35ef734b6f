/**
 * `rednest/testing`: helpers for an application's own tests.
 *
 * @packageDocumentation
 */
import { ConnectionManager } from './client/connection-manager.js';
import { ManualClock } from './engine/clock.js';
import { engineOptionChecks, InMemoryCache, type InMemoryCacheOptions } from './engine/engine.js';
import { checkKnownOptions, type OptionCheck } from './engine/known-options.js';
import { SeededRandom } from './engine/random.js';

export { ManualClock } from './engine/clock.js';
export { SeededRandom } from './engine/random.js';

/** What a testing cache can be made with. */
export interface TestingCacheOptions extends Omit<InMemoryCacheOptions, 'clock' | 'random'> {
  /** The first time in ms since the epoch, or a Date (default: 2024-01-01T00:00:00Z). */
  readonly start?: number | Date;
  /** The seed of the randomness: the same one gives the same run (default: 1). */
  readonly seed?: number;
}

const { clock: _clock, random: _random, ...ofTheEngine } = engineOptionChecks;
const CHECKS: Record<keyof TestingCacheOptions, OptionCheck> = {
  start: (_name, start) => void new ManualClock(start as number | Date),
  seed: (_name, seed) => void new SeededRandom(seed as number),
  ...ofTheEngine,
};

/** An embedded Redis whose time stands still until the test moves it. */
export class TestingCache {
  readonly clock: ManualClock;
  readonly cache: InMemoryCache;
  /** A connection to the engine. */
  readonly connection: ConnectionManager;
  private readonly endSubscription: () => void;

  /** @throws InvalidOptionError naming the option that cannot be accepted */
  constructor(given: TestingCacheOptions = {}) {
    checkKnownOptions<TestingCacheOptions>('', given, CHECKS);
    const { start, seed = 1, ...options } = given;
    this.clock = new ManualClock(start);
    this.cache = new InMemoryCache({
      ...options,
      clock: this.clock,
      random: new SeededRandom(seed),
    });
    this.endSubscription = this.clock.onAdvance(() => void this.cache.sweep(Infinity));
    this.connection = new ConnectionManager({ engine: this.cache, password: options.password });
  }

  /**
   * Lets time pass, with all that it brings: keys whose time has come are gone, and `expired` events are out.
   * @param by ms, or a duration such as `'250ms'`, `'10s'`, `'5m'`, `'1h'`, `'7d'`
   * @throws InvalidOptionError when `by` is negative or no duration
   */
  advance(by: number | string): void {
    this.clock.advance(by);
  }

  /** Ends the connection. */
  close(): void {
    this.endSubscription();
    this.connection.disconnect();
  }
}

/**
 * An embedded Redis for a test: nothing to start, nothing to wait for.
 *
 * ```ts
 * const { connection, clock } = createTestingCache();
 * await connection.set('session', 'alice', 'EX', 3600);
 * clock.advance('1h');
 * clock.advance(1);
 * await connection.get('session'); // null
 * ```
 *
 * In a test of a Nest application it takes the place of the engine, also where the application would use a real server:
 * `Test.createTestingModule({ imports: [AppModule] }).overrideProvider(InMemoryCache).useValue(testing.cache)`.
 * @throws InvalidOptionError naming the option that cannot be accepted
 */
export function createTestingCache(options: TestingCacheOptions = {}): TestingCache {
  return new TestingCache(options);
}
