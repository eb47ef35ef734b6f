import { randomBytes } from 'node:crypto';
import { InvalidOptionError } from './invalid-option.js';
import { anObjectWith } from './known-options.js';

/** Where the engine takes randomness from. */
export interface Random {
  /** A uniform unsigned 32-bit integer. */
  uint32(): number;
}

/** Checks a source of randomness. @throws InvalidOptionError */
export const aRandom = anObjectWith<Random>('uint32');

/** Uniform integer in [0, bound). @param bound 1 to 2^32 */
export function below(random: Random, bound: number): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const word = random.uint32();
    if (word < limit) return word % bound;
  }
}

/** Cryptographic randomness, drawn in blocks. */
export class SystemRandom implements Random {
  private block = Buffer.alloc(0);
  private at = 0;

  uint32(): number {
    if (this.at === this.block.length) {
      this.block = randomBytes(1024);
      this.at = 0;
    }
    const word = this.block.readUInt32LE(this.at);
    this.at += 4;
    return word;
  }
}

/** A repeatable sequence for tests (xorshift32): the same seed gives the same run. */
export class SeededRandom implements Random {
  private state: number;

  /**
   * @param seed an integer
   * @throws InvalidOptionError when it is none
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed)) throw new InvalidOptionError('seed', 'an integer', seed);
    this.state = seed >>> 0 || 0x9e3779b9;
  }

  uint32(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state;
  }
}
