import type { Bytes } from '../bytes.js';
import { EventClass, type KeyEvent } from '../keyspace/key-event.js';
import type { PubSub } from './pubsub.js';

const LETTERS: readonly (readonly [string, number])[] = [
  ['g', EventClass.GENERIC],
  ['$', EventClass.STRING],
  ['l', EventClass.LIST],
  ['s', EventClass.SET],
  ['h', EventClass.HASH],
  ['z', EventClass.ZSET],
  ['x', EventClass.EXPIRED],
  ['e', EventClass.EVICTED],
  ['t', EventClass.STREAM],
  ['d', EventClass.MODULE],
];
/** What `A` does not stand for. */
const EXTRA_LETTERS: readonly (readonly [string, number])[] = [
  ['n', EventClass.NEW],
  ['K', EventClass.KEYSPACE],
  ['E', EventClass.KEYEVENT],
  ['m', EventClass.KEY_MISS],
];
const ALL = LETTERS.reduce((mask, [, bit]) => mask | bit, 0);

/** Reads the value of `notify-keyspace-events`. @returns `undefined` for an unknown letter */
export function parseEventClasses(letters: string): number | undefined {
  let mask = 0;
  for (const letter of letters) {
    if (letter === 'A') mask |= ALL;
    else {
      const found = [...LETTERS, ...EXTRA_LETTERS].find(([name]) => name === letter);
      if (!found) return undefined;
      mask |= found[1];
    }
  }
  return mask;
}

/** Prints the mask in Redis's order: `A` for all classes that it stands for, after which Redis leaves `n` out. */
export function printEventClasses(mask: number): string {
  const all = (mask & ALL) === ALL;
  const printed = [...LETTERS, ...EXTRA_LETTERS].filter(
    ([, bit]) => (mask & bit) !== 0 && !(all && (bit & (ALL | EventClass.NEW)) !== 0),
  );
  return (all ? 'A' : '') + printed.map(([letter]) => letter).join('');
}

/** Keyspace notifications: events published as messages. */
export class Notifications {
  private configured = 0;
  /** {@link EventClass.CREATED} while somebody waits for keys, else 0. */
  private waited = 0;

  constructor(private readonly pubsub: PubSub) {}

  /** The mask of `notify-keyspace-events`. */
  get mask(): number {
    return this.configured;
  }

  set mask(mask: number) {
    this.configured = mask;
  }

  /** Somebody waits for keys that come. */
  set awaited(on: boolean) {
    this.waited = on ? EventClass.CREATED : 0;
  }

  /** The classes to report: none that makes messages while neither K nor E asks for any. */
  get eventMask(): number {
    const wanted = EventClass.KEYSPACE | EventClass.KEYEVENT;
    return (this.configured & wanted) === 0 ? this.waited : this.configured | this.waited;
  }

  /** Publishes one event. */
  emit(db: number, key: Bytes, event: KeyEvent): void {
    if ((this.configured & EventClass.KEYSPACE) !== 0) {
      this.pubsub.publish(`__keyspace@${db}__:${key}`, event.name);
    }
    if ((this.configured & EventClass.KEYEVENT) !== 0) {
      this.pubsub.publish(`__keyevent@${db}__:${event.name}`, key);
    }
  }
}
