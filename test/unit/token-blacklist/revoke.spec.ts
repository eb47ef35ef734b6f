import { describe, expect, it } from '@jest/globals';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { Cluster, Redis } from 'ioredis';
import { ConnectionManager } from '../../../lib/client/connection-manager.js';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { TokenBlacklistGuard } from '../../../lib/token-blacklist/token-blacklist.guard.js';
import { TokenBlacklist } from '../../../lib/token-blacklist/token-blacklist.js';
import { checkTokenBlacklistOptions } from '../../../lib/token-blacklist/token-blacklist-options.js';
import { createTestingCache } from '../../../lib/testing.js';
import { describeEachRedis } from '../../support/each-redis.js';
import { describeWithRedis } from '../../support/redis-server.js';
import { jwt } from './support.js';

describeEachRedis('a token blacklist', (redis) => {
  const now = () => Math.floor(Date.now() / 1000);
  const keys = async (): Promise<string[]> => {
    const { connection } = redis;
    const nodes = connection instanceof Cluster ? connection.nodes('master') : [connection];
    return (await Promise.all(nodes.map((node) => node.keys('*')))).flat();
  };

  it('revokes a token by itself, and by its claims', async () => {
    const blacklist = new TokenBlacklist(redis.connection);
    const first = { jti: 'first', sub: 'alice', exp: now() + 100 };
    const second = { jti: 'second', sub: 'alice', exp: now() + 100 };
    expect(await blacklist.isRevoked(jwt(first))).toBe(false);
    expect(await blacklist.revoke(jwt(first))).toBe(true);
    expect(await blacklist.isRevoked(jwt(first))).toBe(true);
    expect(await blacklist.isRevoked({ jti: 'first' })).toBe(true);
    expect(await blacklist.revoke({ jti: 'second', exp: second.exp })).toBe(true);
    expect(await blacklist.isRevoked(jwt(second))).toBe(true);
    expect(await blacklist.isRevoked(jwt({ ...first, jti: 'third' }))).toBe(false);
  });

  it('revokes tokens without an ID, opaque ones too', async () => {
    const blacklist = new TokenBlacklist(redis.connection);
    const token = jwt({ sub: 'alice', exp: now() + 100 });
    await blacklist.revoke(token);
    expect(await blacklist.isRevoked(token)).toBe(true);
    expect(await blacklist.isRevoked(jwt({ sub: 'alice', exp: now() + 101 }))).toBe(false);
    await blacklist.revoke('opaque-1', { ttl: '1h' });
    expect(await blacklist.isRevoked('opaque-1')).toBe(true);
    expect(await blacklist.isRevoked('opaque-2')).toBe(false);
    // What an introspection tells of an opaque token counts as well.
    await blacklist.revoke({ jti: 'introspected' });
    expect(await blacklist.isRevoked('opaque-2', { jti: 'introspected' })).toBe(true);
    expect(await blacklist.isRevoked('opaque-1', { jti: 'other' })).toBe(true);
  });

  it('is not deceived by another spelling of the signature', async () => {
    const blacklist = new TokenBlacklist(redis.connection);
    const [header, payload] = jwt({ sub: 'alice' }).split('.');
    await blacklist.revoke(`${header}.${payload}.AA`);
    expect(await blacklist.isRevoked(`${header}.${payload}.AB`)).toBe(true);
    await blacklist.revoke('AA.AA.AA.AA.AA');
    expect(await blacklist.isRevoked('AA.AB.AA.AA.AB=')).toBe(true);
    expect(await blacklist.isRevoked('AA.BA.AA.AA.AA')).toBe(false);
  });

  it('keeps neither tokens nor IDs nor subjects in keys, and every key has a TTL', async () => {
    const blacklist = new TokenBlacklist(redis.connection, { keyPrefix: 'revoked:' });
    const token = jwt({ sub: 'alice' });
    await blacklist.revoke(token);
    await blacklist.revoke({ jti: 'visible-id', exp: now() + 100 });
    await blacklist.revokeAll('visible-subject');
    const found = await keys();
    expect(found).toHaveLength(3);
    for (const key of found) {
      expect(key).toMatch(/^revoked:(jti|sub|token):[\w-]{43}$/);
      expect(await redis.connection.pttl(key)).toBeGreaterThan(0);
    }
  });

  it('revokes all tokens of a subject', async () => {
    const blacklist = new TokenBlacklist(redis.connection);
    const iat = now();
    const accepted = await blacklist.revokeAll('alice');
    expect(await blacklist.isRevoked(jwt({ sub: 'alice', iat }))).toBe(true);
    expect(await blacklist.isRevoked(jwt({ sub: 'alice', iat: iat - 1000 }))).toBe(true);
    expect(await blacklist.isRevoked(jwt({ sub: 'alice' }))).toBe(true);
    expect(await blacklist.isRevoked({ sub: 'alice', iat })).toBe(true);
    expect(await blacklist.isRevoked(jwt({ sub: 'alice', iat: accepted }))).toBe(false);
    expect(await blacklist.isRevoked(jwt({ sub: 'bob', iat }))).toBe(false);
  });
});

