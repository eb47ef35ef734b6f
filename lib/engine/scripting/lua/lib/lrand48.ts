/** The halves of the 48 bits, 24 each, so that all products are exact in doubles. */
const HALF = 2 ** 24;
const MULTIPLIER_HIGH = 0x5de;
const MULTIPLIER_LOW = 0xece66d;
const INCREMENT = 0xb;
/** What a seed leaves of the lowest bits. */
const LOWEST = 0x330e;
const WORD = 2 ** 16;
/** Where the sequence of a server begins. */
const FIRST_SEED = 0x1234abcd;

/**
 * The random numbers of scripts: `lrand48`, whose sequence is the same everywhere. It goes on from one script to the
 * next until a script seeds it.
 */
export class Lrand48 {
  private high = 0;
  private low = 0;

  constructor() {
    this.seed(FIRST_SEED);
  }

  /** Begins the sequence of a seed. @param seed 32 bits */
  seed(seed: number): void {
    const unsigned = seed >>> 0;
    this.high = Math.floor(unsigned / 2 ** 8);
    this.low = (unsigned % 2 ** 8) * WORD + LOWEST;
  }

  /** The next number, 0 to 2^31 - 1. */
  next(): number {
    const low = this.low * MULTIPLIER_LOW + INCREMENT;
    const carry = Math.floor(low / HALF);
    const high = this.high * MULTIPLIER_LOW + this.low * MULTIPLIER_HIGH + carry;
    this.low = low % HALF;
    this.high = high % HALF;
    // The upper 31 of the 48 bits.
    return this.high * 2 ** 7 + Math.floor(this.low / 2 ** 17);
  }
}
