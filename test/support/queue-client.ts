import type { Reply } from '../../lib/engine/reply.js';
import { FrameQueue } from './frame-queue.js';
import type { Frame } from './reply-parser.js';
import type { TestClient } from './test-client.js';

const TIMEOUT_MS = 10_000;

/** A client whose replies come through a queue, whatever it sends its commands to. */
export abstract class QueueClient implements TestClient {
  protected readonly queue = new FrameQueue();

  get closed(): boolean {
    return this.queue.closed;
  }

  call(...argv: string[]): Promise<Reply> {
    this.send([argv]);
    return this.queue.reply(TIMEOUT_MS);
  }

  async pipeline(commands: readonly (readonly string[])[]): Promise<Reply[]> {
    this.send(commands);
    const replies: Reply[] = [];
    for (let i = 0; i < commands.length; i++) replies.push(await this.queue.reply(TIMEOUT_MS));
    return replies;
  }

  frames(count: number, timeout = TIMEOUT_MS): Promise<Frame[]> {
    return this.queue.take(count, timeout);
  }

  rest(): Frame[] {
    return this.queue.drain();
  }

  abstract send(commands: readonly (readonly string[])[]): void;

  abstract close(): Promise<void>;
}
