import type { Pipeline, Redis } from 'ioredis';
import { callbackOf, withCallback } from './callbacks.js';
import { soon } from './turns.js';

/** Commands that ioredis sends at once, because they change the connection. */
const NEVER_PIPELINED = new Set([
  'auth',
  'info',
  'script',
  'quit',
  'cluster',
  'pipeline',
  'multi',
  'subscribe',
  'psubscribe',
  'unsubscribe',
  'unpsubscribe',
  'select',
  'client',
  'hello',
  'readonly',
  'himport',
]);
/** Where ioredis keeps the pipelines of the slots of a cluster; its `autoPipelineQueueSize` counts what is there. */
const SLOT = 'embedded';

type Settle = (error: Error | null, reply?: unknown) => void;
type Methods = Readonly<Record<string, (...args: unknown[]) => unknown>>;
type Results = (readonly [Error | null, unknown?])[];

const waiting = new WeakMap<Pipeline, Settle[]>();

/** Whether ioredis would put a command into the pipeline of the current turn of the event loop. */
export function isAutoPipelined({ options }: Redis, name: string): boolean {
  return (
    options.enableAutoPipelining === true &&
    !NEVER_PIPELINED.has(name) &&
    !options.autoPipeliningIgnoredCommands?.includes(name)
  );
}

/**
 * `enableAutoPipelining` as ioredis has it, except that the pipeline of a turn leaves under fake timers too.
 * @param property the method that is called, `get` or `getBuffer`
 */
export function autoPipeline(redis: Redis, property: string, args: unknown[]): Promise<unknown> {
  const callback = callbackOf(args);
  if (callback) args.pop();
  const pipeline = currentPipeline(redis);
  const promise = new Promise((resolve, reject) => {
    waiting.get(pipeline)!.push((error, reply) => (error ? reject(error) : resolve(reply)));
    (pipeline as unknown as Methods)[property]!(...args);
  });
  return withCallback(promise, callback);
}

function currentPipeline(redis: Redis): Pipeline {
  const { _autoPipelines: pipelines } = redis as unknown as {
    readonly _autoPipelines: Map<string, Pipeline>;
  };
  let pipeline = pipelines.get(SLOT);
  if (pipeline === undefined) {
    pipeline = redis.pipeline() as unknown as Pipeline;
    pipelines.set(SLOT, pipeline);
    waiting.set(pipeline, []);
    soon(() => execute(pipelines));
  }
  return pipeline;
}

function execute(pipelines: Map<string, Pipeline>): void {
  const pipeline = pipelines.get(SLOT)!;
  pipelines.delete(SLOT);
  const settles = waiting.get(pipeline)!;
  (pipeline as unknown as { exec(): Promise<Results> }).exec().then(
    (results) => settles.forEach((settle, i) => settle(...results[i]!)),
    (error: Error) => settles.forEach((settle) => settle(error)),
  );
}
