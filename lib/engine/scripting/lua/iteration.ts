import type { LuaState } from './state.js';
import { LuaTable } from './table.js';
import { all, isList, type LuaFunction, type LuaResult, type LuaValue } from './value.js';

/** The loop of a generic `for`. */
export interface Iteration {
  key: LuaValue;
  value: LuaValue;
  /** @returns false at the end */
  step(): boolean;
  /** The i-th variable of the loop, from 0, beyond key and value. */
  rest(i: number): LuaValue;
}

/** `for k, v in pairs(t)`: goes from slot to slot without looking the key up again. */
class TableIteration implements Iteration {
  key: LuaValue = undefined;
  value: LuaValue = undefined;
  private slot = -1;

  constructor(
    private readonly table: LuaTable,
    private readonly state: LuaState,
  ) {}

  step(): boolean {
    const { table } = this;
    // The loop may have moved the key, if it added others.
    if (this.slot >= 0 && table.keyAt(this.slot) !== this.key) this.slot = this.find();
    const slot = table.nextSlot(this.slot);
    this.slot = slot;
    if (slot < 0) return false;
    this.key = table.keyAt(slot);
    this.value = table.valueAt(slot);
    return true;
  }

  private find(): number {
    const slot = this.table.slotOf(this.key);
    return slot === -2 ? this.state.error("invalid key to 'next'", 0) : slot;
  }

  rest(): undefined {
    return undefined;
  }
}

/** `for i, v in ipairs(t)`. */
class IndexIteration implements Iteration {
  key = 0;
  value: LuaValue = undefined;

  constructor(private readonly table: LuaTable) {}

  step(): boolean {
    this.value = this.table.getIndex(++this.key);
    return this.value !== undefined;
  }

  rest(): undefined {
    return undefined;
  }
}

/** Any other iterator. */
class CallIteration implements Iteration {
  value: LuaValue = undefined;
  private results: LuaResult = undefined;

  constructor(
    private readonly state: LuaState,
    private readonly iterator: LuaValue,
    private readonly subject: LuaValue,
    public key: LuaValue,
  ) {}

  step(): boolean {
    const results = this.state.iterate(this.iterator, this.subject, this.key);
    this.results = results;
    if (isList(results)) {
      this.key = results[0];
      this.value = results[1];
    } else {
      this.key = results;
      this.value = undefined;
    }
    return this.key !== undefined;
  }

  rest(i: number): LuaValue {
    return all(this.results)[i];
  }
}

/** @param next the function `next` of this state, and the iterator of `ipairs` */
export function createIteration(
  state: LuaState,
  next: LuaFunction,
  nextIndex: LuaFunction,
): (results: LuaResult) => Iteration {
  return (results) => {
    const [iterator, subject, control] = all(results);
    if (subject instanceof LuaTable) {
      if (iterator === next && control === undefined) return new TableIteration(subject, state);
      if (iterator === nextIndex && control === 0) return new IndexIteration(subject);
    }
    return new CallIteration(state, iterator, subject, control);
  };
}
