import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { Settings } from '../../../lib/engine/settings.js';
import { OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';

describe('the config option of an engine', () => {
  it('takes parameters as a redis.conf has them, the fixed ones too', () => {
    const { settings, databases, notifications } = new InMemoryCache({
      config: {
        maxmemory: '1mb',
        'maxmemory-policy': 'allkeys-lfu',
        databases: 3,
        'protected-mode': false,
        'notify-keyspace-events': 'KEA',
        'lua-time-limit': 7,
      },
    });
    expect(settings).toMatchObject({
      maxMemory: 1024 * 1024,
      maxMemoryPolicy: 'allkeys-lfu',
      protectedMode: false,
      busyReplyThreshold: 7,
    });
    expect(databases).toHaveLength(3);
    expect(notifications.eventMask).not.toBe(0);
  });

  it.each([
    [{ nope: 1 }, "Invalid option 'config.nope': expected a parameter of CONFIG, received 1"],
    [
      { maxmemory: 'much' },
      "Invalid option 'config.maxmemory': expected argument must be a memory value, received 'much'",
    ],
    [
      { databases: 100_001 },
      "Invalid option 'config.databases': expected argument must be between 1 and 100000 inclusive, received 100001",
    ],
    [
      { 'cluster-enabled': true },
      "Invalid option 'config.cluster-enabled': expected there is no cluster support, received true",
    ],
  ])('names what it cannot accept in %j', (config, message) => {
    expect(() => new InMemoryCache({ config })).toThrow(message);
  });

  it.each([
    ['databases', { databases: 4, config: { databases: 2 } }],
    ['requirepass', { password: 'a', config: { requirepass: 'b' } }],
    ['RequirePass', { password: 'a', config: { RequirePass: 'b' } }],
  ])('does not say %s a second time', (name, options) => {
    expect(() => new InMemoryCache(options)).toThrow(
      expect.objectContaining({ name: 'InvalidOptionError', option: `config.${name}` }),
    );
  });

  it('has to be an object of plain values', () => {
    expect(() => new InMemoryCache({ config: { a: [] as never } })).toThrow(
      "Invalid option 'config': expected an object of strings, numbers and booleans",
    );
  });
});

describe('CONFIG SET', () => {
  it('takes back what was set together when one change cannot be carried out', () => {
    const { client, engine } = recordingEngine();
    const seen: number[] = [];
    const stop = engine.config.onSet('timeout', () => {
      seen.push(engine.settings.timeout);
      return engine.settings.timeout > 100 ? 'too long' : undefined;
    });
    expect(client.run('CONFIG SET maxmemory 1mb timeout 200')).toEqual(
      error("ERR CONFIG SET failed (possibly related to argument 'timeout') - too long"),
    );
    expect(engine.settings).toMatchObject({ maxMemory: 0, timeout: 0 });
    expect(client.run('CONFIG SET maxmemory 1mb timeout 50')).toBe(OK);
    stop();
    expect(client.run('CONFIG SET timeout 200')).toBe(OK);
    expect(seen).toEqual([200, 50]);
  });

  it('acts also on what is set while an engine starts', () => {
    const { client, engine } = recordingEngine();
    expect(
      engine.config.set(
        [
          ['maxmemory', '1'],
          ['port', '7000'],
        ],
        true,
      ),
    ).toBeUndefined();
    expect(engine.settings.port).toBe(7000);
    expect(client.run('SET k v')).toEqual(
      error("OOM command not allowed when used memory > 'maxmemory'."),
    );
  });

  it('refuses what nobody carries out', () => {
    const { client } = recordingEngine();
    expect(client.run('CONFIG SET port 6380')).toEqual(
      error(
        "ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen on this port. Check server logs.",
      ),
    );
    expect(client.run('CONFIG GET port')).toMatchObject({ words: ['port', '0'] });
    expect(client.run('CONFIG SET appendonly yes')).toEqual(
      error(
        "ERR CONFIG SET failed (possibly related to argument 'appendonly') - Unable to turn on AOF. Check server logs.",
      ),
    );
  });
});

describe('a setting', () => {
  const lib = fileURLToPath(new URL('../../../lib', import.meta.url));
  const settings = readFileSync(`${lib}/engine/settings.ts`, 'utf8');
  const sources = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/(^|[\\/])(settings|parameters)\.ts$/.test(name))
    .map((name) => readFileSync(`${lib}/${name}`, 'utf8'))
    .filter((source) => /settings/i.test(source));

  const names = Object.keys(new Settings()).filter((name) => !settings.includes(`private ${name}`));

  it.each(names)('%s is looked at by somebody', (name) => {
    expect(sources.some((source) => new RegExp(`\\b${name}\\b`).test(source))).toBe(true);
  });
});
