import type { InMemoryCache } from '../../lib/engine/engine.js';
import { Blocked } from '../../lib/engine/observers/blocking.js';
import type { Reply } from '../../lib/engine/reply.js';
import type { Session, SessionOrigin } from '../../lib/engine/session.js';
import { encodeReply, type ProtocolVersion } from '../../lib/protocol/reply-encoder.js';
import { QueueClient } from './queue-client.js';
import { speak } from './test-client.js';

/** Runs what clients have sent: first all of the one that sends, then of those that it has unblocked, as Redis does. */
class Turns {
  private static readonly all = new WeakMap<InMemoryCache, Turns>();
  private readonly queue: (() => void)[] = [];
  private running = false;

  static of(engine: InMemoryCache): Turns {
    const turns = Turns.all.get(engine) ?? new Turns();
    Turns.all.set(engine, turns);
    return turns;
  }

  run(work: () => void): void {
    this.queue.push(work);
    if (this.running) return;
    this.running = true;
    try {
      for (let next = this.queue.shift(); next; next = this.queue.shift()) next();
    } finally {
      this.running = false;
    }
  }
}

/**
 * A session of this engine that is asked as a `RawClient` is: commands go straight through the gate, and what they
 * answer is read back from its bytes, so that a type lost on the wire is lost here too.
 */
export class EngineClient extends QueueClient {
  readonly session: Session;
  private readonly backlog: (readonly string[])[] = [];
  private closing = false;
  private waiting = false;

  private constructor(
    private readonly engine: InMemoryCache,
    origin: SessionOrigin,
  ) {
    super();
    this.session = engine.connect(
      {
        push: (message) => this.receive(message),
        close: () => (this.closing = true),
        kill: () => this.end(),
      },
      origin,
    );
  }

  static async connect(
    engine: InMemoryCache,
    protocol: ProtocolVersion = 2,
    origin: SessionOrigin = {},
  ): Promise<EngineClient> {
    const client = new EngineClient(engine, origin);
    await speak(client, protocol);
    return client;
  }

  send(commands: readonly (readonly string[])[]): void {
    this.backlog.push(...commands);
    Turns.of(this.engine).run(() => this.work());
  }

  private work(): void {
    while (this.backlog.length > 0 && !this.queue.closed && !this.waiting) {
      const reply = this.engine.execute(this.session, this.backlog.shift()!);
      if (reply instanceof Blocked) this.wait(reply);
      else this.receive(reply);
      if (this.closing) this.end();
    }
  }

  /** What is sent behind a command that waits is run behind its answer. */
  private wait(blocked: Blocked): void {
    this.waiting = true;
    blocked.whenAnswered((reply) => {
      this.waiting = false;
      this.receive(reply);
      this.send([]);
    });
  }

  async close(): Promise<void> {
    this.end();
  }

  private end(): void {
    this.engine.disconnect(this.session);
    this.queue.end(new Error('Connection closed'));
  }

  private receive(reply: Reply): void {
    this.queue.feed(encodeReply(reply, this.session.protocol));
  }
}
