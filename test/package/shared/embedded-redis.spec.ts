import 'reflect-metadata';
import { Injectable, Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { CacheModule, ConnectionManager, InMemoryCache } from 'rednest';

@Injectable()
class Visits {
  constructor(
    readonly redis: ConnectionManager,
    readonly cache: InMemoryCache,
  ) {}
}

@Module({ imports: [CacheModule.forRoot()], providers: [Visits] })
class AppModule {}

describe('an application with CacheModule.forRoot()', () => {
  let app: INestApplication;
  let visits: Visits;

  beforeAll(async () => {
    app = await NestFactory.create(AppModule, { logger: false, abortOnError: false });
    await app.init();
    visits = app.get(Visits);
  });
  afterAll(() => app.close());

  it('injects a true ioredis and the engine by their classes', () => {
    expect(visits.redis).toBeInstanceOf(Redis);
    expect(visits.redis).toBeInstanceOf(ConnectionManager);
    expect(visits.cache).toBeInstanceOf(InMemoryCache);
  });

  it('stores, reads and counts', async () => {
    expect(await visits.redis.set('greeting', 'hello')).toBe('OK');
    expect(await visits.redis.get('greeting')).toBe('hello');
    expect(await visits.redis.incr('visits')).toBe(1);
    expect(await visits.redis.incr('visits')).toBe(2);
    expect(await visits.redis.get('missing')).toBeNull();
  });

  it('runs pipelines and transactions', async () => {
    expect(await visits.redis.pipeline().set('a', '1').get('a').exec()).toEqual([
      [null, 'OK'],
      [null, '1'],
    ]);
    expect(await visits.redis.multi().incr('n').expire('n', 60).exec()).toEqual([
      [null, 1],
      [null, 1],
    ]);
  });

  it('answers with the errors of Redis', async () => {
    await visits.redis.set('text', 'abc');
    await expect(visits.redis.incr('text')).rejects.toThrow(
      'ERR value is not an integer or out of range',
    );
  });
});
