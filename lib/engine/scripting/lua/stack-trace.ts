import type { Chunk } from './chunk.js';
import type { Site } from './emitter.js';
import { NATIVE } from './value.js';

/** A level of the stack: a place in a chunk, or nothing for native functions and for frames that tail calls left. */
export interface Level {
  readonly kind: 'lua' | 'native' | 'tail call';
  /** How messages call the chunk: `user_script`. */
  readonly chunk: string;
  /** The name that the chunk was given: `@user_script`. */
  readonly source: string;
  readonly site: Site | undefined;
}

/** What the stack is made of, as far as it knows it. */
export interface TraceSource {
  /** The chunk whose code has a URL. */
  chunkOf(url: string): Chunk | undefined;
  /** The stack of the n-th innermost trampoline. */
  heapStack(n: number): { levels(): readonly Level[]; readonly thread?: unknown } | undefined;
}

/** The name of the function that runs frames on the heap. */
export const TRAMPOLINE = 'lua trampoline';
/** The name of the function that has an error handled. */
export const HANDLING = 'lua error handling';

const ELSEWHERE: Level = { kind: 'native', chunk: '', source: '', site: undefined };
export const GONE: Level = { kind: 'tail call', chunk: '', source: '', site: undefined };
/** Frames that one level takes with the helpers of the runtime, most often ... */
const FRAMES_PER_LEVEL = 5;
/** ... and when that was not enough. */
const MANY_FRAMES = 40;

/** The innermost levels of the stack, at least as many as asked for when there are. */
export function traceLevels(source: TraceSource, wanted: number): Level[] {
  for (let factor = FRAMES_PER_LEVEL; ; factor *= MANY_FRAMES) {
    const limit = (wanted + 2) * factor;
    const frames = captureFrames(limit);
    const levels = levelsOf(source, frames);
    if (levels.length > wanted || frames.length < limit) return levels;
  }
}

function levelsOf(source: TraceSource, frames: readonly NodeJS.CallSite[]): Level[] {
  const levels: Level[] = [];
  let trampolines = 0;
  let handedOver = false;
  let raising = false;
  for (const frame of frames) {
    const name = frame.getFunctionName();
    if (name?.startsWith(NATIVE)) {
      levels.push(ELSEWHERE);
      continue;
    }
    if (name === TRAMPOLINE) {
      const stack = source.heapStack(trampolines++);
      levels.push(...(stack?.levels() ?? []));
      // A coroutine does not see who resumed it.
      if (stack?.thread !== undefined) break;
      handedOver = true;
      continue;
    }
    if (name === HANDLING) raising = true;
    const url = frame.getScriptNameOrSourceURL() ?? '';
    const chunk = source.chunkOf(url);
    if (chunk === undefined) continue;
    // The plain form that its heap form has taken over from is no level of its own.
    if (handedOver) {
      handedOver = false;
      continue;
    }
    const site = chunk.siteAt(url, frame.getLineNumber() ?? 0);
    // The frame of a function is gone when it has called another function of Lua in tail position.
    const called = levels.length > 0 && !raising && levels.at(-1)?.kind !== 'native';
    const gone = site?.tail === true && called;
    raising = false;
    levels.push(gone ? GONE : { kind: 'lua', chunk: chunk.name, source: chunk.chunkName, site });
  }
  return levels;
}

function captureFrames(limit: number): readonly NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  let frames: readonly NodeJS.CallSite[] = [];
  try {
    Error.stackTraceLimit = limit;
    Error.prepareStackTrace = (_error, sites) => {
      frames = sites;
      return '';
    };
    const holder: { stack?: string } = {};
    Error.captureStackTrace(holder, captureFrames);
    // Reading it makes V8 collect the frames.
    void holder.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return frames;
}