describe('the time of a revocation', () => {
  const start = Date.UTC(2024, 0, 1) + 250;
  const make = (options = {}) => {
    const clock = new ManualClock(start);
    const connection = new ConnectionManager({ engine: new InMemoryCache({ clock }) });
    return { clock, connection, blacklist: new TokenBlacklist(connection, options, clock) };
  };
  const exp = Math.floor(start / 1000) + 10;

  it('ends to the millisecond with the token', async () => {
    const { clock, connection, blacklist } = make();
    await blacklist.revoke({ jti: 'a', exp });
    expect(await connection.dbsize()).toBe(1);
    clock.set(exp * 1000);
    expect(await blacklist.isRevoked({ jti: 'a' })).toBe(true);
    clock.advance(1);
    expect(await blacklist.isRevoked({ jti: 'a' })).toBe(false);
    connection.disconnect();
  });

  it('is longer where clocks may differ', async () => {
    const { clock, connection, blacklist } = make({ clockTolerance: '5s' });
    await blacklist.revoke({ jti: 'a', exp });
    clock.set(exp * 1000 + 5000);
    expect(await blacklist.isRevoked({ jti: 'a' })).toBe(true);
    connection.disconnect();
  });

  it('needs no entry for a token that has expired', async () => {
    const { connection, blacklist } = make();
    expect(await blacklist.revoke({ jti: 'a', exp: Math.floor(start / 1000) })).toBe(false);
    expect(await blacklist.revoke({ jti: 'a', exp: -1e300 })).toBe(false);
    expect(await connection.dbsize()).toBe(0);
    connection.disconnect();
  });

  it('is bounded for tokens that never expire', async () => {
    const { connection, blacklist, clock } = make();
    await blacklist.revoke({ jti: 'none' });
    await blacklist.revoke({ jti: 'huge', exp: 1e300 });
    const ttls = await Promise.all((await connection.keys('*')).map((key) => connection.pttl(key)));
    expect(ttls.sort((a, b) => a - b)).toEqual([30 * 86_400_000, 36_500 * 86_400_000]);
    clock.advance('30d');
    expect(await blacklist.isRevoked({ jti: 'none' })).toBe(true);
    clock.advance(1);
    expect(await blacklist.isRevoked({ jti: 'none' })).toBe(false);
    connection.disconnect();
  });

  it('does not let tokens come back to life that are older than a given maxLifetime', async () => {
    const { connection, blacklist, clock } = make({ maxLifetime: '1h' });
    const token = jwt({ sub: 'alice', iat: start / 1000 });
    await blacklist.revoke(token);
    await blacklist.revokeAll('alice');
    clock.advance('1h');
    expect(await blacklist.isRevoked(token)).toBe(true);
    clock.advance('30m');
    expect(await connection.keys('*')).toEqual([]);
    expect(await blacklist.isRevoked(token)).toBe(true);
    expect(await blacklist.isRevoked(jwt({ sub: 'alice', iat: clock.now() / 1000 }))).toBe(false);
    connection.disconnect();
  });

  it('tells tokens of one second apart by fractions, and takes whole seconds for earlier', async () => {
    const { connection, blacklist } = make();
    const second = Math.floor(start / 1000);
    expect(await blacklist.revokeAll('alice')).toBe(second + 1);
    const revoked = (iat: number) => blacklist.isRevoked({ sub: 'alice', iat });
    expect(await revoked(second)).toBe(true);
    expect(await revoked(second + 0.25)).toBe(true);
    expect(await revoked(second + 0.251)).toBe(false);
    expect(await revoked(second + 1)).toBe(false);
    connection.disconnect();
  });
});

describeWithRedis('a check of a token', (server) => {
  it('is one round trip: everything is sent before anything is answered', async () => {
    const connection = new Redis(server().url);
    await connection.ping();
    const sent: string[] = [];
    const { sendCommand } = connection;
    connection.sendCommand = function (command, stream) {
      sent.push(command.name);
      return sendCommand.call(this, command, stream);
    };
    const checking = new TokenBlacklist(connection).isRevoked(jwt({ jti: 'a', sub: 'alice' }));
    expect(sent).toEqual(['get', 'exists']);
    expect(await checking).toBe(false);
    expect(sent).toHaveLength(2);
    connection.disconnect();
  });
});

