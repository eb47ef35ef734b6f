import type { Bytes } from '../bytes.js';
import type { Keyspace } from '../keyspace/keyspace.js';
import type { Session } from '../session.js';
import type { InMemoryCache } from '../engine.js';
import type { Blocked, BlockRequest } from '../observers/blocking.js';
import type { Reply } from '../reply.js';

/** What a command may use while it runs. There is one per engine; it is valid until the command returns. */
export interface Context {
  /** The engine: databases, configuration, statistics, clients, pub/sub. */
  readonly engine: InMemoryCache;
  /** Whose command it is. */
  readonly session: Session;
  /** The session's database. */
  readonly db: Keyspace;
  /** The whole command as it was sent. */
  readonly argv: readonly Bytes[];
  /** The frozen time of the unit in ms since the epoch. */
  readonly now: number;
  /** Lets the command wait, which it returns; inside a transaction it is denied that. */
  block(request: BlockRequest): Reply | Blocked;
}
