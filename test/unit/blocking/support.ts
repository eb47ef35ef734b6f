import { expect } from '@jest/globals';
import { Blocked } from '../../../lib/engine/observers/blocking.js';
import type { Reply } from '../../../lib/engine/reply.js';
import type { RecordingClient } from '../../support/recording-client.js';

/** What a command that waits has been answered so far. */
export interface Waiting {
  readonly replies: readonly Reply[];
}

/** Sends a command that has to wait. */
export function wait(client: RecordingClient, line: string): Waiting {
  const blocked = client.run(line);
  expect(blocked).toBeInstanceOf(Blocked);
  const replies: Reply[] = [];
  (blocked as Blocked).whenAnswered((reply) => replies.push(reply));
  return { replies };
}
