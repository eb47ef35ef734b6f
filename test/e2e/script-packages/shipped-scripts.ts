import { ThrottlerStorageRedisService } from './throttler-storage.js';
import { createRequire } from 'node:module';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { Redlock } from './scenarios.js';

const require = createRequire(import.meta.url);

/** Takes note of the scripts that a library defines. */
class ScriptCollector {
  readonly scripts: string[] = [];
  readonly options = {};

  defineCommand(_name: string, { lua }: { readonly lua: string }): void {
    this.scripts.push(lua);
  }
}

/** All Lua scripts that the installed packages ship, by package. */
export function shippedScripts(): Readonly<Record<string, readonly string[]>> {
  const bullmq = require('bullmq/dist/cjs/scripts') as Record<string, { readonly content: string }>;
  const bull = require('bull/lib/scripts/index.js') as Record<string, { readonly content: string }>;
  const collector = new ScriptCollector();
  const limiter = new RateLimiterRedis({ storeClient: collector, points: 1, duration: 1 });
  const { lockScript, unlockScript, extendScript } = new Redlock([collector]);
  return {
    bullmq: Object.values(bullmq).map(({ content }) => content),
    bull: Object.values(bull).map(({ content }) => content),
    'rate-limiter-flexible': limiter.points === 1 ? collector.scripts : [],
    redlock: [lockScript, unlockScript, extendScript],
    '@nest-lab/throttler-storage-redis': [
      new ThrottlerStorageRedisService({ lazyConnect: true }).getScriptSrc(),
    ],
  };
}
