import type { Value } from '../values/value.js';
import type { KeyIndex } from './key-index.js';
import type { KeyspaceHost } from './keyspace-host.js';

/** What keys remember of their use, for LRU and LFU. */
export class SlotUse {
  constructor(
    private readonly index: KeyIndex<Value>,
    private readonly host: KeyspaceHost,
  ) {}

  /** Begins with a new key. */
  begin(slot: number): void {
    this.index.setAccess(slot, this.host.freshWord);
  }

  /** Marks a key as used. @returns whether there is one */
  touch(slot: number): boolean {
    if (slot < 0) return false;
    const word = this.host.accessWord || this.host.usedAgain(this.index.accessAt(slot));
    if (word !== 0) this.index.setAccess(slot, word);
    return true;
  }

  /** Goes on with a key whose value has been replaced. */
  renew(slot: number): void {
    const word = this.host.renewedWord || this.host.usedAgain(this.index.accessAt(slot));
    if (word !== 0) this.index.setAccess(slot, word);
  }
}
