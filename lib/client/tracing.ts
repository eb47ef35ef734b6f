import { channel } from 'node:diagnostics_channel';

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];
const batches = EVENTS.map((event) => channel(`tracing:ioredis:batch:${event}`));
const [start, end, asyncStart, asyncEnd, error] = EVENTS.map((event) =>
  channel(`tracing:ioredis:command:${event}`),
);

/** Whether somebody listens to the diagnostics channels on which ioredis reports its commands. */
export function isTraced(): boolean {
  // Written out, because it is asked for every command.
  return (
    start!.hasSubscribers ||
    end!.hasSubscribers ||
    asyncStart!.hasSubscribers ||
    asyncEnd!.hasSubscribers ||
    error!.hasSubscribers
  );
}

/** Whether somebody listens to the diagnostics channels on which ioredis reports its transactions. */
export function areBatchesTraced(): boolean {
  return batches.some((each) => each.hasSubscribers);
}
