import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { MapReply, OK } from '../../../lib/engine/reply.js';
import { RespServer } from '../../../lib/server/resp-server.js';
import { exchange, RawClient } from '../../support/raw-client.js';
import { atEnd, serveEngine, temporaryFolder, until } from '../../support/served-engine.js';

describe('a RESP server', () => {
  it('answers on a port of the loopback interface that it was free to choose', async () => {
    const { engine, port, connect: open } = await serveEngine();
    const [client, other] = [await open(), await open(3)];
    expect(await client.call('SET', 'k', '\0\xff\r\n')).toEqual(OK);
    expect(await other.call('GET', 'k')).toBe('\0\xff\r\n');
    expect(await other.call('HELLO')).toBeInstanceOf(MapReply);
    const [session] = engine.sessions;
    expect(session!.localAddress).toBe(`127.0.0.1:${port}`);
    expect(session!.address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(session!.fd).toBeGreaterThan(0);
  });

  it('answers pipelined and inline requests, and those that are behind half a close', async () => {
    const { port } = await serveEngine();
    const requests = 'SET a 1\r\n*2\r\n$4\r\nINCR\r\n$1\r\na\r\nGET a\r\nQUIT\r\nGET a\r\n';
    expect(await exchange({ port }, requests)).toBe('+OK\r\n:2\r\n$1\r\n2\r\n+OK\r\n');
    expect(await exchange({ port }, 'PING\r\nPING\r\n')).toBe('+PONG\r\n+PONG\r\n');
  });

  it('takes a request in many pieces, and arguments that are longer than a read', async () => {
    const { connect: open } = await serveEngine();
    const client = await open();
    const value = 'v'.repeat(3_000_000);
    expect(await client.call('SET', 'large', value)).toEqual(OK);
    for (const byte of '*2\r\n$6\r\nSTRLEN\r\n$5\r\nlarge\r\n') {
      client.write(byte);
      await new Promise(setImmediate);
    }
    expect(await client.frames(1)).toMatchObject([{ reply: 3_000_000 }]);
    expect(await client.call('GET', 'large')).toBe(value);
  });

  it('listens in several places, on unix sockets as well', async () => {
    const { engine, server, port } = await serveEngine();
    const path = join(temporaryFolder(), 'app.sock');
    expect(await server.listen({ path, permissions: 0o700 })).toEqual({ path });
    expect(server.addresses).toEqual([{ port, host: '127.0.0.1' }, { path }]);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    const client = await RawClient.connect({ path });
    expect(await client.call('PING')).toMatchObject({ text: 'PONG' });
    expect([...engine.sessions][0]).toMatchObject({
      address: `${path}:0`,
      localAddress: `${path}:0`,
    });
    expect(await client.call('CONFIG', 'GET', 'port')).toEqual(['port', String(port)]);
    expect(await client.call('CONFIG', 'GET', 'unixsocket')).toEqual(['unixsocket', path]);
    await server.close();
    expect(engine.settings).toMatchObject({ port: 0, unixSocket: '' });
    expect(existsSync(path)).toBe(false);
    expect(server.addresses).toEqual([]);
    await until(() => client.closed);
  });

  it('replaces the socket file of a process that died, and no other file', async () => {
    const { server } = await serveEngine();
    const path = join(temporaryFolder(), 'app.sock');
    const dead = new RespServer(new InMemoryCache());
    await dead.listen({ path });
    await server.listen({ path });
    expect(await exchange({ path }, 'PING\r\n')).toBe('+PONG\r\n');
    await dead.close();
    const file = `${path}.txt`;
    writeFileSync(file, 'precious');
    await expect(server.listen({ path: file })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(statSync(file).size).toBe(8);
  });

  it('tells when a port is taken, and can listen elsewhere afterwards', async () => {
    const { port } = await serveEngine();
    const server = new RespServer(new InMemoryCache());
    atEnd(() => server.close());
    await expect(server.listen({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(server.addresses).toEqual([]);
    expect((await server.listen({ port: 0 })).port).not.toBe(port);
  });

  it('ends all connections when it closes, and sessions with their connection', async () => {
    const { engine, server, connect: open } = await serveEngine();
    const [client, blocked] = [await open(), await open()];
    blocked.send([['BLPOP', 'list', '0']]);
    await client.pipeline([['MULTI'], ['PING']]);
    expect(server.connections).toBe(2);
    await client.close();
    await until(() => engine.sessionCount === 1);
    await server.close();
    await server.close();
    expect(engine.sessionCount).toBe(0);
    await until(() => blocked.closed && server.connections === 0);
  });

  it('ends the connections of an engine that closes, and refuses further ones', async () => {
    const { engine, port, connect: open } = await serveEngine();
    const client = await open();
    engine.close();
    await until(() => client.closed);
    const late = connect(port, '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => late.once('close', resolve));
  });

  it('lets a bug of the engine go by, and tells of it', async () => {
    const faults: unknown[] = [];
    const { engine, connect: open } = await serveEngine(
      {},
      { onFault: (fault) => faults.push(fault) },
    );
    const bug = new Error('a bug');
    const { execute } = engine;
    engine.execute = () => {
      engine.execute = execute;
      throw bug;
    };
    const client = await open();
    expect(await client.pipeline([['PING'], ['PING']])).toMatchObject([
      { message: 'ERR internal error' },
      { text: 'PONG' },
    ]);
    expect(faults).toEqual([bug]);
  });
});

describe('the options of a RESP server', () => {
  it.each([
    [{}, "'options': expected { port } or { path }"],
    [{ port: 65_536 }, "'port': expected an integer of 0 to 65535"],
    [{ port: '1' }, "'port': expected an integer of 0 to 65535"],
    [{ port: 1, host: '' }, "'host': expected a text that is not empty"],
    [{ port: 1, path: '/x' }, "'path': expected nothing of a TCP port next to it"],
    [{ port: 1, permissions: 0o700 }, "'permissions': expected none without 'path'"],
    [{ path: 'x'.repeat(108) }, "'path': expected a text of 1 to 107 bytes"],
    [{ path: '/x', permissions: 0o1000 }, "'permissions': expected permissions of 0 to 0o777"],
    [{ port: 1, protectedMode: 'no' }, "'protectedMode': expected true or false"],
    [{ port: 1, backlog: 0 }, "'backlog': expected an integer of 1 to 2147483647"],
    [{ prot: 1 }, "'prot': expected one of the options"],
    [{ port: 0, host: '0.0.0.0' }, "'host': expected an address of the loopback interface"],
    [{ port: 0, host: '::' }, "'host': expected an address of the loopback interface"],
  ])('listen(%j) is refused', async (options, message) => {
    const server = new RespServer(new InMemoryCache());
    const refused = server.listen(options as { port: number });
    await expect(refused).rejects.toBeInstanceOf(InvalidOptionError);
    await expect(refused).rejects.toThrow(message);
    expect(server.addresses).toEqual([]);
  });

  it('may have a path that is undefined', async () => {
    const server = new RespServer(new InMemoryCache());
    const { host } = await server.listen({ port: 0, path: undefined } as { port: number });
    expect(host).toBe('127.0.0.1');
    await server.close();
  });

  it('name what cannot be accepted', () => {
    expect(() => new RespServer({} as InMemoryCache)).toThrow(
      "'engine': expected an InMemoryCache",
    );
    const make = (options: object) => () => new RespServer(new InMemoryCache(), options);
    expect(make({ sweep: { interval: 'soon' } })).toThrow("Invalid option 'sweep.interval'");
    expect(make({ onFault: 1 })).toThrow("Invalid option 'onFault'");
    expect(make({ port: 1 })).toThrow("Invalid option 'port'");
  });
});