describe('bad input', () => {
  const connection = new ConnectionManager({ lazyConnect: true });
  const blacklist = new TokenBlacklist(connection);

  it.each([
    ['token', () => blacklist.revoke('')],
    ['token', () => blacklist.revoke({ sub: 'alice' })],
    ['token', () => blacklist.revoke(null as unknown as string)],
    ['token.exp', () => blacklist.revoke({ jti: 'a', exp: Number.NaN })],
    ['token.exp', () => blacklist.revoke({ jti: 'a', exp: '1' as unknown as number })],
    ['options.ttl', () => blacklist.revoke('a', { ttl: 0 })],
    ['options.ttl', () => blacklist.revoke('a', { ttl: 'soon' })],
    ['options.for', () => blacklist.revoke('a', { for: 1 } as object)],
    ['subject', () => blacklist.revokeAll('')],
    ['subject', () => blacklist.revokeAll(5 as unknown as string)],
    ['options', () => blacklist.revoke('a', null as unknown as object)],
    ['options', () => blacklist.revoke('a', new Map() as object)],
    ['options.ttl', () => blacklist.revoke('a', { ttl: Number.NaN })],
    ['options.ttl', () => blacklist.revoke('a', { ttl: '36501d' })],
    ['token', () => blacklist.revoke({ jti: {} } as object)],
    ['token', () => blacklist.isRevoked('')],
    ['token', () => blacklist.isRevoked(5 as unknown as string)],
    ['token', () => blacklist.isRevoked([] as unknown as string)],
    ['token.jti', () => blacklist.isRevoked({ jti: {} } as object)],
    ['token.jti', () => blacklist.isRevoked({ jti: '' })],
    ['token.sub', () => blacklist.isRevoked({ sub: Number.NaN } as object)],
    ['token', () => blacklist.isRevoked(new Map() as object)],
    ['token', () => blacklist.isRevoked(Promise.resolve({ jti: 'a' }) as object)],
    ['token', () => blacklist.revoke(new Map([['jti', 'a']]) as object)],
    ['token.iat', () => blacklist.isRevoked({ jti: 'a', iat: '5' } as object)],
    ['verified.iat', () => blacklist.isRevoked('a', { iat: Number.NaN })],
    ['verified', () => blacklist.isRevoked('a', null as unknown as object)],
    ['verified', () => blacklist.isRevoked('a', 'b' as unknown as object)],
    ['verified.jti', () => blacklist.isRevoked('a', { jti: [] } as object)],
    ['verified.sub', () => blacklist.isRevoked('a', { sub: Symbol('s') } as object)],
    ['token', () => blacklist.isRevoked(undefined as unknown as string)],
  ])('is refused, naming %s', async (option, call) => {
    await expect(call()).rejects.toMatchObject({ name: 'InvalidOptionError', option });
  });

  it.each([
    ['from', 'header'],
    ['from', []],
    ['from', [{ cookie: 'a b' }]],
    ['claims', 'user'],
    ['verify', true],
    ['missing', 'ignore'],
    ['maxLifetime', 0],
    ['maxLifetime', '1y'],
    ['clockTolerance', -1],
    ['clockTolerance', '36501d'],
    ['clockTolerance', Number.NaN],
    ['keyPrefix', 1],
    ['realm', 'ü'],
    ['secret', 'x'],
  ])('is refused for the option %s: %j', (option, value) => {
    const check = () => checkTokenBlacklistOptions({ [option]: value });
    expect(check).toThrow(InvalidOptionError);
    expect(check).toThrow(`'tokenBlacklist.${option}'`);
  });

  it.each([
    ['connection', [undefined]],
    ['connection', [null]],
    ['connection', [[]]],
    ['connection', ['redis://localhost']],
    ['tokenBlacklist', [connection, null]],
    ['tokenBlacklist', [connection, new Map()]],
    ['clock', [connection, {}, null]],
    ['clock', [connection, {}, Date]],
    ['clock.now()', [connection, {}, { now: () => Number.NaN }]],
  ])('is refused when a blacklist is made, naming %s', (option, args) => {
    expect(() => new TokenBlacklist(...(args as unknown as [Redis]))).toThrow(
      expect.objectContaining({ name: 'InvalidOptionError', option }),
    );
  });

  it.each([undefined, null, 5, []])('makes no guard of %p', (blacklist) => {
    expect(() => new TokenBlacklistGuard(blacklist as unknown as TokenBlacklist)).toThrow(
      "Invalid option 'blacklist': expected a TokenBlacklist",
    );
  });

  it('does not pass for none when a function finds it', async () => {
    const guard = new TokenBlacklistGuard(
      new TokenBlacklist(connection, { from: () => ['a', 'b'] as unknown as string }),
    );
    const context = new ExecutionContextHost([{}, {}], class {}, () => undefined);
    await expect(guard.canActivate(context)).rejects.toMatchObject({
      name: 'InvalidOptionError',
      option: 'tokenBlacklist.from',
    });
  });

  it('takes numbers for IDs and subjects, as tokens have them', async () => {
    const testing = createTestingCache();
    const numbered = new TokenBlacklist(testing.connection);
    await numbered.revoke({ jti: 7 } as object);
    expect(await numbered.isRevoked({ jti: '7' })).toBe(true);
    expect(await numbered.isRevoked('opaque', { jti: 7 } as object)).toBe(true);
    expect(await numbered.isRevoked({ jti: null, sub: 8 } as object)).toBe(false);
    testing.close();
  });
});
