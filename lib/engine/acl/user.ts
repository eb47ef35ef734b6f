import type { Bytes } from '../bytes.js';
import { hashSecret, matchesSecret } from '../secret.js';
import { splitArguments } from '../split-arguments.js';
import type { AclCatalog } from './catalog.js';
import { RuleFault } from './rule-fault.js';
import { keywordOf, Selector, untilNul } from './selector.js';

const HASH = /^[0-9a-f]{64}$/;

/** What a new user is made with. */
export interface UserDefaults {
  readonly catalog: AclCatalog;
  /** Whether new selectors may use every channel: `acl-pubsub-default`. */
  readonly allChannels: () => boolean;
}

/** The words that the `flags` of a user are printed as. */
export type UserFlag = 'on' | 'off' | 'nopass' | 'skip-sanitize-payload' | 'sanitize-payload';

/** A user: whether and how one becomes it, and what it may do. */
export class AclUser {
  enabled = false;
  /** Any password will do. */
  noPassword = false;
  /** SHA-256 of the passwords in lower-case hexadecimal digits, in the order in which they were added. */
  passwords: readonly Bytes[] = [];
  /** Remembered for ACL LIST: what RESTORE is handed is always checked. */
  private sanitizing: 'skip-sanitize-payload' | 'sanitize-payload' | undefined;
  /** The sets of rights, any of which is enough for a command; the first is the one that is not in parentheses. */
  selectors: readonly [Selector, ...Selector[]];

  /** A user that is off and may do nothing. */
  constructor(
    readonly name: Bytes,
    private readonly defaults: UserDefaults,
  ) {
    this.selectors = [this.newSelector()];
  }

  private newSelector(): Selector {
    return new Selector(this.defaults.catalog, this.defaults.allChannels());
  }

  /** A copy that can be changed on its own. */
  clone(): AclUser {
    const copy = new AclUser(this.name, this.defaults);
    copy.enabled = this.enabled;
    copy.noPassword = this.noPassword;
    copy.passwords = this.passwords;
    copy.sanitizing = this.sanitizing;
    const [root, ...others] = this.selectors;
    copy.selectors = [root.clone(), ...others.map((selector) => selector.clone())];
    return copy;
  }

  /** Whether every command may be run, with every key and every channel. */
  get unrestricted(): boolean {
    return this.selectors.some(({ unrestricted }) => unrestricted);
  }

  /** Whether everybody is this user who has not said who he is. */
  get open(): boolean {
    return this.enabled && this.noPassword;
  }

  /** Whether a password is one of this user's; the time it takes tells nothing about them. */
  accepts(password: Bytes): boolean {
    const matches = matchesSecret(this.passwords, password);
    return this.enabled && (this.noPassword || matches);
  }

  /** Applies one rule of ACL SETUSER. @returns what is wrong with it */
  apply(rule: Bytes): RuleFault | undefined {
    if (rule === '') return undefined;
    switch (keywordOf(rule)) {
      case 'on':
        return void (this.enabled = true);
      case 'off':
        return void (this.enabled = false);
      case 'nopass':
        return this.setPasswords([], true);
      case 'resetpass':
        return this.setPasswords([], false);
      case 'skip-sanitize-payload':
        return void (this.sanitizing = 'skip-sanitize-payload');
      case 'sanitize-payload':
        return void (this.sanitizing = 'sanitize-payload');
      case 'clearselectors':
        return void (this.selectors = [this.selectors[0]]);
      case 'reset':
        return this.reset();
      default:
    }
    switch (rule[0]) {
      case '>':
        return this.addPassword(hashSecret(rule.slice(1)));
      case '#':
        return HASH.test(rule.slice(1)) ? this.addPassword(rule.slice(1)) : RuleFault.BAD_HASH;
      case '<':
        return this.removePassword(hashSecret(rule.slice(1)));
      case '!':
        return HASH.test(rule.slice(1)) ? this.removePassword(rule.slice(1)) : RuleFault.BAD_HASH;
      case '(':
        if (rule.endsWith(')')) return this.addSelector(rule.slice(1, -1));
        break;
      default:
    }
    return this.selectors[0].apply(rule);
  }

  private setPasswords(passwords: readonly Bytes[], none: boolean): undefined {
    this.passwords = passwords;
    this.noPassword = none;
  }

  private addPassword(hash: Bytes): undefined {
    if (!this.passwords.includes(hash)) this.passwords = [...this.passwords, hash];
    this.noPassword = false;
  }

  private removePassword(hash: Bytes): RuleFault | undefined {
    if (!this.passwords.includes(hash)) return RuleFault.NO_SUCH_PASSWORD;
    this.passwords = this.passwords.filter((one) => one !== hash);
    return undefined;
  }

  private addSelector(rules: Bytes): RuleFault | undefined {
    const selector = this.newSelector();
    // Rules whose quotes are not balanced are none, as in Redis: a selector that allows nothing.
    for (const rule of splitArguments(untilNul(rules)) ?? []) {
      const fault = selector.apply(rule);
      if (fault) return fault;
    }
    this.selectors = [...this.selectors, selector];
    return undefined;
  }

  private reset(): undefined {
    this.setPasswords([], false);
    this.enabled = false;
    this.sanitizing = 'sanitize-payload';
    this.selectors = [this.newSelector()];
  }

  /** How the user is set, as ACL GETUSER and ACL LIST print it. */
  get flags(): UserFlag[] {
    return [
      this.enabled ? 'on' : 'off',
      ...(this.noPassword ? (['nopass'] as const) : []),
      ...(this.sanitizing ? [this.sanitizing] : []),
    ];
  }

  /** The rules that make this user, as ACL LIST prints them behind its name. */
  toString(): Bytes {
    const [root, ...others] = this.selectors;
    return [
      ...this.flags,
      ...this.passwords.map((hash) => `#${hash}`),
      String(root),
      ...others.map((selector) => `(${selector})`),
    ].join(' ');
  }
}

/** The result of {@link joinSelectors}. */
export type JoinedRules = { readonly rules: readonly Bytes[] } | { readonly unmatched: Bytes };

/**
 * Joins the words of selectors that a line has split: `(+get`, `~a)` is one rule.
 * @returns the rules, or the word whose parenthesis is not closed
 */
export function joinSelectors(words: readonly Bytes[]): JoinedRules {
  const rules: Bytes[] = [];
  let open: { readonly start: Bytes; joined: Bytes } | undefined;
  for (const word of words) {
    if (open) {
      open.joined += ` ${word}`;
      if (!word.endsWith(')')) continue;
      rules.push(open.joined);
      open = undefined;
    } else if (word.startsWith('(') && !word.endsWith(')')) open = { start: word, joined: word };
    else rules.push(word);
  }
  return open ? { unmatched: open.start } : { rules };
}
