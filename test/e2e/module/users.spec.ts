import { afterEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { CacheModule, ConnectionManager, InMemoryCache, type CacheModuleOptions } from 'rednest';

let app: TestingModule | undefined;

async function start(options: CacheModuleOptions): Promise<TestingModule> {
  app = await Test.createTestingModule({ imports: [CacheModule.forRoot(options)] }).compile();
  return app.init();
}

afterEach(async () => {
  await app?.close();
  app = undefined;
});

const users = ['reporter on >secret ~stats:* +@read +info'];

describe('the users of a module', () => {
  it('are known to its engine', async () => {
    const engine = (await start({ users })).get(InMemoryCache);
    expect(engine.acl.names).toEqual(['default', 'reporter']);
  });

  it('can be the user of its connection', async () => {
    const client = { username: 'reporter', password: 'secret' };
    const redis = (await start({ users, password: 'admin', client })).get(ConnectionManager);
    expect(await redis.get('stats:visits')).toBeNull();
    await expect(redis.set('stats:visits', 1)).rejects.toThrow('NOPERM');
  });

  it.each<[string, CacheModuleOptions]>([
    ['password', { config: { requirepass: 'secret' } }],
    ['password', { engine: new InMemoryCache({ password: 'secret' }) }],
    ['password', { engine: new InMemoryCache({ password: 'secret' }), password: 'other' }],
    ['client.password', { password: 'secret', client: { password: 'other' } }],
    ['client.password', { users, client: { username: 'reporter', password: 'other' } }],
    ['client.username', { users, client: { username: 'nobody', password: 'secret' } }],
    ['client.username', { users: ['default off'] }],
  ])('fail at start when its connection could do nothing: %s', async (option, options) => {
    const failure: unknown = await start(options).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'InvalidOptionError', option });
    expect(String(failure)).not.toMatch(/secret|other/);
  });

  it('need no password that is asked for by nobody', async () => {
    const engine = new InMemoryCache();
    const redis = (await start({ engine, client: { password: '' } })).get(ConnectionManager);
    expect(await redis.ping()).toBe('PONG');
  });

  it('come with the parameters of its engine', async () => {
    const config = { 'acl-pubsub-default': 'allchannels' };
    const redis = (await start({ users, config })).get(ConnectionManager);
    expect(await redis.acl('LIST')).toContain('user default on nopass ~* &* +@all');
    expect(String(await redis.acl('LIST'))).toContain('~stats:* &* -@all');
  });

  it('cannot be given to an engine that is there, nor to a server, and are not told', async () => {
    const engine = new InMemoryCache();
    for (const place of [{ engine }, { url: 'redis://localhost' }]) {
      const refusal = String(await start({ users, ...place }).catch(String));
      expect(refusal).toMatch(/Invalid option 'users': expected nothing next to '(engine|url)'/);
      expect(refusal).not.toContain('secret');
    }
    const refusal = String(await start({ users: ['joe >secret +nope'] }).catch(String));
    expect(refusal).toMatch(/Invalid option 'users': .*'\+nope': Unknown command/);
    expect(refusal).not.toContain('secret');
  });
});
