import { expect, it } from '@jest/globals';
import { exchange } from '../../support/raw-client.js';
import { encodeRequest } from '../../support/reply-parser.js';
import { serveEngine } from '../../support/served-engine.js';
import { toStep } from '../harness/step.js';
import { describeDifferential } from '../harness/table.js';

/** What a connection sends, commands separated by semicolons. */
const CONVERSATIONS: readonly string[] = [
  'MULTI; PING; CLIENT REPLY OFF; PING; EXEC; PING; CLIENT REPLY ON; PING',
  'MULTI; PING; CLIENT REPLY OFF; PING; CLIENT REPLY ON; GET none; EXEC; PING',
  'MULTI; CLIENT REPLY OFF; CLIENT REPLY SKIP; PING; CLIENT REPLY ON; PING; EXEC; PING; PING',
  'MULTI; CLIENT REPLY OFF; CLIENT REPLY ON; CLIENT REPLY OFF; EXEC; CLIENT REPLY ON',
  'MULTI; PING; CLIENT REPLY SKIP; PING; PING; EXEC; PING; PING',
  'MULTI; CLIENT REPLY SKIP; EXEC; PING; PING',
  'MULTI; PING; CLIENT REPLY SKIP; CLIENT REPLY SKIP; PING; EXEC; PING; PING',
  'MULTI; CLIENT REPLY SKIP; CLIENT REPLY ON; PING; EXEC; PING; PING',
  'CLIENT REPLY OFF; MULTI; PING; CLIENT REPLY ON; PING; EXEC; PING',
  'CLIENT REPLY OFF; MULTI; PING; EXEC; CLIENT REPLY ON; PING',
  'MULTI; PING; CLIENT REPLY SKIP; EXEC; MULTI; PING; EXEC; PING',
  'MULTI; PING; PING; CLIENT REPLY SKIP; EXEC; EXEC; PING',
  'MULTI; HGETALL k; HELLO 3; HGETALL k; GET none; EXEC; GET none',
  'HELLO 3; MULTI; HGETALL k; HELLO 2; HGETALL k; GET none; EXEC; GET none',
  'MULTI; HELLO 3; GET none; HELLO 2; GET none; EXEC; GET none',
  'MULTI; HELLO 3; CLIENT REPLY OFF; GET none; EXEC; GET none; CLIENT REPLY ON; GET none',
  'HELLO 3; CLIENT REPLY OFF; MULTI; HELLO 2; CLIENT REPLY ON; GET none; EXEC; GET none',
  'HELLO 3; MULTI; SUBSCRIBE a b; CLIENT REPLY OFF; SUBSCRIBE c; UNSUBSCRIBE a; PING; EXEC; CLIENT REPLY ON',
  'MULTI; PING; CLIENT REPLY OFF; NOSUCH; EXEC; PING',
  'MULTI; GET k x; CLIENT REPLY OFF; EXEC; PING',
  'WATCH k; SET k 1; MULTI; CLIENT REPLY OFF; EXEC; PING',
  'HELLO 3; CLIENT TRACKING ON; GET k; MULTI; PING; CLIENT REPLY OFF; SET k 5; PING; EXEC; CLIENT REPLY ON',
  'HELLO 3; CLIENT TRACKING ON; GET k; MULTI; HELLO 3; SET k 5; PING; EXEC; PING',
];

/** What HELLO says of the server itself. */
const IDENTITY = /(\$7\r\nversion\r\n)\$\d+\r\n[^\r]*(\r\n.*?\$2\r\nid\r\n:)\d+/gs;

describeDifferential('a transaction that changes its connection', (server) => {
  it.each(CONVERSATIONS)('is sent as by Redis: %s', async (conversation) => {
    const { port } = await serveEngine();
    const requests = conversation.split('; ').map((line) => encodeRequest(toStep(line).argv));
    const bytes = ['FLUSHALL', 'HSET k f v', 'DEL k'].map((line) =>
      encodeRequest(toStep(line).argv),
    );
    const send = async (to: number): Promise<string> => {
      const answer = await exchange({ port: to }, [...bytes, ...requests].join(''));
      return answer.replace(IDENTITY, '$1$2');
    };
    expect(await send(port)).toBe(await send(server().port));
  });
});
