import { accepts } from './known-options.js';
import type { Random } from './random.js';

const WORDS = 5;

const aWord = accepts(
  'an integer of 0 to 4294967295',
  (word) => Number.isInteger(word) && (word as number) >= 0 && (word as number) < 2 ** 32,
);

/**
 * 40 random hexadecimal digits. They are the first thing that an engine draws.
 * @throws InvalidOptionError when the source of randomness answers something else than words of 32 bits
 */
export function randomId(random: Random): string {
  const word = (): string => {
    const drawn = random.uint32();
    aWord('random.uint32()', drawn);
    return drawn.toString(16).padStart(8, '0');
  };
  return Array.from({ length: WORDS }, word).join('');
}

/** The name of a data set, by which replicas know it: INFO's `master_replid`. It is made when it is first asked for. */
export class ReplicationId {
  private current: string | undefined;

  constructor(private readonly random: Random) {}

  /** 40 hexadecimal digits. */
  get value(): string {
    return (this.current ??= randomId(this.random));
  }

  /** DEBUG CHANGE-REPL-ID: another name from now on. */
  change(): void {
    this.current = randomId(this.random);
  }
}
