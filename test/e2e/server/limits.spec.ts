import { describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ManualClock } from '../../../lib/engine/clock.js';
import { NULL_ARRAY, OK, ReplyError } from '../../../lib/engine/reply.js';
import { PROTECTED_MODE } from '../../../lib/server/refusals.js';
import { exchange } from '../../support/raw-client.js';
import { encodeRequest } from '../../support/reply-parser.js';
import { atEnd, serveEngine, until } from '../../support/served-engine.js';

const MB = 1024 * 1024;

/** A connection that sends and never reads. */
function slowReader(port: number, requests: string): Socket {
  const socket = connect(port, '127.0.0.1').pause();
  socket.on('error', () => undefined);
  atEnd(() => socket.destroy());
  socket.write(requests, 'latin1');
  return socket;
}

describe('the number of connections', () => {
  it('ends at maxclients, and goes on when one has gone', async () => {
    const { engine, server, port, connect: open } = await serveEngine();
    const [first, second] = [await open(), await open()];
    expect(await first.call('CONFIG', 'SET', 'maxclients', '2')).toEqual(OK);
    expect(await exchange({ port }, 'PING\r\n')).toBe('-ERR max number of clients reached\r\n');
    expect(engine.stats.rejectedConnections).toBe(1);
    expect(await first.call('PING')).toMatchObject({ text: 'PONG' });
    await second.close();
    await until(() => server.connections === 1);
    expect(await exchange({ port }, 'PING\r\n')).toBe('+PONG\r\n');
  });
});

/** An address of this machine that is not the loopback's. */
const foreign = Object.values(networkInterfaces())
  .flat()
  .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

describe('the protected mode', () => {
  it('refuses other machines while no password is set', async () => {
    const { server } = await serveEngine();
    await expect(server.listen({ port: 0, host: '0.0.0.0' })).rejects.toThrow("'host'");
    const own = await serveEngine({ password: 'secret' });
    const { port } = await own.server.listen({ port: 0, host: '0.0.0.0' });
    const host = foreign ?? '127.0.0.1';
    expect(await exchange({ port, host }, 'PING\r\n')).toBe('-NOAUTH Authentication required.\r\n');
    const client = await own.connect();
    await client.call('AUTH', 'secret');
    expect(await client.call('CONFIG', 'SET', 'requirepass', '')).toEqual(OK);
    expect(await exchange({ port, host: '127.0.0.1' }, 'PING\r\n')).toBe('+PONG\r\n');
    expect(await exchange({ port, host }, 'PING\r\n')).toBe(
      foreign === undefined ? '+PONG\r\n' : PROTECTED_MODE,
    );
    expect(await client.call('CONFIG', 'SET', 'protected-mode', 'no')).toEqual(OK);
    expect(await exchange({ port, host }, 'PING\r\n')).toBe('+PONG\r\n');
  });

  it('is off where an option says so', async () => {
    const { server } = await serveEngine();
    const { port } = await server.listen({ port: 0, host: '0.0.0.0', protectedMode: false });
    expect(await exchange({ port, host: foreign ?? '127.0.0.1' }, 'PING\r\n')).toBe('+PONG\r\n');
  });
});

