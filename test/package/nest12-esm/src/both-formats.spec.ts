import { createRequire } from 'node:module';
import * as imported from 'rednest';
import * as importedTesting from 'rednest/testing';

const require = createRequire(import.meta.url);

describe('import and require', () => {
  it('offer the same names', () => {
    const required = require('rednest') as typeof imported;
    expect(Object.keys(required).sort()).toEqual(Object.keys(imported).sort());
    expect(Object.keys(required)).toContain('CacheModule');
  });

  it('offer the same names for tests', () => {
    const required = require('rednest/testing') as typeof importedTesting;
    expect(Object.keys(required).sort()).toEqual(Object.keys(importedTesting).sort());
    expect(Object.keys(required)).toContain('ManualClock');
  });

  it('work side by side in one process', async () => {
    const { ConnectionManager } = require('rednest') as typeof imported;
    const redis = new ConnectionManager();
    expect(await redis.set('key', 'value')).toBe('OK');
    expect(await redis.get('key')).toBe('value');
    redis.disconnect();
  });
});
