import type { Bytes } from '../bytes.js';
import { keysOf, type KeyUse } from '../commands/key-extraction.js';
import type { Command } from '../commands/spec.js';
import type { Selector } from './selector.js';
import type { AclUser } from './user.js';

/** Why a user may not run a command line. */
export interface Denial {
  readonly reason: 'command' | 'key' | 'channel';
  /** The full name of the command, the key or the channel that is denied. */
  readonly object: Bytes;
}

/** Which words of a command line are channels. */
interface ChannelUse {
  /** Whether there are several, up to the end. */
  readonly many: boolean;
  /** Whether they are patterns. */
  readonly patterns: boolean;
}

/** The commands that send to channels or listen to them; who leaves a channel needs no rights. */
const CHANNELS = new Map<string, ChannelUse>([
  ['publish', { many: false, patterns: false }],
  ['spublish', { many: false, patterns: false }],
  ['subscribe', { many: true, patterns: false }],
  ['psubscribe', { many: true, patterns: true }],
  ['ssubscribe', { many: true, patterns: false }],
]);

/** A denial, and how far the command line got: of several selectors the one that gets farthest tells why. */
interface Refusal extends Denial {
  readonly rank: number;
  readonly index: number;
}

const RANK = { command: 0, key: 1, channel: 2 } as const;

/** The keys of one command line, looked up when a selector first asks. */
class Line {
  private found: readonly KeyUse[] | undefined;

  constructor(
    readonly command: Command,
    readonly argv: readonly Bytes[],
  ) {}

  get keys(): readonly KeyUse[] {
    // A line whose keys cannot be told is refused by its command.
    return (this.found ??= keysOf(this.command, this.argv) ?? []);
  }
}

/**
 * Whether a user may run a command line: one of the selectors has to allow all of it.
 * @param command the command that the line stands for, a subcommand where there is one
 * @returns what is denied, `undefined` when nothing is
 */
export function denied(
  user: AclUser,
  command: Command,
  argv: readonly Bytes[],
): Denial | undefined {
  const line = new Line(command, argv);
  let worst: Refusal | undefined;
  for (const selector of user.selectors) {
    const refusal = refusalOf(selector, line);
    if (!refusal) return undefined;
    if (!worst || rankOf(refusal) > rankOf(worst)) worst = refusal;
  }
  return worst;
}

/** Whether a user may run a command line, and its selector moreover lets it read every key there can be. */
export function readsAllKeys(user: AclUser, command: Command, argv: readonly Bytes[]): boolean {
  const line = new Line(command, argv);
  return user.selectors.some((selector) => selector.readsAllKeys && !refusalOf(selector, line));
}

/** Keys behind commands, channels behind keys, and within these what comes later. */
function rankOf({ rank, index }: Refusal): number {
  return rank * 2 ** 32 + index;
}

function refusalOf(selector: Selector, line: Line): Refusal | undefined {
  const { command, argv } = line;
  const free = command.flags.includes('no_auth');
  if (!free && !selector.commands.allows(command, argv)) {
    return refusal('command', command.fullName, 0);
  }
  return refusedKey(selector, line) ?? refusedChannel(selector, line);
}

function refusedKey(selector: Selector, line: Line): Refusal | undefined {
  if (selector.allKeys) return undefined;
  const { keys } = line;
  for (let i = 0; i < keys.length; i++) {
    const { key, flags } = keys[i]!;
    const read = flags.includes('access');
    const write = flags.includes('insert') || flags.includes('update') || flags.includes('delete');
    if (!selector.allowsKey(key, read, write)) return refusal('key', key, i);
  }
  return undefined;
}

function refusedChannel(selector: Selector, line: Line): Refusal | undefined {
  const use = selector.allChannels ? undefined : CHANNELS.get(line.command.fullName);
  if (!use) return undefined;
  const { argv } = line;
  const end = use.many ? argv.length : 2;
  for (let i = 1; i < end; i++) {
    if (!selector.allowsChannel(argv[i]!, use.patterns)) return refusal('channel', argv[i]!, i);
  }
  return undefined;
}

function refusal(reason: Denial['reason'], object: Bytes, index: number): Refusal {
  return { reason, object, rank: RANK[reason], index };
}
