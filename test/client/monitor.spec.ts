import { expect, it } from '@jest/globals';
import { describeClient, next, type ConnectionManager } from './support/targets.js';

describeClient('MONITOR', ({ open }) => {
  it('shows the commands of other connections', async () => {
    const redis = open();
    const monitor = (await redis.monitor()) as ConnectionManager;
    expect(monitor.mode).toBe('monitor');
    expect(monitor.constructor).toBe(redis.constructor);
    // What the connections tell of themselves on their own is not the matter.
    const seen = new Promise<unknown[]>((resolve) => {
      monitor.on('monitor', (...line: [string, string[], string, string]) => {
        if (line[1][0] !== 'client') resolve(line);
      });
    });
    await redis.set('k', 'a "b" é');
    const [time, args, source, database] = await seen;
    expect(Number(time)).toBeGreaterThan(0);
    expect((args as string[]).slice(0, 2)).toEqual(['set', 'k']);
    expect((args as string[])[2]).toContain('a "b" ');
    expect(source).toEqual(expect.stringContaining(':'));
    expect(database).toBe('0');
    await expect(monitor.get('k')).rejects.toThrow(
      "Connection is in monitoring mode, can't process commands.",
    );
    const ended = next(monitor, 'end');
    monitor.disconnect();
    await ended;
  });

  it('reports to a callback', async () => {
    const redis = open();
    const monitor = await new Promise<ConnectionManager>((resolve, reject) => {
      void redis.monitor((error, instance) =>
        error ? reject(error) : resolve(instance as ConnectionManager),
      );
    });
    expect(monitor.status).toBe('monitoring');
    monitor.disconnect();
  });
});
