import { describe, expect, it, jest } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { encodeRequest } from '../support/reply-parser.js';
import { RespPeer } from '../support/resp-peer.js';

const PING = encodeRequest(['PING']);
/** Lets the microtasks run in which messages of other clients are written. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a RESP conversation', () => {
  it('answers pipelined requests with one write', () => {
    const peer = new RespPeer();
    peer.connection.feed(Buffer.from(PING.repeat(3) + encodeRequest(['ECHO', '\xff\0']), 'latin1'));
    expect(peer.writes).toEqual(['+PONG\r\n+PONG\r\n+PONG\r\n$2\r\n\xff\0\r\n']);
  });

  it('writes before replies have grown too long', () => {
    const peer = new RespPeer();
    const echo = encodeRequest(['ECHO', 'x'.repeat(700_000)]);
    peer.connection.feed(echo.repeat(4));
    expect(peer.writes.map((bytes) => bytes.length)).toEqual([1_400_022, 1_400_022]);
  });

  it('sends replies that are longer than a string can be', () => {
    const peer = new RespPeer();
    const ask = (...argv: string[]) => peer.ask(encodeRequest(argv));
    const [member, count] = ['m'.repeat(10_000), 60_000];
    ask('SADD', 'set', member);
    ask('MULTI');
    ask('SRANDMEMBER', 'set', `-${count}`);
    ask('PING');
    peer.connection.feed(encodeRequest(['EXEC']));
    const lengths = peer.writes.map(({ length }) => length);
    expect(lengths.reduce((sum, length) => sum + length)).toBe(
      `*2\r\n*${count}\r\n+PONG\r\n`.length + count * `$10000\r\n${member}\r\n`.length,
    );
    expect(Math.max(...lengths)).toBeLessThan(2_000_000);
    expect(peer.writes[0]).toMatch(/^\*2\r\n\*60000\r\n\$10000\r\nm/);
    expect(peer.writes.at(-1)).toMatch(/m\r\n\+PONG\r\n$/);
  });

  it('waits for the rest of a request', () => {
    const peer = new RespPeer();
    for (const byte of PING.slice(0, -1)) expect(peer.ask(byte)).toBe('');
    expect(peer.ask('\n')).toBe('+PONG\r\n');
  });

  it('lets the memory of what it was fed be reused', () => {
    const peer = new RespPeer();
    const memory = Buffer.from(`${PING}*2\r\n$4\r\nECHO\r\n$4\r\nke`);
    peer.connection.feed(memory);
    memory.fill('#');
    expect(peer.ask('pt\r\n')).toBe('+PONG\r\n$4\r\nkept\r\n');
  });

  it('answers in the protocol that the session speaks', () => {
    const peer = new RespPeer();
    expect(peer.ask('GET k\r\nHELLO 3\r\nGET k\r\nHELLO 2\r\nGET k\r\n')).toMatch(
      /^\$-1\r\n%7\r\n[^]*_\r\n\*14\r\n[^]*\$-1\r\n$/,
    );
  });

  it('answers a protocol error, executes what came before, and closes', () => {
    const peer = new RespPeer();
    expect(peer.ask(`${PING}*1\r\nx\r\n${PING}`)).toBe(
      "+PONG\r\n-ERR Protocol error: expected '$', got 'x'\r\n",
    );
    expect(peer.closed).toBe(true);
    expect(peer.ask(PING)).toBe('');
    expect(peer.engine.sessionCount).toBe(0);
  });

  it('closes after QUIT without a look at what follows', () => {
    const peer = new RespPeer();
    expect(peer.ask(`QUIT\r\n${PING}`)).toBe('+OK\r\n');
    expect(peer.closed).toBe(true);
    expect(peer.engine.sessionCount).toBe(0);
  });

  it('ends its session when the other side goes, in the middle of a transaction too', () => {
    const peer = new RespPeer();
    peer.ask('WATCH k\r\nMULTI\r\nSET k v\r\n');
    peer.connection.end();
    peer.connection.end();
    expect(peer.engine.sessionCount).toBe(0);
    expect(peer.closed).toBe(false);
    expect(new RespPeer(peer.engine).ask('GET k\r\n')).toBe('$-1\r\n');
  });

  it('writes messages in order with replies, and a burst of them at once', async () => {
    const subscriber = new RespPeer();
    const publisher = new RespPeer(subscriber.engine);
    expect(subscriber.ask('HELLO 3\r\nSUBSCRIBE c\r\n')).toContain('subscribe');
    const publish = encodeRequest(['PUBLISH', 'c', 'm']);
    const message = '>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n';
    expect(publisher.ask(publish.repeat(2))).toBe(':1\r\n:1\r\n');
    expect(subscriber.ask(`${PING}${publish}${PING}`)).toBe(
      `${message}${message}+PONG\r\n${message}:1\r\n+PONG\r\n`,
    );
    publisher.ask(publish.repeat(2));
    await settled();
    expect(subscriber.writes).toEqual([message + message]);
  });

  it('ends at once when its session is killed, without a look at what follows', async () => {
    const peer = new RespPeer();
    peer.ask('SUBSCRIBE c\r\n');
    new RespPeer(peer.engine).ask('PUBLISH c m\r\n');
    peer.engine.kill(peer.connection.session);
    peer.engine.kill(peer.connection.session);
    expect(peer.closed).toBe(true);
    expect(peer.engine.sessionCount).toBe(1);
    expect(peer.ask(PING)).toBe('');
    await settled();
    expect(peer.writes).toEqual([]);
  });

  it('tells what it holds of a request that has not arrived whole', () => {
    const peer = new RespPeer();
    peer.ask('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$100\r\nxy');
    expect(peer.connection.buffers).toMatchObject({ query: 2, args: 4, output: 0 });
    expect(peer.connection.buffers.queryFree).toBeGreaterThan(0);
    peer.ask('#'.repeat(100));
    expect(peer.connection.buffers).toMatchObject({ query: 0, args: 0, output: 0 });
  });

  it('writes messages under fake timers', async () => {
    jest.useFakeTimers();
    try {
      const subscriber = new RespPeer();
      subscriber.ask('SUBSCRIBE c\r\n');
      new RespPeer(subscriber.engine).ask('PUBLISH c m\r\n');
      await Promise.resolve();
      expect(subscriber.take()).toContain('message');
    } finally {
      jest.useRealTimers();
    }
  });

  it('holds who has not authenticated to narrow limits, until it has', () => {
    const password = 'secret';
    const large = encodeRequest(['ECHO', 'x'.repeat(20_000)]);
    const stranger = new RespPeer(new InMemoryCache({ password }));
    expect(stranger.ask(large)).toBe('-ERR Protocol error: unauthenticated bulk length\r\n');
    const friend = new RespPeer(new InMemoryCache({ password }));
    expect(friend.ask(`AUTH ${password}\r\n${large}`)).toContain('+OK\r\n$20000\r\n');
  });

  it('tells of a bug of the engine, and goes on', () => {
    const engine = new InMemoryCache();
    const peer = new RespPeer(engine);
    const bug = new Error('a bug');
    jest.spyOn(engine, 'execute').mockImplementationOnce(() => {
      throw bug;
    });
    expect(() => peer.connection.feed(PING + PING)).toThrow(bug);
    expect(peer.take()).toBe('-ERR internal error\r\n+PONG\r\n');
    expect(peer.ask(PING)).toBe('+PONG\r\n');
  });
});
