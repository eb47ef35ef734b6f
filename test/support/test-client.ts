import type { ProtocolVersion } from '../../lib/protocol/reply-encoder.js';
import type { Reply } from '../../lib/engine/reply.js';
import type { Frame } from './reply-parser.js';

/**
 * What a test can ask of either side: a socket to a real server (`RawClient`) or this engine (`EngineClient`).
 * Arguments and bulk strings have one char per byte. Replies keep their types apart; an error reply is a value
 * (`ReplyError`), never a rejection.
 */
export interface TestClient {
  /** Runs a command and answers its first reply that is no push. */
  call(...argv: string[]): Promise<Reply>;
  /** Runs commands in one go and answers one reply for each. */
  pipeline(commands: readonly (readonly string[])[]): Promise<Reply[]>;
  /** Sends commands without waiting for what they answer. */
  send(commands: readonly (readonly string[])[]): void;
  /**
   * The next `count` replies and pushes, in the order in which they came, waiting for them if need be.
   * @throws Error when they have not come after `timeout` ms (default 10,000)
   */
  frames(count: number, timeout?: number): Promise<Frame[]>;
  /** Everything that has come and has not been asked for, without waiting. */
  rest(): Frame[];
  /** Whether the other side has closed the connection. */
  readonly closed: boolean;
  /** Ends the connection; safe to repeat. */
  close(): Promise<void>;
}

/** Makes a client speak a protocol: nothing for RESP2, `HELLO 3` for RESP3. */
export async function speak(client: TestClient, protocol: ProtocolVersion): Promise<void> {
  if (protocol === 3) await client.call('HELLO', '3');
}
