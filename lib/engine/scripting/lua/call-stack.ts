import { ArgumentChecks } from './argument-checks.js';
import type { Chunk } from './chunk.js';
import { HeapFrame, type HeapFunction, HeapStack, runFrames, SUSPENDED } from './heap-frames.js';
import { HANDLING, type Level, traceLevels } from './stack-trace.js';
import type { Coroutine } from './coroutine.js';
import { WORD } from './emitter.js';
import {
  all,
  type ErrorPosition,
  first,
  LuaError,
  type LuaFunction,
  type LuaResult,
  type LuaValue,
  typeName,
} from './value.js';

/** Where frames begin to live on the heap: so many words of the stack of JavaScript. */
const DEEPEST = 25_000 * WORD;
/** What a call by a native function takes. */
const NATIVE_DEPTH = 100 * WORD + 1;
/** How deep functions may call each other ... */
const MAX_CALLS = 2 ** 14;
/** ... and how deep native functions and metamethods may. */
const MAX_NATIVE_CALLS = 200;
/** What there is room for besides while the error is handled that one of these limits has raised. */
const MORE_NATIVE_CALLS = MAX_NATIVE_CALLS >> 3;
const MORE_CALLS = MAX_CALLS - MAX_NATIVE_CALLS - MORE_NATIVE_CALLS - 1;
const ERROR_IN_HANDLER = 'error in error handling';

/** The number of an operand that messages do not name. */
const NAMELESS = -1;

/** What was running when a coroutine was entered. */
export interface Resumed {
  readonly running: Coroutine | undefined;
  readonly depth: number;
  readonly nativeCalls: number;
  readonly deepest: number;
  readonly errorHandler: LuaValue;
}

/** The stack of an interpreter: calls, their limits, and the errors that tell where they are. */
export abstract class CallStack extends ArgumentChecks {
  /** How deep the stack is: words of the stack of JavaScript above, calls of Lua below (see {@link WORD}) ... */
  depth = 0;
  /** ... and where frames begin to live on the heap; negative while the code that runs is in its heap form. */
  deepest = DEEPEST;
  /** The frame that a call has made, for the trampoline to run. */
  pending: HeapFrame | undefined;
  /** What the coroutine has yielded that just did. */
  yielded: readonly LuaValue[] = [];
  /** The coroutine that runs. */
  running: Coroutine | undefined;
  /** What makes of an error what is caught, as soon as it is raised: the handler of `xpcall`, or of the host. */
  errorHandler: LuaValue;
  /** Whether the error is handled that too many calls have raised. */
  private overflowing = false;
  protected nativeCalls = 0;
  private stacks: HeapStack[] = [];
  private readonly chunks = new Map<string, WeakRef<Chunk>>();
  private readonly forgotten = new FinalizationRegistry<readonly string[]>((urls) => {
    for (const url of urls) this.chunks.delete(url);
  });

  /** Counts work. @throws LimitError when the script has run for too long */
  abstract tick(amount: number): void;

  /** A function that does what calling a value does that is no function. */
  protected abstract callable(value: LuaValue, operand?: number): LuaFunction;

  /** Makes the code of a chunk known to stack traces for as long as it lives. */
  protected remember(chunk: Chunk): void {
    const reference = new WeakRef(chunk);
    for (const url of chunk.urls) this.chunks.set(url, reference);
    this.forgotten.register(chunk, chunk.urls);
  }

  /** The chunk whose code has a URL. */
  chunkOf(url: string): Chunk | undefined {
    return this.chunks.get(url)?.deref();
  }

  /** The stack of the n-th innermost trampoline. */
  heapStack(n: number): HeapStack | undefined {
    return this.stacks.at(-1 - n);
  }

  /** Forgets everything that was running. */
  protected unwind(): void {
    this.depth = 0;
    this.deepest = DEEPEST;
    this.nativeCalls = 0;
    this.pending = undefined;
    this.running = undefined;
    this.stacks = [];
    this.errorHandler = undefined;
    this.overflowing = false;
  }

  /** Calls a function or a value with `__call`. @returns all results. @throws LuaError what the function raises */
  call(fn: LuaValue, ...args: LuaValue[]): readonly LuaValue[] {
    return all(this.invoke(fn, args));
  }

