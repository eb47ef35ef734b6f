/** Values below this are counted one by one; from here on as exactly as to two significant digits. */
const EXACT = 256;
/** How many counters there are for each doubling of the values from then on. */
const PER_DOUBLING = EXACT / 2;
const EXACT_BITS = 8;
/** The longest duration that is told apart, in ns. */
const LONGEST = 1_000_000_000;
/** The counters of all doublings up to {@link LONGEST}, behind the first ones. */
const DOUBLINGS = 32 - Math.clz32(LONGEST) - EXACT_BITS + 2;
/** The first bound of a distribution, in ns. */
const FIRST_BOUND = 1024;
const NS_PER_US = 1000;

/**
 * How long something took how often, in logarithmic steps with an error below one percent. It takes memory for those
 * orders of magnitude only that it has met.
 */
export class LatencyHistogram {
  /** Counters by half a doubling of the values: 0 to 127, 128 to 255, 256 to 511, ... ns. */
  private readonly counts: (Float64Array | undefined)[] = new Array<undefined>(DOUBLINGS);
  private total = 0;

  /** How many durations there are. */
  get count(): number {
    return this.total;
  }

  /** @param ns the duration @param times how often it was met */
  add(ns: number, times = 1): void {
    const value = ns < 1 ? 1 : ns > LONGEST ? LONGEST : Math.trunc(ns);
    const shift = Math.max(0, 32 - Math.clz32(value) - EXACT_BITS);
    const at = (value >>> shift) + shift * PER_DOUBLING;
    const chunk = (this.counts[Math.floor(at / PER_DOUBLING)] ??= new Float64Array(PER_DOUBLING));
    chunk[at % PER_DOUBLING]! += times;
    this.total += times;
  }

  /**
   * The duration that so many percent of all are not longer than, in microseconds.
   * @param percent 0 to 100
   */
  percentile(percent: number): number {
    const wanted = Math.max(1, Math.round((percent / 100) * this.total));
    let met = 0;
    for (const [upTo, count] of this.steps()) {
      met += count;
      if (met >= wanted) return upTo / NS_PER_US;
    }
    return 0;
  }

  /**
   * How many durations were not longer than bounds that double, from about a microsecond on: only those bounds where
   * there are more than before.
   * @returns pairs of a bound in microseconds and a count
   */
  distribution(): [microseconds: number, count: number][] {
    const found: [number, number][] = [];
    let bound = highestEquivalent(FIRST_BOUND);
    let met = 0;
    for (const [upTo, count] of this.steps()) {
      while (upTo > bound) bound = highestEquivalent((bound + 1) * 2 - 1);
      met += count;
      const microseconds = Math.floor(bound / NS_PER_US);
      const last = found.at(-1);
      if (last?.[0] === microseconds) last[1] = met;
      else found.push([microseconds, met]);
    }
    return found;
  }

  /** The steps that were met, in ascending order: the longest duration that is counted there, in ns, and how many. */
  private *steps(): Generator<[upTo: number, count: number]> {
    for (let i = 0; i < DOUBLINGS; i++) {
      const chunk = this.counts[i];
      if (chunk === undefined) continue;
      const shift = Math.max(0, i - 1);
      const first = (i - shift) * PER_DOUBLING;
      for (let j = 0; j < PER_DOUBLING; j++) {
        if (chunk[j] !== 0) yield [(first + j + 1) * 2 ** shift - 1, chunk[j]!];
      }
    }
  }
}

/** The longest duration that shares its counter with this one, in ns. */
function highestEquivalent(ns: number): number {
  const shift = Math.max(0, 32 - Math.clz32(ns) - EXACT_BITS);
  return ((ns >>> shift) + 1) * 2 ** shift - 1;
}
