import type { Bytes } from './bytes.js';
import type { InMemoryCache } from './engine.js';
import { EventClass, KeyEvents, type KeyEvent } from './keyspace/key-event.js';
import type { KeyHasher } from './keyspace/key-index.js';
import type { KeyspaceHost } from './keyspace/keyspace-host.js';
import type { Keyspace } from './keyspace/keyspace.js';
import type { Stats } from './observers/stats.js';
import type { Random } from './random.js';
import type { Unit } from './unit.js';
import type { Value } from './values/value.js';

/** What the keyspaces see of the engine. */
export class EngineHost implements KeyspaceHost {
  readonly stats: Stats;
  readonly random: Random;
  private readonly unit: Unit;

  constructor(
    private readonly engine: InMemoryCache,
    readonly hasher: KeyHasher,
  ) {
    this.stats = engine.stats;
    this.random = engine.random;
    this.unit = engine.unit;
  }

  get eventMask(): number {
    return this.engine.notifications.eventMask;
  }

  get watching(): boolean {
    const { watches, blocked, tracking } = this.engine;
    return watches.active || blocked.active || tracking.active;
  }

  get keepsExpired(): boolean {
    return this.engine.gate.keepsExpired;
  }

  get lends(): boolean {
    return this.unit.lends;
  }

  get accessWord(): number {
    return this.unit.accessWord;
  }

  get freshWord(): number {
    const { counter, second } = this.unit;
    return counter === undefined ? second : counter.fresh(second);
  }

  get renewedWord(): number {
    return this.unit.counter === undefined ? this.unit.second : 0;
  }

  usedAgain(before: number): number {
    const { counter, second, touching } = this.unit;
    return counter === undefined || !touching ? 0 : counter.usedAgain(before, second);
  }

  now(): number {
    return this.unit.now();
  }

  touched(keyspace: Keyspace, key: Bytes): void {
    const { watches, blocked, tracking } = this.engine;
    watches.touched(keyspace, key);
    blocked.touched(keyspace, key);
    if (tracking.active) tracking.touched(key);
  }

  created(keyspace: Keyspace, key: Bytes, value: Value): void {
    if ((this.eventMask & EventClass.NEW) !== 0) this.emit(keyspace, key, KeyEvents.new);
    this.engine.blocked.created(keyspace, key, value);
  }

  emit(keyspace: Keyspace, key: Bytes, event: KeyEvent): void {
    this.engine.notifications.emit(keyspace.number, key, event);
  }
}
