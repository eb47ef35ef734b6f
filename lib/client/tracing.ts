import { channel } from 'node:diagnostics_channel';

const traced = ['ioredis:command', 'ioredis:batch'].flatMap((name) =>
  ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((event) =>
    channel(`tracing:${name}:${event}`),
  ),
);

/** Whether somebody listens to the diagnostics channels on which ioredis reports its commands. */
export function isTraced(): boolean {
  for (let i = 0; i < traced.length; i++) if (traced[i]!.hasSubscribers) return true;
  return false;
}
