import { channel, type Channel } from 'node:diagnostics_channel';

type Channels = Readonly<Record<'start' | 'end' | 'asyncStart' | 'asyncEnd' | 'error', Channel>>;

const commands = channelsOf('command');
const batches = channelsOf('batch');

/** Whether somebody listens to the diagnostics channels on which ioredis reports its commands. */
export function isTraced(): boolean {
  return haveSubscribers(commands);
}

/** Whether somebody listens to the diagnostics channels on which ioredis reports its transactions. */
export function areBatchesTraced(): boolean {
  return haveSubscribers(batches);
}

// Written out, because it is asked for every command.
function haveSubscribers({ start, end, asyncStart, asyncEnd, error }: Channels): boolean {
  return (
    start.hasSubscribers ||
    end.hasSubscribers ||
    asyncStart.hasSubscribers ||
    asyncEnd.hasSubscribers ||
    error.hasSubscribers
  );
}

function channelsOf(traced: string): Channels {
  const of = (event: string): Channel => channel(`tracing:ioredis:${traced}:${event}`);
  return {
    start: of('start'),
    end: of('end'),
    asyncStart: of('asyncStart'),
    asyncEnd: of('asyncEnd'),
    error: of('error'),
  };
}
