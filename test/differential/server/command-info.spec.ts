import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { commandTable } from '../../../lib/engine/commands/table.js';
import type { Command } from '../../../lib/engine/commands/spec.js';
import type { Reply } from '../../../lib/engine/reply.js';
import { MapReply, SetReply, Status } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { describeDifferential } from '../harness/table.js';

/** What Redis 7.0 does not know yet. */
const NEWER_THAN_7_0 = [
  'client|setinfo',
  'client|no-touch',
  'hexpire',
  'hexpireat',
  'hexpiretime',
  'hpersist',
  'hpexpire',
  'hpexpireat',
  'hpexpiretime',
  'hpttl',
  'httl',
  'waitaof',
];
/** 7.2 lets these take one more argument. */
const LONGER_IN_7_2 = ['zrank', 'zrevrank'];
/** Scripts may call these since 7.2: they no longer carry `noscript`. */
const SCRIPTABLE_IN_7_2 = [
  'wait',
  'blpop',
  'brpop',
  'blmove',
  'brpoplpush',
  'bzpopmin',
  'bzpopmax',
];
/** Deprecated by 7.2 only, or not said by 7.0. */
const DEPRECATED_LATER = ['quit', 'setex', 'psetex', 'setnx'];
/** What is told in our own words, not at all, or elsewhere. */
const OWN_WORDS = ['summary', 'complexity', 'history', 'subcommands'];
const DEPRECATION = ['doc_flags', 'deprecated_since', 'replaced_by'];
/** Commands whose arguments 7.2 describes with other names or nesting. */
const ARGUMENTS_AS_IN_7_2 = [
  'bitcount',
  'bitfield',
  'bitfield_ro',
  'bitop',
  'bitpos',
  'client|list',
  'client|reply',
  'client|unblock',
  'command|getkeys',
  'command|getkeysandflags',
  'config|get',
  'config|set',
  'flushall',
  'flushdb',
  'geoadd',
  'geodist',
  'geohash',
  'geopos',
  'georadius',
  'georadius_ro',
  'georadiusbymember',
  'georadiusbymember_ro',
  'geosearch',
  'geosearchstore',
  'hello',
  'hmset',
  'hset',
  'lcs',
  'mset',
  'msetnx',
  'pfmerge',
  'psubscribe',
  'sort',
  'sort_ro',
  'xack',
  'xadd',
  'xclaim',
  'xdel',
  'xgroup|create',
  'xgroup|createconsumer',
  'xgroup|delconsumer',
  'xgroup|destroy',
  'xgroup|setid',
  'xinfo|consumers',
  'xinfo|stream',
  'xread',
  'xreadgroup',
  'xsetid',
  'zadd',
  'zrange',
  'zrangebylex',
  'zrangebyscore',
  'zrangestore',
  'zrank',
  'zrevrangebylex',
  'zrevrangebyscore',
  'zrevrank',
];

const FIELDS = [
  'name',
  'arity',
  'flags',
  'firstKey',
  'lastKey',
  'step',
  'categories',
  'tips',
  'keySpecs',
] as const;

const NAMES = commandTable.commands
  .flatMap((command) => [command, ...(command.subcommands?.values() ?? [])])
  .map((command: Command) => command.fullName)
  .filter((name) => !NEWER_THAN_7_0.includes(name));

/** A reply as plain data: sets sorted, maps as objects. Notes are for people, and everybody has their own. */
function plain(reply: Reply): unknown {
  if (reply instanceof Status) return reply.text;
  if (reply instanceof SetReply) {
    return reply.members
      .map(plain)
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (reply instanceof MapReply) {
    const entries = reply.entries.filter(([name]) => name !== 'notes');
    return Object.fromEntries(entries.map(([name, value]) => [String(name), plain(value)]));
  }
  return Array.isArray(reply) ? reply.map(plain) : reply;
}

async function infoOf(client: TestClient, name: string): Promise<Record<string, unknown>> {
  const [info] = plain(await client.call('COMMAND', 'INFO', name)) as unknown[][];
  const facts = Object.fromEntries(FIELDS.map((field, i) => [field, info?.[i]]));
  if (LONGER_IN_7_2.includes(name)) facts['arity'] = 0;
  if (!SCRIPTABLE_IN_7_2.includes(name)) return facts;
  return { ...facts, flags: (facts['flags'] as string[]).filter((flag) => flag !== 'noscript') };
}

async function docsOf(client: TestClient, name: string): Promise<Record<string, unknown>> {
  const docs = plain(await client.call('COMMAND', 'DOCS', name)) as Record<
    string,
    Record<string, unknown>
  >;
  const facts = { ...docs[name] };
  for (const field of OWN_WORDS) delete facts[field];
  if (ARGUMENTS_AS_IN_7_2.includes(name)) delete facts['arguments'];
  if (DEPRECATED_LATER.includes(name)) for (const field of DEPRECATION) delete facts[field];
  return facts;
}

describeDifferential('COMMAND INFO and COMMAND DOCS', (server) => {
  async function withClients<T>(ask: (client: TestClient) => Promise<T>): Promise<[T, T]> {
    const ours = await EngineClient.connect(new InMemoryCache(), 3);
    const theirs = await server().connect(3);
    try {
      return [await ask(ours), await ask(theirs)];
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  }

  it.each(NAMES)('tell of %s what Redis tells', async (name) => {
    const [info, expectedInfo] = await withClients((client) => infoOf(client, name));
    expect(info).toEqual(expectedInfo);
    const [docs, expectedDocs] = await withClients((client) => docsOf(client, name));
    expect(docs).toEqual(expectedDocs);
  });

  it('answer in the same shape on RESP2', async () => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    for (const name of ['get', 'ping', 'multi', 'client|id', 'rename']) {
      const [a] = await ours.pipeline([['COMMAND', 'INFO', name]]);
      const [b] = await theirs.pipeline([['COMMAND', 'INFO', name]]);
      expect(shape(a!)).toEqual(shape(b!));
    }
    await Promise.all([ours.close(), theirs.close()]);
  });

  it('know the subcommands of a container', async () => {
    const ours = await EngineClient.connect(new InMemoryCache(), 3);
    for (const { name, subcommands } of commandTable.commands) {
      if (!subcommands) continue;
      const [info] = plain(await ours.call('COMMAND', 'INFO', name)) as unknown[][];
      const listed = (info![9] as string[][]).map(([fullName]) => fullName);
      expect(listed).toEqual([...subcommands.values()].map(({ fullName }) => fullName));
    }
    await ours.close();
  });
});

/** Types and sizes, with strings and numbers left out: orders of sets differ. */
function shape(reply: Reply): unknown {
  if (Array.isArray(reply)) return reply.map(shape);
  return reply instanceof Status ? 'status' : typeof reply;
}
