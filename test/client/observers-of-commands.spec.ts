import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect, it, jest } from '@jest/globals';
import { describeClient, next } from './support/targets.js';

interface Traced {
  readonly command: string;
  readonly args: readonly string[];
}

describeClient('who observes commands', ({ open }) => {
  it('sees them on the diagnostics channel of ioredis', async () => {
    const redis = open();
    await next(redis, 'ready');
    const seen: Traced[] = [];
    const listener = (message: unknown): void => void seen.push(message as Traced);
    subscribe('tracing:ioredis:command:start', listener);
    try {
      await redis.set('k', 'v');
      await redis.pipeline().get('k').exec();
      await redis.multi().incr('n').exec();
    } finally {
      unsubscribe('tracing:ioredis:command:start', listener);
    }
    await redis.get('unseen');
    const names = seen.map(({ command, args }) => [command, args[0]]);
    expect(names).toEqual([
      ['set', 'k'],
      ['get', 'k'],
      ['multi', undefined],
      ['incr', 'n'],
      ['exec', undefined],
    ]);
  });

  it('sees them in sendCommand', async () => {
    const redis = open();
    await next(redis, 'ready');
    const spy = jest.spyOn(redis, 'sendCommand');
    await redis.set('k', 'v');
    await redis.pipeline().get('k').exec();
    expect(spy.mock.calls.map(([command]) => command.name)).toEqual(['set', 'get']);
    spy.mockRestore();
    expect(await redis.get('k')).toBe('v');
  });
});
