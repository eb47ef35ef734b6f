import { expect, it } from '@jest/globals';
import { keysCommands } from '../../lib/engine/commands/keys/index.js';
import { stringCommands } from '../../lib/engine/commands/string/index.js';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { MapReply, SetReply, Status, type Reply } from '../../lib/engine/reply.js';
import { EngineClient } from '../support/engine-client.js';
import type { TestClient } from '../support/test-client.js';
import { describeDifferential } from './harness/table.js';

/** 7.2 has changed or added them; the differences are told in `server/command-info.spec.ts`. */
const CHANGED = ['sort', 'sort_ro', 'wait', 'waitaof'];
const NAMES = [...stringCommands, ...keysCommands]
  .map(({ fullName }) => fullName)
  .filter((name) => !CHANGED.includes(name));
/** Ours are our own words; the history is not kept. */
const OWN_WORDS = ['summary', 'complexity', 'history'];
/** 7.0 knows that they are, but does not tell. */
const DEPRECATED = ['setex', 'psetex', 'setnx'];
const DEPRECATION = ['doc_flags', 'deprecated_since', 'replaced_by'];
/** Names of arguments that 7.2 has changed. */
const RENAMED: Readonly<Record<string, string>> = { key_value: 'data' };

/** A reply as plain values: maps as objects, sets in order, statuses as texts. */
function plain(reply: Reply): unknown {
  if (reply instanceof Status) return reply.text;
  if (reply instanceof SetReply) return reply.members.map(plain).toSorted();
  if (reply instanceof MapReply) {
    const entries = reply.entries.map(([name, value]) => [String(plain(name)), plain(value)]);
    return renamed(Object.fromEntries(entries) as Record<string, unknown>);
  }
  return Array.isArray(reply) ? reply.map(plain) : reply;
}

function renamed(map: Record<string, unknown>): Record<string, unknown> {
  for (const field of OWN_WORDS) delete map[field];
  const name = map['token'] === 'MINMATCHLEN' ? 'min-match-len' : RENAMED[String(map['name'])];
  return name === undefined ? map : { ...map, name };
}

/** COMMAND INFO of a command: the order of its subcommands is not promised. */
function info(reply: unknown): unknown {
  if (!Array.isArray(reply)) return reply;
  const subcommands = (reply[9] as unknown[][]).map(info) as unknown[][];
  return [
    ...reply.slice(0, 9),
    subcommands.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  ];
}

describeDifferential('declarations of the string and key commands', (server) => {
  const ask = async (...argv: string[]): Promise<{ ours: unknown; theirs: unknown }> => {
    const clients: TestClient[] = [
      await EngineClient.connect(new InMemoryCache(), 3),
      await server().connect(3),
    ];
    try {
      const [ours, theirs] = await Promise.all(
        clients.map(async (client) => plain(await client.call(...argv))),
      );
      return { ours, theirs };
    } finally {
      for (const client of clients) await client.close();
    }
  };

  it.each(NAMES)('%s agrees with COMMAND INFO', async (name) => {
    const { ours, theirs } = await ask('COMMAND', 'INFO', name);
    expect((ours as unknown[]).map(info)).toEqual((theirs as unknown[]).map(info));
  });

  it.each(NAMES)('%s agrees with COMMAND DOCS but for its words', async (name) => {
    const { ours, theirs } = await ask('COMMAND', 'DOCS', name);
    if (DEPRECATED.includes(name)) {
      const told = (ours as Record<string, Record<string, unknown>>)[name]!;
      for (const field of DEPRECATION) delete told[field];
    }
    expect(ours).toEqual(theirs);
  });
});
