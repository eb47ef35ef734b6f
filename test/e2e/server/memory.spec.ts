import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { serveEngine, until } from '../../support/served-engine.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What a connection may leave behind, in bytes: less than any object of its own. */
const LEFT_BY_EACH = 100;
const LANES = 10;

function visit(port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('close', () => resolve());
    socket.once('data', () => socket.destroy());
    socket.write(
      'WATCH k\r\nMULTI\r\nSET k v\r\nEXEC\r\nSUBSCRIBE c\r\nBLPOP l 0\r\n*3\r\n$3\r\nSET\r\n$',
    );
  });
}

describe('connections that come and go', () => {
  it('leave no memory behind', async () => {
    const { engine, server, port } = await serveEngine();
    const visits = async (count: number): Promise<number> => {
      const lane = async (): Promise<void> => {
        for (let i = 0; i < count / LANES; i++) await visit(port);
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      await until(() => server.connections === 0);
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    await visits(2000);
    const before = await visits(500);
    const after = await visits(5000);
    expect(engine.sessionCount).toBe(0);
    expect(engine.pubsub.count('channels')).toBe(0);
    expect((after - before) / 5000).toBeLessThan(LEFT_BY_EACH);
  });
});
