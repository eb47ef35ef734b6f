import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse, subscribe } from 'graphql';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis } from 'ioredis';
import { describeEachServer } from '../../support/each-server.js';

type Results = AsyncIterableIterator<{ data?: unknown }>;

/** What the package takes for a connection: the class of an ioredis 5. */
type RedisClient = ReturnType<RedisPubSub['getPublisher']>;

describeEachServer('graphql-redis-subscriptions', (server) => {
  let pubsub: RedisPubSub;
  let publisher: Redis;

  beforeEach(() => {
    publisher = new Redis(server().url);
    pubsub = new RedisPubSub({
      publisher: publisher as unknown as RedisClient,
      subscriber: new Redis(server().url) as unknown as RedisClient,
    });
  });

  afterEach(() => pubsub.close());

  it('brings what is published to the subscriptions of a schema', async () => {
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: { none: { type: GraphQLString } } }),
      subscription: new GraphQLObjectType({
        name: 'Subscription',
        fields: {
          posted: {
            type: GraphQLString,
            subscribe: () => pubsub.asyncIterableIterator('posted'),
            resolve: ({ title }: { title: string }) => title,
          },
        },
      }),
    });
    const results = (await subscribe({
      schema,
      document: parse('subscription { posted }'),
    })) as Results;
    const first = results.next();
    await listeners(1);
    await pubsub.publish('posted', { title: 'Zürich' });
    expect((await first).value).toEqual({ data: { posted: 'Zürich' } });
    await results.return!();
    await listeners(0);
  });

  it('understands patterns', async () => {
    const seen: unknown[] = [];
    const arrived = new Promise<void>((resolve) => {
      void pubsub.subscribe(
        'article.*',
        (message: unknown) => {
          seen.push(message);
          if (seen.length === 2) resolve();
        },
        { pattern: true },
      );
    });
    while (Number(await publisher.pubsub('NUMPAT')) === 0);
    await pubsub.publish('article.1', { id: 1 });
    await pubsub.publish('other', { id: 0 });
    await pubsub.publish('article.2', { id: 2 });
    await arrived;
    expect(seen).toEqual([{ id: 1 }, { id: 2 }]);
  });

  async function listeners(wanted: number): Promise<void> {
    let count: unknown;
    do [, count] = (await publisher.pubsub('NUMSUB', 'posted')) as unknown[];
    while (Number(count) !== wanted);
  }
});
