import { expect, it } from '@jest/globals';
import type { Reply } from '../../lib/engine/reply.js';
import { recordingEngine } from './recording-client.js';

/** A line as in redis-cli and what it answers; `advance 1s` moves the clock instead. */
export type ReplyRow = readonly [line: string, reply: Reply] | `advance ${string}`;

/** A test that runs lines on an engine of their own, whose clock stands still, and compares the replies. */
export function replyTable(name: string, rows: readonly ReplyRow[]): void {
  it.each([name])('%s', () => {
    const { client, clock } = recordingEngine();
    for (const row of rows) {
      if (typeof row === 'string') clock.advance(row.replace('advance ', ''));
      else expect([row[0], client.run(row[0])]).toEqual(row);
    }
  });
}
