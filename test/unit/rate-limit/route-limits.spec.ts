import { describe, expect, it } from '@jest/globals';
import { RateLimit, SkipRateLimit } from '../../../lib/rate-limit/rate-limit.decorators.js';
import { routeLimits } from '../../../lib/rate-limit/route-limits.js';
import { clientTag, counterKey, hashTag } from '../../../lib/rate-limit/counter-key.js';

const of = (limit: number, name?: string) => ({ limit, window: 1000, name });

@RateLimit(of(20), of(21, 'burst'))
class Articles {
  inherits(): void {}

  @RateLimit(of(10))
  replaces(): void {}

  @RateLimit(of(10, 'own'))
  adds(): void {}

  @RateLimit(of(1))
  @RateLimit(of(2))
  @RateLimit(of(3))
  stacks(): void {}

  @SkipRateLimit()
  free(): void {}

  @SkipRateLimit('burst')
  slow(): void {}
}

@SkipRateLimit()
class Free {
  free(): void {}

  @RateLimit(of(5))
  limited(): void {}
}

class MoreArticles extends Articles {}

describe('the limits of a route', () => {
  const limits = (handler: keyof Articles, controller: typeof Articles = Articles) =>
    routeLimits(
      { limits: [of(100), of(200, 'hour')] },
      controller,
      controller.prototype[handler],
    ).map(({ scope, name, options }) => `${scope}:${name}=${String(options.limit)}`);

  it('are those of the controller and of the module', () => {
    expect(limits('inherits')).toEqual(['Articles:default=20', 'Articles:burst=21', '*:hour=200']);
  });

  it('are replaced by name from the inside out', () => {
    expect(limits('replaces')).toEqual([
      'Articles.replaces:default=10',
      'Articles:burst=21',
      '*:hour=200',
    ]);
    expect(limits('adds')).toEqual([
      'Articles.adds:own=10',
      'Articles:default=20',
      'Articles:burst=21',
      '*:hour=200',
    ]);
  });

  it('are told apart where several have no name, in the order of the source', () => {
    expect(limits('stacks').slice(0, 3)).toEqual([
      'Articles.stacks:default=1',
      'Articles.stacks:default-2=2',
      'Articles.stacks:default-3=3',
    ]);
  });

  it('can be skipped, all or by name', () => {
    expect(limits('free')).toEqual([]);
    expect(limits('slow')).toEqual(['Articles:default=20', '*:hour=200']);
  });

  it('are skipped by a controller but for what its handlers say', () => {
    const options = { limit: 100, window: 1000 };
    expect(routeLimits(options, Free, Free.prototype.free)).toEqual([]);
    expect(routeLimits(options, Free, Free.prototype.limited)).toMatchObject([
      { scope: 'Free.limited', options: { limit: 5 } },
    ]);
  });

  it('are inherited by subclasses, with counters of their own', () => {
    expect(limits('inherits', MoreArticles)[0]).toBe('MoreArticles:default=20');
  });
});

describe('the key of a counter', () => {
  it('names place and limit, and puts the client into a hash tag', () => {
    expect(counterKey('rate-limit:', clientTag('127.0.0.1'), '*', 'default')).toBe(
      'rate-limit:{127.0.0.1}:*:default',
    );
  });

  it.each(['', 'a}b', '{}', 'x'.repeat(65), 'user name', '#abc', 'é', '\0', '\ud800'])(
    'hashes the client %j',
    (client) => {
      const tag = clientTag(client);
      expect(tag).toMatch(/^#[\w-]{43}$/);
      expect(hashTag(counterKey('p:', tag, 'A.b', 'c}'))).toBe(tag);
    },
  );

  it.each(['127.0.0.1', '::ffff:1.2.3.4', 'user-1', 'a@b.c'])('keeps the client %s', (client) => {
    expect(clientTag(client)).toBe(client);
  });

  it.each([
    ['a{b}c', 'b'],
    ['{a}{b}', 'a'],
    ['{}a', undefined],
    ['a', undefined],
    ['}a{', undefined],
    ['{a', undefined],
  ])('knows the hash tag of %s', (key, tag) => {
    expect(hashTag(key)).toBe(tag);
  });
});
