import { expect, it } from '@jest/globals';
import { describeClient, next, type ConnectionManager } from './support/targets.js';

const NO_COMMAND = "NOPERM this user has no permissions to run the 'set' command";
const NO_KEY = 'NOPERM this user has no permissions to access one of the keys used as arguments';
/** What ioredis itself asks for when it connects. */
const HANDSHAKE = ['+info', '+client', '+select'];

describeClient('a connection with a user name', ({ open }) => {
  async function reader(): Promise<ConnectionManager> {
    const admin = open();
    await admin.acl('SETUSER', 'reader', 'reset', 'on', '>secret', '~a*', '&c', ...HANDSHAKE);
    await admin.acl('SETUSER', 'reader', '+@read', '+@transaction', '+acl|whoami', '+subscribe');
    const redis = open({ username: 'reader', password: 'secret' });
    await next(redis, 'ready');
    return redis;
  }

  it('is that user', async () => {
    const redis = await reader();
    expect(await redis.acl('WHOAMI')).toBe('reader');
    expect(await redis.duplicate({ lazyConnect: true }).options.username).toBe('reader');
  });

  it('is refused what its user may not do, each command by itself', async () => {
    const redis = await reader();
    expect(await redis.get('a')).toBeNull();
    await expect(redis.set('a', 1)).rejects.toMatchObject({
      name: 'ReplyError',
      message: NO_COMMAND,
      command: { name: 'set', args: ['a', '1'] },
    });
    await expect(redis.get('b')).rejects.toThrow(NO_KEY);
    await expect(redis.mget('a', 'b')).rejects.toThrow(NO_KEY);
    await expect(redis.call('SET', 'a', '1')).rejects.toThrow(NO_COMMAND);
    await expect(redis.subscribe('d')).rejects.toThrow(/^NOPERM/);
    expect(await redis.subscribe('c')).toBe(1);
  });

  it('is refused within pipelines', async () => {
    const redis = await reader();
    expect(await redis.pipeline().get('a').set('a', 1).get('b').exec()).toEqual([
      [null, null],
      [expect.objectContaining({ message: NO_COMMAND })],
      [expect.objectContaining({ message: NO_KEY })],
    ]);
  });

  it('is refused whole transactions', async () => {
    const redis = await reader();
    await expect(redis.multi().get('a').set('a', 1).exec()).rejects.toThrow(/^EXECABORT/);
    expect(await redis.multi().get('a').exec()).toEqual([[null, null]]);
  });

  it('follows changes of its user', async () => {
    const redis = await reader();
    const admin = open();
    await admin.acl('SETUSER', 'reader', '+set');
    expect(await redis.set('a', 1)).toBe('OK');
    await admin.acl('SETUSER', 'reader', 'resetkeys', '~b*');
    await expect(redis.set('a', 1)).rejects.toThrow(NO_KEY);
  });

  it('is closed with its user, and does not get in again', async () => {
    const redis = await reader();
    const failed = next(redis, 'error');
    await open().acl('DELUSER', 'reader');
    expect(String(await failed)).toMatch(/WRONGPASS/);
    redis.disconnect();
  });
});
