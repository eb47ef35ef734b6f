import type { Bytes } from './bytes.js';
import type { Context } from './commands/context.js';
import type { InMemoryCache } from './engine.js';
import type { Keyspace } from './keyspace/keyspace.js';
import { Blocked, type BlockRequest } from './observers/blocking.js';
import type { Reply } from './reply.js';
import { SessionState, type Session } from './session.js';
import type { Unit } from './unit.js';

/** The context that commands see; the gate moves it from command to command. */
export class GateContext implements Context {
  session!: Session;
  db!: Keyspace;
  argv!: readonly Bytes[];

  constructor(
    readonly engine: InMemoryCache,
    private readonly unit: Unit,
  ) {}

  get now(): number {
    return this.unit.now();
  }

  block(request: BlockRequest): Reply | Blocked {
    const { session, engine } = this;
    if (session.is(SessionState.EXECUTING)) return request.denied;
    const command = engine.table.resolve(this.argv)!;
    const blocked = new Blocked(session, command, this.argv, session.db, request);
    engine.blocked.add(blocked);
    return blocked;
  }
}
