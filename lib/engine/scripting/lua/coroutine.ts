import { HeapStack, runFrames, SUSPENDED, YIELDED } from './heap-frames.js';
import type { LuaState } from './state.js';
import {
  all,
  LuaError,
  type LuaFunction,
  type LuaResult,
  LuaThread,
  type LuaValue,
} from './value.js';

/** A coroutine: a stack of frames on the heap that runs until it yields. */
export class Coroutine extends LuaThread {
  status: LuaThread['status'] = 'suspended';
  private readonly stack = new HeapStack(this);
  private begun = false;
  /** How many calls deep it was when it yielded; there is one before its function. */
  private calls = 1;

  constructor(
    private readonly state: LuaState,
    private readonly fn: LuaFunction,
  ) {
    super();
  }

  /**
   * Runs until it yields or ends.
   * @returns what it yielded or returned; an error ends it
   */
  resume(args: readonly LuaValue[]): { results: readonly LuaValue[] } | { error: LuaValue } {
    if (this.status !== 'suspended') return { error: `cannot resume ${this.status} coroutine` };
    const { state } = this;
    const resumed = state.enterCoroutine(this, this.stack, this.calls);
    if (resumed === undefined) return { error: 'C stack overflow' };
    this.status = 'running';
    let result: LuaResult = undefined;
    let yielded = false;
    try {
      result = this.proceed(args);
      yielded = result === YIELDED;
    } catch (error) {
      if (error instanceof LuaError) return { error: error.value };
      throw error;
    } finally {
      this.status = yielded ? 'suspended' : 'dead';
      this.calls = state.leaveCoroutine(resumed);
    }
    return { results: yielded ? state.yielded : all(result) };
  }

  private proceed(args: readonly LuaValue[]): LuaResult {
    const { state, stack } = this;
    if (this.begun) return runFrames(state, stack, stack.waiting.pop(), args);
    this.begun = true;
    const result = this.fn(...args);
    if (result !== SUSPENDED) return result;
    const frame = state.pending;
    state.pending = undefined;
    return runFrames(state, stack, frame, undefined);
  }
}
