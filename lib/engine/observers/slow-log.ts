import { own, type Bytes } from '../bytes.js';
import type { Command } from '../commands/spec.js';
import { SessionState, type Session } from '../session.js';
import type { Settings } from '../settings.js';
import type { Unit } from '../unit.js';
import { redacted } from './redaction.js';

/** One command that was slow. */
export interface SlowLogEntry {
  /** A number of its own. */
  readonly id: number;
  /** Seconds since the epoch. */
  readonly time: number;
  readonly microseconds: number;
  /** The command, shortened where it is long. */
  readonly argv: readonly Bytes[];
  readonly address: Bytes;
  readonly clientName: Bytes;
}

/** Words of a command that an entry shows, and bytes of a word. */
const MAX_WORDS = 32;
const MAX_WORD_BYTES = 128;
/** What scripts call comes from nowhere. */
const NO_ADDRESS = '?:0';
const US_PER_MS = 1000;
const MS_PER_SECOND = 1000;

/** SLOWLOG: the commands that took as long as `slowlog-log-slower-than`, the latest `slowlog-max-len` of them. */
export class SlowLog {
  /** Newest first. */
  private entries: SlowLogEntry[] = [];
  private nextId = 0;

  constructor(
    private readonly settings: Settings,
    private readonly unit: Unit,
  ) {}

  /** How many entries there are. */
  get length(): number {
    return this.entries.length;
  }

  /** The newest entries. @param count how many at most */
  latest(count: number): readonly SlowLogEntry[] {
    return this.entries.slice(0, count);
  }

  reset(): void {
    this.entries = [];
  }

  /**
   * Remembers a command if it was slow.
   * @param ms how long it took
   */
  add(session: Session, command: Command, argv: readonly Bytes[], ms: number): void {
    const { slowlogLogSlowerThan: threshold, slowlogMaxLength: max } = this.settings;
    const microseconds = ms * US_PER_MS;
    if (microseconds < threshold || threshold < 0 || max <= 0) return;
    if (command.flags.includes('skip_slowlog')) return;
    this.entries.unshift({
      id: this.nextId++,
      time: Math.floor(this.unit.now() / MS_PER_SECOND),
      microseconds: Math.trunc(microseconds),
      argv: shortened(redacted(command, argv)),
      address: session.is(SessionState.SCRIPT) ? NO_ADDRESS : session.address,
      clientName: session.name,
    });
    if (this.entries.length > max) this.entries.length = Number(max);
  }
}

function shortened(argv: readonly Bytes[]): Bytes[] {
  if (argv.length <= MAX_WORDS) return argv.map(shortenedWord);
  const shown = argv.slice(0, MAX_WORDS - 1).map(shortenedWord);
  return [...shown, `... (${argv.length - MAX_WORDS + 1} more arguments)`];
}

function shortenedWord(word: Bytes): Bytes {
  if (word.length <= MAX_WORD_BYTES) return own(word);
  const more = word.length - MAX_WORD_BYTES;
  return own(`${word.slice(0, MAX_WORD_BYTES)}... (${more} more bytes)`);
}
