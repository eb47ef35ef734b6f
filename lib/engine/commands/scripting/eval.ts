import type { Bytes } from '../../bytes.js';
import type { Reply } from '../../reply.js';
import { rest, string, type ArgDoc } from '../args.js';
import type { Context } from '../context.js';
import { command, type CommandFlag, type KeySpec } from '../spec.js';

const FLAGS: readonly CommandFlag[] = [
  'noscript',
  'stale',
  'skip_monitor',
  'no_mandatory_keys',
  'movablekeys',
];
const READ_ONLY_FLAGS: readonly CommandFlag[] = ['readonly', ...FLAGS];
const common = { group: 'scripting', categories: ['@scripting'] } as const;

const WORST = 'What the script does with its keys is not known: it may do anything.';

function keySpecs(flags: KeySpec['flags'], notes: boolean): readonly KeySpec[] {
  return [
    {
      flags,
      ...(notes ? { notes: WORST } : {}),
      begin: { index: 2 },
      find: { keyNumIndex: 0, firstKey: 1, step: 1 },
    },
  ];
}

const WRITES: KeySpec['flags'] = ['RW', 'access', 'update'];
const READS: KeySpec['flags'] = ['RO', 'access'];

const arguments_: readonly ArgDoc[] = [
  { name: 'numkeys', type: 'integer' },
  { name: 'key', type: 'key', optional: true, multiple: true, keySpecIndex: 0 },
  { name: 'arg', type: 'string', optional: true, multiple: true },
];

/** The number of keys, the keys and the arguments; the engine reads them once it knows what is called. */
const input = rest(arguments_, 1, (argv): readonly Bytes[] => argv);

/** Runs what `name` says: the text of a script, its SHA-1, or a function. */
type Runner = (context: Context, name: Bytes, argv: readonly Bytes[]) => Reply;

function scriptCommand(
  facts: {
    readonly name: string;
    readonly since: string;
    readonly summary: string;
    readonly argument: string;
    readonly notes?: boolean;
    readonly what: 'script' | 'function';
  },
  readOnly: boolean,
  run: Runner,
) {
  const { name, since, summary, argument, notes = true, what } = facts;
  return command({
    ...common,
    name,
    since,
    summary,
    complexity: `That of the ${what}`,
    flags: readOnly ? READ_ONLY_FLAGS : FLAGS,
    keySpecs: keySpecs(readOnly ? READS : WRITES, notes),
    args: [string(argument), input],
    execute: run,
  });
}

const runScript =
  (readOnly: boolean): Runner =>
  ({ engine, session }, body, argv) =>
    engine.scripting.eval(session, body, argv, readOnly);

const runSha =
  (readOnly: boolean): Runner =>
  ({ engine, session }, sha, argv) =>
    engine.scripting.evalSha(session, sha, argv, readOnly);

const runFunction =
  (readOnly: boolean): Runner =>
  ({ engine, session }, name, argv) =>
    engine.scripting.callFunction(session, name, argv, readOnly);

/** EVAL, EVALSHA, FCALL, and their forms that may only read. */
export const evalCommands = [
  scriptCommand(
    {
      name: 'EVAL',
      since: '2.6.0',
      summary: 'Run a Lua script.',
      argument: 'script',
      what: 'script',
    },
    false,
    runScript(false),
  ),
  scriptCommand(
    {
      name: 'EVAL_RO',
      since: '7.0.0',
      summary: 'Run a Lua script that only reads.',
      argument: 'script',
      what: 'script',
    },
    true,
    runScript(true),
  ),
  scriptCommand(
    {
      name: 'EVALSHA',
      since: '2.6.0',
      summary: 'Run a Lua script by the SHA-1 of its text.',
      argument: 'sha1',
      notes: false,
      what: 'script',
    },
    false,
    runSha(false),
  ),
  scriptCommand(
    {
      name: 'EVALSHA_RO',
      since: '7.0.0',
      summary: 'Run a Lua script that only reads by the SHA-1 of its text.',
      argument: 'sha1',
      notes: false,
      what: 'script',
    },
    true,
    runSha(true),
  ),
  scriptCommand(
    {
      name: 'FCALL',
      since: '7.0.0',
      summary: 'Call a function of a library.',
      argument: 'function',
      what: 'function',
    },
    false,
    runFunction(false),
  ),
  scriptCommand(
    {
      name: 'FCALL_RO',
      since: '7.0.0',
      summary: 'Call a function of a library that only reads.',
      argument: 'function',
      what: 'function',
    },
    true,
    runFunction(true),
  ),
];
