import { afterEach, describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { defer, lastValueFrom, mergeAll, of, throwError } from 'rxjs';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { RateLimit } from '../../../lib/rate-limit/rate-limit.decorators.js';
import { RateLimitException } from '../../../lib/rate-limit/rate-limit.exception.js';
import { RateLimitGuard } from '../../../lib/rate-limit/rate-limit.guard.js';
import { RateLimitInterceptor } from '../../../lib/rate-limit/rate-limit.interceptor.js';
import { RateLimiter } from '../../../lib/rate-limit/rate-limiter.js';
import type { RateLimitModuleOptions } from '../../../lib/rate-limit/rate-limit-options.js';

class Gateway {
  @RateLimit({ limit: 1, window: '1m' })
  limited(): void {}

  @RateLimit({ limit: 1, window: '1m', key: 'all' })
  keyed(): void {}

  @RateLimit({ limit: 1, window: '1m', count: 'failures' })
  failures(): void {}

  @RateLimit({ limit: 2, window: '1m', count: 'failures' })
  twoFailures(): void {}
}

const connections: ConnectionManager[] = [];
afterEach(() => connections.splice(0).forEach((connection) => connection.disconnect()));

function limiter(options?: RateLimitModuleOptions): RateLimiter {
  const connection = new ConnectionManager({
    engine: new InMemoryCache({ clock: new ManualClock() }),
  });
  connections.push(connection);
  return new RateLimiter(connection, options);
}

function contextOf(type: string, args: unknown[], handler: keyof Gateway): ExecutionContext {
  const context = new ExecutionContextHost(args, Gateway, Gateway.prototype[handler]);
  context.setType(type);
  return context;
}

describe('rate limits outside of HTTP', () => {
  it.each([
    ['Socket.IO', { handshake: { address: '10.0.0.1' } }],
    ['ws', { _socket: { remoteAddress: '10.0.0.1' } }],
  ])('count the messages of a WebSocket by its address: %s', async (_, client) => {
    const guard = new RateLimitGuard(limiter());
    const message = () => contextOf('ws', [client, {}], 'limited');
    expect(await guard.canActivate(message())).toBe(true);
    await expect(guard.canActivate(message())).rejects.toBeInstanceOf(RateLimitException);
  });

  it('leave messages alone whose sender is not known, unless there is a key', async () => {
    const guard = new RateLimitGuard(limiter());
    const message = (handler: keyof Gateway) => contextOf('rpc', [{}, {}], handler);
    for (let i = 0; i < 3; i++) expect(await guard.canActivate(message('limited'))).toBe(true);
    expect(await guard.canActivate(message('keyed'))).toBe(true);
    await expect(guard.canActivate(message('keyed'))).rejects.toBeInstanceOf(RateLimitException);
  });

  it('count every field of a GraphQL request, and set its header fields', async () => {
    const guard = new RateLimitGuard(limiter());
    const headers = new Map<string, string>();
    const res = { setHeader: (name: string, value: string) => headers.set(name, value) };
    const shared = { req: { ip: '10.0.0.1' }, res };
    const field = () => contextOf('graphql', [{}, {}, shared, {}], 'limited');
    expect(await guard.canActivate(field())).toBe(true);
    expect(headers.get('RateLimit')).toBe('"default";r=0;t=60');
    await expect(guard.canActivate(field())).rejects.toBeInstanceOf(RateLimitException);
    expect(headers.get('Retry-After')).toBe('60');
  });

  it('work for contexts that nobody has heard of', async () => {
    const guard = new RateLimitGuard(limiter());
    expect(await guard.canActivate(contextOf('necord', [], 'limited'))).toBe(true);
  });

  it('can be adapted by overriding', async () => {
    class Adapted extends RateLimitGuard {
      protected override getTracker(): string {
        return 'robot';
      }

      protected override createError(): Error {
        return new RangeError('slow down');
      }
    }
    const guard = new Adapted(limiter());
    const call = () => contextOf('rpc', [{}, {}], 'limited');
    expect(await guard.canActivate(call())).toBe(true);
    await expect(guard.canActivate(call())).rejects.toThrow('slow down');
  });

  it('refuse a key without a hash tag', async () => {
    class Untagged extends RateLimitGuard {
      protected override generateKey(): string {
        return 'key';
      }
    }
    const call = contextOf('http', [{ ip: '10.0.0.1' }, {}], 'limited');
    await expect(new Untagged(limiter()).canActivate(call)).rejects.toMatchObject({
      name: 'InvalidOptionError',
      option: 'generateKey',
    });
  });
});

describe('functions that answer nonsense', () => {
  it.each<[string, RateLimitModuleOptions]>([
    ['rateLimit.errorFactory', { errorFactory: () => undefined as unknown as Error }],
    ['rateLimit.errorFactory', { errorFactory: () => 'slow down' as unknown as Error }],
    ['rateLimit.message', { message: () => 5 as unknown as string }],
  ])('name themselves, and the request is refused: %s', async (option, options) => {
    const guard = new RateLimitGuard(limiter(options));
    const call = () => contextOf('http', [{ ip: '10.0.0.1' }, {}], 'limited');
    expect(await guard.canActivate(call())).toBe(true);
    await expect(guard.canActivate(call())).rejects.toMatchObject({
      name: 'InvalidOptionError',
      option,
    });
  });
});

describe('counting by the outcome outside of HTTP', () => {
  const call = () => contextOf('ws', [{ handshake: { address: '10.0.0.1' } }, {}], 'failures');

  it('works with the guard', async () => {
    const limits = limiter();
    const guard = new RateLimitGuard(limits);
    const interceptor = new RateLimitInterceptor(limits);
    const first = call();
    await guard.canActivate(first);
    expect(
      await lastValueFrom(await interceptor.intercept(first, { handle: () => of(1, 2) })),
    ).toBe(2);
    const second = call();
    await guard.canActivate(second);
    const failing = await interceptor.intercept(second, {
      handle: () => throwError(() => new Error('wrong password')),
    });
    await expect(lastValueFrom(failing)).rejects.toThrow('wrong password');
    await expect(guard.canActivate(call())).rejects.toBeInstanceOf(RateLimitException);
  });

  it('works without it, and counts once where it is used twice', async () => {
    const limits = limiter();
    const interceptor = new RateLimitInterceptor(limits);
    const context = contextOf('ws', [{ handshake: { address: '10.0.0.1' } }, {}], 'twoFailures');
    const failing = () => throwError(() => new Error('wrong password'));
    const inner = () =>
      defer(() => interceptor.intercept(context, { handle: failing })).pipe(mergeAll());
    const outer = await interceptor.intercept(context, { handle: inner });
    await expect(lastValueFrom(outer)).rejects.toThrow('wrong password');
    const guard = new RateLimitGuard(limits);
    const next = () => contextOf('ws', [{ handshake: { address: '10.0.0.1' } }, {}], 'twoFailures');
    expect(await guard.canActivate(next())).toBe(true);
    const again = await interceptor.intercept(next(), { handle: failing });
    await expect(lastValueFrom(again)).rejects.toThrow('wrong password');
    await expect(guard.canActivate(next())).rejects.toBeInstanceOf(RateLimitException);
  });
});
