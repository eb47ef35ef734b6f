/** How many samples count, and how many ms lie between them at least. */
const SAMPLES = 16;
const INTERVAL = 100;
const MS_PER_SECOND = 1000;

/** How fast a counter has grown lately: the mean of the last samples. */
export class Rate {
  private readonly samples: number[] = [];
  private lastTime = 0;
  private lastCount = 0;

  /** How much it grows in a second. */
  get perSecond(): number {
    const sum = this.samples.reduce((total, each) => total + each, 0);
    return this.samples.length === 0 ? 0 : sum / SAMPLES;
  }

  /** Looks at the counter, if it is time. @param now ms since the epoch */
  sample(now: number, count: number): void {
    const passed = now - this.lastTime;
    if (this.lastTime !== 0 && passed < INTERVAL && passed >= 0) return;
    if (this.lastTime !== 0 && passed > 0) {
      const grown = Math.max(0, count - this.lastCount);
      this.samples.push((grown * MS_PER_SECOND) / passed);
      if (this.samples.length > SAMPLES) this.samples.shift();
    }
    this.lastTime = now;
    this.lastCount = count;
  }
}
