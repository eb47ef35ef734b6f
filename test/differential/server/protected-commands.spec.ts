import { expect, it } from '@jest/globals';
import { exchange } from '../../support/raw-client.js';
import { encodeRequest } from '../../support/reply-parser.js';
import { serveEngine } from '../../support/served-engine.js';
import { toStep } from '../harness/step.js';
import { describeDifferential } from '../harness/table.js';

/** What a connection sends, commands separated by semicolons. */
const CONVERSATIONS: readonly string[] = [
  'DEBUG SLEEP 0; DEBUG; DEBUG NOSUCH',
  'MULTI; DEBUG SLEEP 0; PING; EXEC; PING',
  'MULTI; DEBUG; EXEC',
  'MULTI; MODULE LOAD x; EXEC',
  'MULTI; MODULE UNLOAD x; EXEC',
  'MODULE LOADEX x; MULTI; MODULE LIST; EXEC',
  'SUBSCRIBE a; DEBUG SLEEP 0; GET k',
];

describeDifferential(
  'commands that the configuration forbids',
  (server) => {
    it.each(CONVERSATIONS)('are refused as by Redis: %s', async (conversation) => {
      const { port } = await serveEngine();
      const bytes = conversation.split('; ').map((line) => encodeRequest(toStep(line).argv));
      const send = (to: number): Promise<string> => exchange({ port: to }, bytes.join(''));
      expect(await send(port)).toBe(await send(server().port));
    });
  },
  { args: ['--enable-debug-command', 'no'] },
);
