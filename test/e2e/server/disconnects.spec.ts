import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { RespServer } from '../../../lib/server/resp-server.js';
import { Dice } from '../../differential/generators/dice.js';
import { RawClient } from '../../support/raw-client.js';
import { hostileBytes } from '../../property/hostile/hostile-bytes.js';

/** Connections that are open at the same time. */
const CROWD = 1000;
const ROUNDS = 3;

/** What a client may have sent when it goes: it is in the middle of something, and never says goodbye. */
const UNFINISHED: readonly string[] = [
  'MULTI\r\nSET k v\r\n',
  'WATCH k\r\nMULTI\r\nINCR k\r\n',
  'BLPOP queue 0\r\n',
  'BLPOP queue 0\r\nPING\r\nPING\r\n',
  'XREAD BLOCK 0 STREAMS stream $\r\n',
  'SUBSCRIBE a b c\r\nPSUBSCRIBE *\r\n',
  'MONITOR\r\n',
  'HELLO 3\r\nCLIENT TRACKING ON BCAST\r\n',
  '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1000000\r\nhalf',
  '*1000000\r\n$4\r\nPING\r\n',
  'PING',
  '',
];

describe('a server whose clients go without a word', () => {
  const engine = new InMemoryCache();
  const server = new RespServer(engine);
  let port = 0;
  let sockets: Socket[] = [];

  beforeAll(async () => {
    ({ port } = await server.listen({ port: 0 }));
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  });
  afterAll(async () => {
    await server.close();
    engine.close();
  });

  async function open(): Promise<Socket> {
    const socket = connect({ port, host: '127.0.0.1' });
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.resume();
    await once(socket, 'connect');
    return socket;
  }

  /** Until all clients but so many are gone. */
  async function left(clients: number): Promise<void> {
    while (engine.sessionCount > clients || server.connections > clients) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function crowd(send: (i: number) => string): Promise<void> {
    const client = await RawClient.connect({ port });
    for (let round = 0; round < ROUNDS; round++) {
      const opened = await Promise.all(Array.from({ length: CROWD }, open));
      for (const [i, socket] of opened.entries()) socket.write(send(i), 'latin1');
      expect(await client.call('ECHO', 'here')).toBe('here');
      for (const [i, socket] of opened.entries()) {
        if (i % 2 === 0) socket.destroy();
        else socket.resetAndDestroy();
      }
      await left(1);
      sockets = [];
      expect(await client.call('PUBLISH', 'a', 'x')).toBe(0);
      expect(await client.call('RPUSH', 'queue', 'x')).toBe(1);
      expect(await client.call('LPOP', 'queue')).toBe('x');
      expect(await client.call('EXISTS', 'k')).toBe(0);
    }
    await client.close();
    await left(0);
  }

  it('forgets what they have not finished', () => crowd((i) => UNFINISHED[i % UNFINISHED.length]!));

  it('shrugs off what is no request', async () => {
    const dice = new Dice(Date.now() % 1e6);
    // Noise that is a command by chance must not touch what the test looks at.
    const noise = (): string => hostileBytes(dice).replace(/[a-zA-Z]{3,}/g, 'zzz');
    await crowd(() => noise() + noise() + noise());
  });
});