describe('timeout', () => {
  it('closes who is silent, but not who waits or listens', async () => {
    const clock = new ManualClock();
    const { engine, connect: open } = await serveEngine({ clock });
    const [silent, active, waiting, listening, watching] = [
      await open(),
      await open(),
      await open(),
      await open(),
      await open(),
    ];
    expect(await silent.call('CONFIG', 'SET', 'timeout', '10')).toEqual(OK);
    waiting.send([['BLPOP', 'list', '60']]);
    await listening.call('SUBSCRIBE', 'channel');
    await watching.call('MONITOR');
    await until(() => engine.blocked.count === 1);
    clock.advance('10s');
    await active.call('PING');
    clock.advance('1s');
    await until(() => silent.closed);
    expect([active, waiting, listening, watching].map((client) => client.closed)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    clock.advance('60s');
    expect((await waiting.frames(1))[0]!.reply).toBe(NULL_ARRAY);
  });
});

describe('a slow reader', () => {
  it('is read no further while much waits for it, and gets everything in the end', async () => {
    const { engine, port, connect: open } = await serveEngine();
    const client = await open();
    await client.call('SET', 'k', 'v'.repeat(MB));
    const slow = slowReader(port, encodeRequest(['GET', 'k']).repeat(200));
    await until(() => engine.sessionCount === 2);
    const held = (): number => [...engine.sessions][1]!.buffers.output;
    await until(() => held() > 32 * MB);
    expect(held()).toBeLessThan(40 * MB);
    expect(await client.call('PING')).toMatchObject({ text: 'PONG' });
    let received = 0;
    slow.on('data', (bytes) => (received += bytes.length));
    slow.resume();
    await until(() => received === 200 * (MB + '$1048576\r\n\r\n'.length));
    expect(held()).toBe(0);
  });

  it('is closed beyond the hard limit of its class, and no other', async () => {
    const { engine, port, connect: open } = await serveEngine();
    const client = await open();
    await client.call('CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 1mb 0 0');
    const slow = slowReader(port, encodeRequest(['SUBSCRIBE', 'c']));
    const closed = new Promise((resolve) => slow.once('close', resolve));
    await until(() => engine.pubsub.count('channels') === 1);
    const message = 'm'.repeat(MB / 2);
    let receivers = 1;
    for (let i = 0; i < 100 && receivers === 1; i++) {
      receivers = (await client.call('PUBLISH', 'c', message)) as number;
      await new Promise(setImmediate);
    }
    expect(receivers).toBe(0);
    slow.resume();
    await closed;
    expect(engine.sessionCount).toBe(1);
  });

  it('is closed when it stays beyond the soft limit for too long', async () => {
    const clock = new ManualClock();
    const { engine, port, connect: open } = await serveEngine({ clock });
    const client = await open();
    await client.call('CONFIG', 'SET', 'client-output-buffer-limit', 'normal 0 1mb 10');
    await client.call('SET', 'k', 'v'.repeat(MB / 2));
    slowReader(port, encodeRequest(['GET', 'k']).repeat(40));
    const slow = () => [...engine.sessions].find(({ buffers }) => buffers.output > MB);
    await until(() => slow() !== undefined);
    clock.advance('10s');
    expect(slow()).toBeDefined();
    clock.advance('1s');
    expect(slow()).toBeUndefined();
    expect(engine.sessionCount).toBe(1);
  });
});

describe('what is asked', () => {
  it('may not be longer than proto-max-bulk-len', async () => {
    const { port, connect: open } = await serveEngine();
    const client = await open();
    expect(await client.call('CONFIG', 'SET', 'proto-max-bulk-len', '1mb')).toEqual(OK);
    expect(await exchange({ port }, '*2\r\n$4\r\nECHO\r\n$1048577\r\n')).toBe(
      '-ERR Protocol error: invalid bulk length\r\n',
    );
    expect(await client.call('STRLEN', 'k'.repeat(MB))).toBe(0);
  });

  it('may not wait for its end beyond client-query-buffer-limit', async () => {
    const { connect: open } = await serveEngine();
    const [client, greedy, modest] = [await open(), await open(), await open()];
    await client.call('CONFIG', 'SET', 'client-query-buffer-limit', '1mb');
    modest.write(`*2\r\n$4\r\nECHO\r\n$900000\r\n${'x'.repeat(900_000)}`);
    greedy.write(`*2\r\n$4\r\nECHO\r\n$2000000\r\n${'x'.repeat(1_500_000)}`);
    await until(() => greedy.closed);
    modest.write('\r\n');
    expect((await modest.frames(1))[0]!.reply).toHaveLength(900_000);
  });

  it('may not have arguments beyond client-query-buffer-limit, small as they are', async () => {
    const { connect: open } = await serveEngine();
    const [client, greedy] = [await open(), await open()];
    await client.call('CONFIG', 'SET', 'client-query-buffer-limit', '1mb');
    greedy.write(`*1000000\r\n${'$0\r\n\r\n'.repeat(100_000)}`);
    await until(() => greedy.closed);
    expect(await client.call('NOSUCH')).toBeInstanceOf(ReplyError);
  });
});