  /** {@link call} for callers that want the first result only. */
  call1(fn: LuaValue, ...args: LuaValue[]): LuaValue {
    return first(this.invoke(fn, args));
  }

  /** Calls the iterator of a `for`. */
  iterate(fn: LuaValue, subject: LuaValue, control: LuaValue): LuaResult {
    const callee = typeof fn === 'function' ? fn : this.callable(fn, NAMELESS);
    const { depth, deepest } = this;
    if (++this.nativeCalls >= MAX_NATIVE_CALLS) this.tooManyNativeCalls();
    this.depth = depth + NATIVE_DEPTH;
    this.deepest = DEEPEST;
    const results = callee(subject, control);
    this.depth = depth;
    this.deepest = deepest;
    this.nativeCalls--;
    return results;
  }

  private invoke(fn: LuaValue, args: LuaValue[]): LuaResult {
    const callee = typeof fn === 'function' ? fn : this.callable(fn);
    const { depth, deepest } = this;
    if (++this.nativeCalls >= MAX_NATIVE_CALLS) this.tooManyNativeCalls();
    this.depth = depth + NATIVE_DEPTH;
    this.deepest = DEEPEST;
    const results = callee(...args);
    this.depth = depth;
    this.deepest = deepest;
    this.nativeCalls--;
    return results;
  }

  /**
   * Takes over from a plain function that was entered where frames live on the heap.
   * @param depth what the function added to the depth
   * @param values its upvalues and arguments
   */
  enter(depth: number, fn: HeapFunction, ...values: unknown[]): LuaResult {
    this.tick(1);
    this.depth += 1 - depth;
    if (this.depth % WORD > MAX_CALLS) this.overflow();
    const frame = new HeapFrame(fn, values);
    if (this.deepest < 0) {
      this.pending = frame;
      return SUSPENDED;
    }
    const { deepest } = this;
    const stack = new HeapStack();
    this.deepest = -1;
    this.stacks.push(stack);
    const result = runFrames(this, stack, frame, undefined);
    this.stacks.pop();
    this.deepest = deepest;
    return result;
  }

  private overflow(): void {
    if (!this.overflowing) {
      this.overflowing = true;
      this.error('stack overflow');
    }
    if (this.depth % WORD > MAX_CALLS + MORE_CALLS) throw luaError(ERROR_IN_HANDLER);
  }

  private tooManyNativeCalls(): void {
    if (this.nativeCalls === MAX_NATIVE_CALLS) this.error('C stack overflow', 0);
    if (this.nativeCalls >= MAX_NATIVE_CALLS + MORE_NATIVE_CALLS) throw luaError(ERROR_IN_HANDLER);
  }

  /** @returns what {@link leaveCoroutine} needs; undefined when calls are nested too deep already */
  enterCoroutine(coroutine: Coroutine, stack: HeapStack, calls: number): Resumed | undefined {
    if (this.nativeCalls >= MAX_NATIVE_CALLS) return undefined;
    const { running, depth, nativeCalls, deepest, errorHandler } = this;
    if (running) running.status = 'normal';
    this.errorHandler = undefined;
    this.running = coroutine;
    this.nativeCalls++;
    this.depth = depth - (depth % WORD) + NATIVE_DEPTH - 1 + calls;
    this.deepest = -1;
    this.stacks.push(stack);
    return { running, depth, nativeCalls, deepest, errorHandler };
  }

  /** @returns how many calls deep the coroutine is */
  leaveCoroutine({ running, depth, nativeCalls, deepest, errorHandler }: Resumed): number {
    const calls = this.depth % WORD;
    if (running) running.status = 'running';
    this.running = running;
    this.errorHandler = errorHandler;
    this.nativeCalls = nativeCalls;
    this.depth = depth;
    this.deepest = deepest;
    this.stacks.pop();
    return calls;
  }

  /** Suspends the coroutine that runs: its caller gets the values. @throws LuaError when there is none to suspend */
  yield(values: readonly LuaValue[]): LuaResult {
    if (this.deepest >= 0 || this.stacks.at(-1)?.thread === undefined) {
      this.error('attempt to yield across metamethod/C-call boundary', 0);
    }
    this.yielded = values;
    return SUSPENDED;
  }

