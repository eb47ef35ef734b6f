import type { Random } from './random.js';

const WORDS = 5;

/** 40 random hexadecimal digits. */
export function randomId(random: Random): string {
  const word = (): string => random.uint32().toString(16).padStart(8, '0');
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
