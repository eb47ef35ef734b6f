import { createHash } from 'node:crypto';

/** Clients whose name can stand in a key as it is: addresses, numbers, UUIDs. */
const PLAIN = /^[\w.:@-]{1,64}$/;

/**
 * The hash tag of a client. What is long or has other characters, braces among them, is hashed; `#` keeps the hash
 * apart from a name that reads like one.
 */
export function clientTag(client: string): string {
  if (PLAIN.test(client)) return client;
  return `#${createHash('sha256').update(client).digest('base64url')}`;
}

/**
 * The key of a counter: `rate-limit:{127.0.0.1}:UsersController.find:default`. The braces make all counters of a
 * client share a slot of a cluster.
 */
export const counterKey = (prefix: string, tag: string, scope: string, name: string): string =>
  `${prefix}{${tag}}:${scope}:${name}`;

/** What a cluster hashes of a key, if the key says so with braces. */
export function hashTag(key: string): string | undefined {
  const open = key.indexOf('{');
  const close = open < 0 ? -1 : key.indexOf('}', open);
  return close > open + 1 ? key.slice(open + 1, close) : undefined;
}

/** The partition key of the header fields: it tells clients apart and does not tell who they are. */
export const partitionOf = (tag: string): string =>
  createHash('sha256').update(tag).digest().subarray(0, 9).toString('base64');
