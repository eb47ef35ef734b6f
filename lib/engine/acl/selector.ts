import type { Bytes } from '../bytes.js';
import { matchGlob } from '../glob.js';
import type { AclCatalog } from './catalog.js';
import { CommandRights } from './command-rights.js';
import { RuleFault } from './rule-fault.js';

/** Keys that a selector opens, and for what. */
export interface KeyPattern {
  readonly pattern: Bytes;
  readonly read: boolean;
  readonly write: boolean;
}

/** What a selector prints as. */
export interface SelectorDescription {
  readonly commands: string;
  readonly keys: string;
  readonly channels: string;
}

/** C's `isspace`, and NUL: what neither a name nor a pattern can contain. */
const BLANK = /[\0\t\n\v\f\r ]/;

/** Whether a name or a pattern contains what cannot be written in a line of rules. */
export function hasBlank(text: Bytes): boolean {
  return BLANK.test(text);
}

/** What C sees of a rule: Redis compares words and names up to a NUL. */
export function untilNul(rule: Bytes): Bytes {
  const nul = rule.indexOf('\0');
  return nul < 0 ? rule : rule.slice(0, nul);
}

/** A rule as a word in any case. */
export function keywordOf(rule: Bytes): Bytes {
  return untilNul(rule).toLowerCase();
}

/** One set of rights of a user: commands together with the keys and the channels that they may use. */
export class Selector {
  readonly commands: CommandRights;
  allKeys = false;
  keys: readonly KeyPattern[] = [];
  allChannels: boolean;
  channels: readonly Bytes[] = [];

  /** @param allChannels whether a new selector may use every channel: `acl-pubsub-default` */
  constructor(
    private readonly catalog: AclCatalog,
    allChannels: boolean,
    from?: Selector,
  ) {
    this.allChannels = allChannels;
    this.commands = new CommandRights(catalog, from?.commands);
    if (from) ({ allKeys: this.allKeys, keys: this.keys, channels: this.channels } = from);
  }

  clone(): Selector {
    return new Selector(this.catalog, this.allChannels, this);
  }

  /** Whether everything is allowed. */
  get unrestricted(): boolean {
    return this.commands.all && this.allKeys && this.allChannels;
  }

  /** Applies one rule. @returns what is wrong with it; then nothing has changed */
  apply(rule: Bytes): RuleFault | undefined {
    switch (keywordOf(rule)) {
      case 'allkeys':
      case '~*':
        return this.setAllKeys(true);
      case 'resetkeys':
        return this.setAllKeys(false);
      case 'allchannels':
      case '&*':
        return this.setAllChannels(true);
      case 'resetchannels':
        return this.setAllChannels(false);
      case 'allcommands':
      case 'nocommands':
        return this.commands.apply(untilNul(rule));
      default:
    }
    switch (rule[0]) {
      case '~':
      case '%':
        return this.addKeys(rule);
      case '&':
        return this.addChannels(rule.slice(1));
      case '+':
      case '-':
        return this.commands.apply(untilNul(rule));
      default:
        return RuleFault.SYNTAX;
    }
  }

  private setAllKeys(all: boolean): undefined {
    this.allKeys = all;
    this.keys = [];
  }

  setAllChannels(all: boolean): undefined {
    this.allChannels = all;
    this.channels = [];
  }

  private addKeys(rule: Bytes): RuleFault | undefined {
    if (this.allKeys) return RuleFault.AFTER_ALL_KEYS;
    // A rule may end in its permissions: it is about the empty pattern then.
    const found = /^(?:~|%(r|w|rw|wr)(?:~|$))/i.exec(rule);
    if (!found) return RuleFault.SYNTAX;
    const pattern = rule.slice(found[0].length);
    if (hasBlank(pattern)) return RuleFault.SYNTAX;
    const permissions = (found[1] ?? 'rw').toLowerCase();
    const known = this.keys.find((one) => one.pattern === pattern);
    const added: KeyPattern = {
      pattern,
      read: known?.read === true || permissions.includes('r'),
      write: known?.write === true || permissions.includes('w'),
    };
    this.keys = known
      ? this.keys.map((one) => (one === known ? added : one))
      : [...this.keys, added];
    return undefined;
  }

  private addChannels(pattern: Bytes): RuleFault | undefined {
    if (this.allChannels) return RuleFault.AFTER_ALL_CHANNELS;
    if (hasBlank(pattern)) return RuleFault.SYNTAX;
    if (!this.channels.includes(pattern)) this.channels = [...this.channels, pattern];
    return undefined;
  }

  /** Whether a key may be used. @param read to learn of its content @param write to change it */
  allowsKey(key: Bytes, read: boolean, write: boolean): boolean {
    return (
      this.allKeys ||
      this.keys.some(
        (one) => (one.read || !read) && (one.write || !write) && matchGlob(one.pattern, key),
      )
    );
  }

  /** Whether the content of every key there can be may be read. */
  get readsAllKeys(): boolean {
    return this.allKeys || this.keys.some(({ pattern, read }) => pattern === '*' && read);
  }

  /** Whether a channel may be used. @param isPattern whether it is a pattern, which has to be allowed literally */
  allowsChannel(channel: Bytes, isPattern: boolean): boolean {
    if (this.allChannels) return true;
    return isPattern
      ? this.channels.includes(channel)
      : this.channels.some((pattern) => matchGlob(pattern, channel));
  }

  /** The rules that lead to this selector. */
  describe(): SelectorDescription {
    return {
      commands: this.commands.describe(),
      keys: this.allKeys ? '~*' : this.keys.map(printKeys).join(' '),
      channels: this.allChannels ? '&*' : this.channels.map((one) => `&${one}`).join(' '),
    };
  }

  /** The rules that lead to this selector as one line. */
  toString(): Bytes {
    const { commands, keys, channels } = this.describe();
    const opened = this.allChannels ? channels : `resetchannels ${channels}`;
    return [keys, opened.trimEnd(), commands].filter((part) => part !== '').join(' ');
  }
}

function printKeys({ pattern, read, write }: KeyPattern): Bytes {
  return `${read && write ? '' : read ? '%R' : '%W'}~${pattern}`;
}
