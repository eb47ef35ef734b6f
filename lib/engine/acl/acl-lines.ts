import type { Bytes } from '../bytes.js';
import { RuleFault } from './rule-fault.js';
import { hasBlank } from './selector.js';
import { joinSelectors, type AclUser } from './user.js';

/** Makes a user that is off and may do nothing, without keeping it. */
export type NewUser = (name: Bytes) => AclUser;

/** Users, or what is wrong with the lines that should have made them. */
export type ReadUsers = { readonly users: readonly AclUser[] } | { readonly faults: string };

const NO_CHANGE =
  'WARNING: ACL errors detected, no change to the previously active ACL rules was performed';
const UNMATCHED = 'Unmatched parenthesis in selector definition';

/**
 * Reads a file of users: one `user <name> <rules>` a line, the words separated by single spaces.
 * @param path the name of the file, for the faults
 */
export function readAclFile(content: Bytes, path: string, newUser: NewUser): ReadUsers {
  const users = new Map<Bytes, AclUser>();
  const faults: string[] = [];
  for (const [i, raw] of content.split('\n').entries()) {
    const line = trim(raw);
    if (line === '') continue;
    const at = `${path}:${i + 1}`;
    const [keyword, name, ...words] = line.split(' ');
    if (keyword !== 'user' || name === undefined) {
      faults.push(`${at} should start with user keyword followed by the username. `);
    } else if (hasBlank(name)) {
      // The quote in front, which nothing closes, is Redis's.
      faults.push(`'${at}: username '${name}' contains invalid characters. `);
    } else if (users.has(name)) {
      faults.push(`WARNING: Duplicate user '${name}' found on line ${i + 1}. `);
    } else {
      const user = newUser(name);
      users.set(name, user);
      faults.push(...faultsOf(user, words, at));
    }
  }
  if (faults.length > 0) return { faults: faults.join('') + NO_CHANGE };
  return { users: [...users.values()] };
}

/** Unknown names are all told; of other faults only the first, as what follows may be its echo. */
function faultsOf(user: AclUser, words: readonly Bytes[], at: string): string[] {
  const joined = joinSelectors(words);
  if ('unmatched' in joined) return [`${at}: ${UNMATCHED}. `];
  const faults: string[] = [];
  let told = false;
  for (const word of joined.rules) {
    const rule = trim(word);
    const fault = user.apply(rule);
    if (fault === RuleFault.UNKNOWN) {
      faults.push(`${at}: Error in applying operation '${rule}': ${fault}. `);
    } else if (fault && !told) {
      faults.push(`${at}: ${fault}. `);
      told = true;
    }
  }
  return faults;
}

function trim(text: Bytes): Bytes {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/**
 * Reads the `user` lines of a configuration.
 * @param lines the words of each, without the word `user`
 */
export function readUserLines(lines: readonly (readonly Bytes[])[], newUser: NewUser): ReadUsers {
  const users = new Map<Bytes, AclUser>();
  for (const [name, ...words] of lines) {
    if (name === undefined || hasBlank(name)) return faultOf(name ?? '', RuleFault.SYNTAX);
    if (users.has(name)) return faultOf(name, RuleFault.DUPLICATE_USER);
    const user = newUser(name);
    users.set(name, user);
    const joined = joinSelectors(words);
    if ('unmatched' in joined) return faultOf(joined.unmatched, UNMATCHED);
    for (const rule of joined.rules) {
      const fault = user.apply(rule);
      if (fault) return faultOf(rule, fault);
    }
  }
  return { users: [...users.values()] };
}

function faultOf(word: Bytes, reason: string): ReadUsers {
  return { faults: `Error in user declaration '${word}': ${reason}` };
}
