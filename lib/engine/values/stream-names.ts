import type { Bytes } from '../bytes.js';

/** Things by their names, listed in the order of the names' bytes. */
export class NameMap<V> {
  private readonly byName = new Map<Bytes, V>();
  private sorted: readonly V[] | undefined;

  get size(): number {
    return this.byName.size;
  }

  get(name: Bytes): V | undefined {
    return this.byName.get(name);
  }

  set(name: Bytes, value: V): void {
    this.byName.set(name, value);
    this.sorted = undefined;
  }

  /** @returns whether it was there */
  delete(name: Bytes): boolean {
    this.sorted = undefined;
    return this.byName.delete(name);
  }

  /** All of them, in order; listed anew only after a change of names. */
  list(): readonly V[] {
    this.sorted ??= [...this.byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
    return this.sorted;
  }
}
