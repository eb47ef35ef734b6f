import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { ConnectionManager, InMemoryCache } from 'rednest';
import { createTestingCache, type TestingCache } from 'rednest/testing';
import { AppModule } from './quick-start.js';

let testing: TestingCache;
let app: TestingModule;

beforeEach(async () => {
  testing = createTestingCache();
  app = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(InMemoryCache)
    .useValue(testing.cache)
    .compile();
});

afterEach(async () => {
  await app.close();
  testing.close();
});

it('forgets a session after an hour', async () => {
  const redis = app.get(ConnectionManager);
  await redis.set('session', 'alice', 'EX', 3600);
  testing.advance('59m');
  expect(await redis.get('session')).toBe('alice');
  testing.advance('61s');
  expect(await redis.get('session')).toBeNull();
});
