import type { Chunk } from './chunk.js';
import type { Site } from './emitter.js';
import { GONE, type Level, TRAMPOLINE } from './stack-trace.js';
import type { LuaResult, LuaThread } from './value.js';

/** What a call gives back in the heap form when the function that was called has to be run by the trampoline. */
export const SUSPENDED = Symbol('suspended') as unknown as LuaResult;
/** What a run gives back that a coroutine has suspended. */
export const YIELDED = Symbol('yielded') as unknown as LuaResult;

/** A function in its heap form. */
export interface HeapFunction {
  readonly chunk: Chunk;
  /** @param frame the frame that it runs in, followed by its upvalues and its arguments */
  make(frame: HeapFrame, ...values: unknown[]): Generator<undefined, LuaResult, LuaResult>;
}

/** A call of a function in its heap form. */
export class HeapFrame {
  /** Which site it is calling at; the function keeps it up to date. */
  site = 0;
  /** How many frames tail calls have put this one in the place of. */
  tailCalls = 0;
  readonly generator: Generator<undefined, LuaResult, LuaResult>;

  constructor(
    readonly fn: HeapFunction,
    values: unknown[],
  ) {
    this.generator = fn.make(this, ...values);
  }

  get calledAt(): Site | undefined {
    return this.fn.chunk.heapSite(this.site);
  }
}

/** A stack of frames on the heap, and the coroutine that it belongs to if there is one. */
export class HeapStack {
  /** The frames that wait for the one that runs. */
  readonly waiting: HeapFrame[] = [];
  current: HeapFrame | undefined;

  constructor(readonly thread?: LuaThread) {}

  /** The levels of the frames below the one that runs, innermost first. */
  levels(): Level[] {
    const levels: Level[] = [];
    for (let i = 0; i < (this.current?.tailCalls ?? 0); i++) levels.push(GONE);
    for (const frame of this.waiting.toReversed()) {
      const { name, chunkName } = frame.fn.chunk;
      levels.push({ kind: 'lua', chunk: name, source: chunkName, site: frame.calledAt });
      for (let i = 0; i < frame.tailCalls; i++) levels.push(GONE);
    }
    return levels;
  }
}

/** What the trampoline needs to know of the state. */
export interface TrampolineHost {
  depth: number;
  /** The frame that a call has made, for the trampoline to run; none when a coroutine yields. */
  pending: HeapFrame | undefined;
}

/**
 * Runs frames on the heap until the last one returns, or yields: calls push frames, returns pop them, calls in tail
 * position replace them, and the stack of JavaScript does not grow. It is known in stack traces by its name.
 * @param value what the topmost waiting frame goes on with
 */
export const runFrames = Object.defineProperty(
  (host: TrampolineHost, stack: HeapStack, first: HeapFrame | undefined, value: LuaResult) => {
    let frame = first;
    let result = value;
    while (frame !== undefined) {
      stack.current = frame;
      const step = frame.generator.next(result);
      const next = host.pending;
      host.pending = undefined;
      if (step.done !== true) {
        stack.waiting.push(frame);
        if (next === undefined) return YIELDED;
        frame = next;
        result = undefined;
        continue;
      }
      host.depth--;
      if (step.value !== SUSPENDED) {
        result = step.value;
        frame = stack.waiting.pop();
      } else if (next === undefined) return YIELDED;
      else {
        next.tailCalls = frame.tailCalls + 1;
        frame = next;
        result = undefined;
      }
    }
    return result;
  },
  'name',
  { value: TRAMPOLINE },
);
