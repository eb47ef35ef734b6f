import { SeededRandom, below } from '../../../lib/engine/random.js';

/** A repeatable source of choices. */
export class Dice {
  private readonly random: SeededRandom;

  constructor(readonly seed: number) {
    // Neighbouring seeds of a shift register begin alike.
    this.random = new SeededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
    for (let i = 0; i < 8; i++) this.random.uint32();
  }

  /** An integer in [0, bound). */
  below(bound: number): number {
    return below(this.random, bound);
  }

  /** True once in `n` times. */
  once(n: number): boolean {
    return this.below(n) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
    }
    return shuffled;
  }
}
