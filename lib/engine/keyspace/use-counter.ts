import { type Random } from '../random.js';
import type { Settings } from '../settings.js';

/** A counter grows up to this, ever more slowly. */
const MAX = 255;
/** What a new key counts as, so that it is not the first to go. */
const INITIAL = 5;
const COUNTER_BITS = 8;
const COUNTER_MASK = MAX;
const MINUTES_MASK = 2 ** 24 - 1;
const SECONDS_A_MINUTE = 60;
const RANDOM_RANGE = 2 ** 32;

/**
 * How often a key is used, as the LFU policies count it: a logarithmic counter of 8 bits that falls with time, and the
 * minute when it was looked at last, in one word.
 */
export class UseCounter {
  constructor(
    private readonly settings: Settings,
    private readonly random: Random,
  ) {}

  /** The word of a new key. @param second since the epoch */
  fresh(second: number): number {
    return word(minuteOf(second), INITIAL);
  }

  /** The word of a key that was used so often. @param frequency 0 to 255 @param second since the epoch */
  of(frequency: number, second: number): number {
    return word(minuteOf(second), frequency);
  }

  /** The word of a key that is used again. @param second since the epoch */
  usedAgain(before: number, second: number): number {
    const count = this.frequency(before, second);
    const above = Math.max(0, count - INITIAL);
    const likely = RANDOM_RANGE / (above * this.settings.lfuLogFactor + 1);
    const grows = count < MAX && this.random.uint32() < likely;
    return word(minuteOf(second), grows ? count + 1 : count);
  }

  /** How often a key is used, 0 to 255: OBJECT FREQ. @param second since the epoch */
  frequency(before: number, second: number): number {
    const count = before & COUNTER_MASK;
    const { lfuDecayTime } = this.settings;
    if (lfuDecayTime === 0) return count;
    const minutes = (minuteOf(second) - (before >>> COUNTER_BITS)) & MINUTES_MASK;
    return Math.max(0, count - Math.floor(minutes / lfuDecayTime));
  }
}

function minuteOf(second: number): number {
  return Math.floor(second / SECONDS_A_MINUTE) & MINUTES_MASK;
}

function word(minute: number, count: number): number {
  return ((minute << COUNTER_BITS) | count) >>> 0;
}
