import { ManualClock } from '../../lib/engine/clock.js';
import { InMemoryCache, type InMemoryCacheOptions } from '../../lib/engine/engine.js';
import type { Blocked } from '../../lib/engine/observers/blocking.js';
import { ReplyError, type Push, type Reply, type Status } from '../../lib/engine/reply.js';
import type { Session, SessionOrigin } from '../../lib/engine/session.js';
import { splitArguments } from '../../lib/engine/split-arguments.js';

/** A session whose transport writes down what it is handed. */
export class RecordingClient {
  readonly session: Session;
  /** Messages that came out of band, oldest first. */
  pushed: (Push | Status)[] = [];
  /** How often the engine has ended the session. */
  closed = 0;

  constructor(
    readonly engine: InMemoryCache,
    origin: SessionOrigin = {},
  ) {
    const transport = {
      push: (message: Push | Status) => void this.pushed.push(message),
      close: () => void this.closed++,
    };
    this.session = engine.connect(transport, origin);
  }

  /** Runs a line as one types it into redis-cli. */
  run(line: string): Reply | Blocked {
    return this.engine.execute(this.session, splitArguments(line)!);
  }

  /** What came out of band since the last call, as plain arrays and texts. */
  messages(): unknown[] {
    const taken = this.pushed;
    this.pushed = [];
    return taken.map((message) => ('elements' in message ? message.elements : message.text));
  }
}

/** An engine on a clock that stands still, and a client of it. */
export function recordingEngine(options: InMemoryCacheOptions = {}): {
  readonly clock: ManualClock;
  readonly engine: InMemoryCache;
  readonly client: RecordingClient;
  connect(origin?: SessionOrigin): RecordingClient;
} {
  const clock = new ManualClock();
  const engine = new InMemoryCache({ clock, ...options });
  const connect = (origin?: SessionOrigin): RecordingClient => new RecordingClient(engine, origin);
  return { clock, engine, client: connect(), connect };
}

/** An error reply of a table. */
export const error = (message: string): ReplyError => new ReplyError(message);
