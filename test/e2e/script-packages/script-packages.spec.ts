import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { describeWithRedis } from '../../support/redis-server.js';
import { keyspaceDump, masked } from './keyspace-dump.js';
import { scenarios, type Open } from './scenarios.js';
import { shippedScripts } from './shipped-scripts.js';

/** How many scripts a package has at least, as far as one can tell. */
const FEWEST: Readonly<Record<string, number>> = {
  bullmq: 40,
  bull: 25,
  'rate-limiter-flexible': 1,
  redlock: 3,
  '@nest-lab/throttler-storage-redis': 1,
};
const shipped = Object.entries(shippedScripts());

describeWithRedis('the scripts that packages ship', (server) => {
  it.each(shipped)('compile: %s', async (name, scripts) => {
    expect(scripts.length).toBeGreaterThanOrEqual(FEWEST[name]!);
    const embedded = new ConnectionManager();
    const real = new Redis(server().url);
    for (const script of scripts) {
      const sha = createHash('sha1').update(script).digest('hex');
      expect(await real.script('LOAD', script)).toBe(sha);
      expect(await embedded.script('LOAD', script)).toBe(sha);
    }
    real.disconnect();
    embedded.disconnect();
  });
});

describe('the packages themselves', () => {
  describeWithRedis('on the engine and on redis-server', (server) => {
    it.each(Object.entries(scenarios))(
      'get the same replies and leave the same keys: %s',
      async (_name, scenario) => {
        const real = new Redis(server().url);
        await real.flushall();
        const engine = new InMemoryCache();
        const embedded = new ConnectionManager({ engine });
        const theirs = await outcome(
          real,
          scenario,
          (options) => new Redis(server().url, options ?? {}),
        );
        const ours = await outcome(
          embedded,
          scenario,
          (options) => new ConnectionManager({ ...withoutAddress(options), engine }),
        );
        expect(ours).toEqual(theirs);
        expect(theirs.keys.length).toBeGreaterThan(0);
      },
    );
  });
});

async function outcome(
  redis: Redis,
  scenario: (open: Open) => Promise<unknown[]>,
  open: Open,
): Promise<{ answers: unknown; keys: string[] }> {
  const opened: Redis[] = [];
  try {
    const answers = await scenario((options) => {
      const connection = open(options);
      opened.push(connection);
      return connection;
    });
    const keys = await keyspaceDump(redis);
    return { answers: JSON.parse(masked(JSON.stringify(answers))), keys };
  } finally {
    for (const connection of [...opened, redis]) connection.disconnect();
  }
}

/** Libraries fill in where a server would be. */
function withoutAddress(options: Parameters<Open>[0]): NonNullable<Parameters<Open>[0]> {
  const { host: _host, port: _port, ...rest } = options ?? {};
  return rest;
}
