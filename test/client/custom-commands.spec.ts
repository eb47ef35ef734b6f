import { expect, it } from '@jest/globals';
import { describeClient } from './support/targets.js';

interface Custom {
  twice(key: string): Promise<unknown>;
  twiceBuffer(key: string): Promise<unknown>;
}

describeClient('commands that an application adds', ({ open }) => {
  const script = { numberOfKeys: 1, lua: 'return {KEYS[1], KEYS[1]}' };

  it('run', async () => {
    const redis = open({ keyPrefix: 'p:', scripts: { twice: script } });
    const custom = redis as unknown as Custom;
    expect(await custom.twice('k')).toEqual(['p:k', 'p:k']);
    expect(await custom.twiceBuffer('k')).toEqual([Buffer.from('p:k'), Buffer.from('p:k')]);
  });

  it('may be built in ones that ioredis does not know', async () => {
    const redis = open();
    redis.addBuiltinCommand('nosuch');
    const nosuch = (redis as unknown as Record<string, () => Promise<unknown>>)['nosuch']!;
    await expect(nosuch.call(redis)).rejects.toThrow("ERR unknown command 'nosuch'");
    const results = await redis.pipeline([['nosuch'], ['ping']]).exec();
    expect(results![0]![0]?.message).toContain("ERR unknown command 'nosuch'");
    expect(results![1]).toEqual([null, 'PONG']);
  });
});