  /**
   * Runs something whose errors are caught.
   * @param handle gets the error
   * @param errorHandler what errors go through before; anything but a function or nil makes them all one error
   */
  protect(
    body: () => LuaResult,
    handle: (error: LuaError) => LuaResult,
    errorHandler?: LuaValue,
  ): LuaResult {
    const { depth, nativeCalls, deepest, running, errorHandler: outer } = this;
    const stacks = this.stacks.length;
    this.errorHandler = errorHandler;
    try {
      const result = body();
      this.errorHandler = outer;
      return result;
    } catch (error) {
      if (!(error instanceof LuaError)) throw error;
      this.depth = depth;
      this.nativeCalls = nativeCalls;
      this.deepest = deepest;
      this.running = running;
      this.errorHandler = outer;
      this.stacks.length = stacks;
      this.pending = undefined;
      if (depth % WORD < MAX_CALLS) this.overflowing = false;
      return handle(error);
    }
  }

  /**
   * Raises an error whose message begins with the position of a caller, like C's `luaL_error`.
   * @param level 1: the Lua function that called the native function; 0: the function that runs
   * @throws LuaError
   */
  error(message: string, level = 1): never {
    return this.raise(this.where(level) + message);
  }

  /**
   * Raises an error with any value. What handles errors is called here, before the stack is left.
   * @throws LuaError
   */
  raise(value: LuaValue): never {
    const { errorHandler } = this;
    if (errorHandler === undefined) throw luaError(value);
    if (typeof errorHandler !== 'function') throw luaError(ERROR_IN_HANDLER);
    throw luaError(handleError(this, errorHandler, value));
  }

  override argumentError(index: number, message: string): never {
    const site = this.levels(1)[1]?.site;
    const [, kind = '', name = '?'] = /^(\w+) '(.*)'$/s.exec(site?.names[0] ?? '') ?? [];
    if (kind !== 'method') return this.error(`bad argument #${index} to '${name}' (${message})`);
    if (index === 1) return this.error(`calling '${name}' on bad self (${message})`);
    return this.error(`bad argument #${index - 1} to '${name}' (${message})`);
  }

  /**
   * Raises "attempt to index local 'x' (a nil value)".
   * @param what the operation
   * @param value what it cannot be done with
   * @param operand the number of the value among the operands of the operation, by which its name is known
   */
  typeFailure(what: string, value: LuaValue, operand: number): never {
    const top = this.levels(1)[0];
    const name = top?.kind === 'lua' ? top.site?.names[operand] : undefined;
    const type = typeName(value);
    const text = name === undefined ? `a ${type} value` : `${name} (a ${type} value)`;
    return this.error(`attempt to ${what} ${text}`, 0);
  }

  /**
   * `user_script:3: ` for the function at a level of the stack; empty when that is not written in Lua.
   * @param level 0: the function that runs, be it native; 1: the one that called it
   */
  where(level: number): string {
    return place(this.levels(level)[level]);
  }

  /** For what a handler of errors calls: where the function is that raised the error, or when that is native the one that called it. */
  errorPosition(): ErrorPosition | undefined {
    const [, , top, caller] = this.levels(3);
    const level = top?.kind === 'native' ? caller : top;
    if (level === undefined) return undefined;
    if (level.kind === 'native') return { source: '=[C]', line: -1 };
    if (level.kind === 'tail call') return { source: '=(tail call)', line: -1 };
    return { source: level.source, line: level.site?.line ?? -1 };
  }

  private levels(wanted: number): readonly Level[] {
    return traceLevels(this, Math.max(1, wanted));
  }
}

/** It is known in stack traces by its name. */
const handleError = Object.defineProperty(
  (stack: CallStack, handler: LuaFunction, error: LuaValue) => stack.call1(handler, error),
  'name',
  { value: HANDLING },
);

/** An error without the stack of JavaScript, which takes time and tells nothing. */
function luaError(value: LuaValue): LuaError {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const error = new LuaError(value);
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}

function place(level: Level | undefined): string {
  if (level?.kind !== 'lua' || level.site === undefined) return '';
  return `${level.chunk}:${level.site.line}: `;
}
