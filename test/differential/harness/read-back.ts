import type { InMemoryCache } from '../../../lib/engine/engine.js';
import { VerbatimReply, type Reply } from '../../../lib/engine/reply.js';
import type { Frame } from '../../support/reply-parser.js';
import type { TestClient } from '../../support/test-client.js';
import { typeOf, type TypeName } from '../../../lib/engine/values/value.js';
import { sameFrames } from './equivalence.js';

/** What tells all about a value of a type. */
const READS: Readonly<Record<TypeName, readonly (readonly string[])[]>> = {
  string: [['GET']],
  list: [['LRANGE', '0', '-1']],
  hash: [['HGETALL']],
  set: [['SMEMBERS']],
  zset: [['ZRANGE', '0', '-1', 'WITHSCORES']],
  stream: [
    ['XRANGE', '-', '+'],
    ['XINFO', 'STREAM', 'FULL', 'COUNT', '0'],
  ],
};

/** A question about what a sequence has left, which the two sides answered differently. */
export interface Leftover {
  readonly argv: readonly string[];
  readonly ours: readonly Frame[];
  readonly theirs: readonly Frame[];
}

/**
 * Reads all keys of all databases on both sides, with their types, deadlines and encodings.
 * @param ask asks a client of `engine` that has done nothing yet
 * @param theirs one of the real server
 * @param timeout ms to wait for its replies
 * @returns what differs
 */
export async function readBack(
  engine: InMemoryCache,
  ask: (argv: readonly string[]) => Promise<Frame[]>,
  theirs: TestClient,
  timeout: number,
): Promise<Leftover[]> {
  const different: Leftover[] = [];
  const questions = [['INFO', 'keyspace'], ...engine.databases.flatMap(questionsAbout)];
  theirs.send(questions);
  for (const argv of questions) {
    const answer = await ask(argv);
    const other = await theirs.frames(answer.length, timeout).catch(() => theirs.rest());
    const same =
      argv[0] === 'INFO' ? keyCounts(answer) === keyCounts(other) : sameFrames(argv, answer, other);
    if (!same) different.push({ argv, ours: answer, theirs: other });
  }
  return different;
}

function questionsAbout(database: InMemoryCache['databases'][number]): string[][] {
  if (database.size === 0) return [];
  const questions = [
    ['SELECT', String(database.number)],
    ['KEYS', '*'],
  ];
  database.forEach((key, value) => {
    questions.push(['TYPE', key], ['PEXPIRETIME', key], ['OBJECT', 'ENCODING', key]);
    for (const [name = '', ...rest] of READS[typeOf(value)]) {
      const [sub = '', ...more] = rest;
      questions.push(name === 'XINFO' ? [name, sub, key, ...more] : [name, key, ...rest]);
    }
  });
  return questions;
}

/** How many keys there are in each database, and how many with a deadline. */
function keyCounts([frame]: readonly Frame[]): string {
  const reply: Reply = frame?.reply ?? null;
  const text = reply instanceof VerbatimReply ? reply.text : String(reply);
  return (text.match(/^db\d+:keys=\d+,expires=\d+/gm) ?? []).join();
}
