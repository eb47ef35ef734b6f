import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { MapReply, OK } from '../../reply.js';
import { scriptErrors } from '../../script-errors.js';
import { oneOf, rest, string, token } from '../args.js';
import { help } from '../help.js';
import { container, subcommand } from '../spec.js';
import { libraryReply } from './library-reply.js';
import { flushMode, killing } from './script.js';

const common = { group: 'scripting', since: '7.0.0', categories: ['@scripting'] } as const;
const TO_ALL = ['request_policy:all_shards', 'response_policy:all_succeeded'];

/** The text of a library, and whether it replaces the one of its name. */
const library = rest(
  [token('REPLACE', { optional: true }), { name: 'function-code', type: 'string' }],
  1,
  (argv, at) => {
    let replace = false;
    for (let i = at; i < argv.length - 1; i++) {
      if (argv[i]!.toUpperCase() !== 'REPLACE') throw scriptErrors.unknownLoadOption(argv[i]!);
      replace = true;
    }
    return { code: argv.at(-1)!, replace };
  },
);

const load = subcommand('FUNCTION', {
  ...common,
  name: 'LOAD',
  summary: 'Make a library of functions.',
  complexity: 'O(N) in the length of the library',
  flags: ['write', 'denyoom', 'noscript'],
  tips: TO_ALL,
  args: [library],
  execute: ({ engine }, { code, replace }) => engine.scripting.loadLibrary(code, replace),
});

const remove = subcommand('FUNCTION', {
  ...common,
  name: 'DELETE',
  summary: 'Delete a library and its functions.',
  complexity: 'O(1)',
  flags: ['write', 'noscript'],
  tips: TO_ALL,
  args: [string('library-name')],
  execute({ engine }, name) {
    if (!engine.scripting.deleteLibrary(name)) throw scriptErrors.libraryNotFound();
    return OK;
  },
});

const flush = subcommand('FUNCTION', {
  ...common,
  name: 'FLUSH',
  summary: 'Delete all libraries.',
  complexity: 'O(N) in the number of functions',
  flags: ['write', 'noscript'],
  tips: TO_ALL,
  args: [
    flushMode({}, (argv, at) =>
      argv.length > at + 1
        ? errors.subcommandSyntax('function', argv[1]!)
        : scriptErrors.functionFlushOption(),
    ),
  ],
  execute({ engine }) {
    engine.scripting.flushLibraries();
    return OK;
  },
});

/** Which libraries are listed, and whether with their text. */
const selection = rest(
  [
    { name: 'library-name-pattern', type: 'string', token: 'LIBRARYNAME', optional: true },
    token('WITHCODE', { optional: true }),
  ],
  0,
  (argv, at) => {
    let pattern: Bytes | undefined;
    let withCode = false;
    for (let i = at; i < argv.length; i++) {
      const option = argv[i]!.toUpperCase();
      if (option === 'WITHCODE' && !withCode) withCode = true;
      else if (option === 'LIBRARYNAME' && pattern === undefined) {
        pattern = argv[++i];
        if (pattern === undefined) throw scriptErrors.noListName();
      } else throw scriptErrors.unknownListArgument(argv[i]!);
    }
    return { pattern, withCode };
  },
);

const list = subcommand('FUNCTION', {
  ...common,
  name: 'LIST',
  summary: 'Tell of the libraries and their functions.',
  complexity: 'O(N) in the number of functions',
  flags: ['noscript'],
  tips: ['nondeterministic_output_order'],
  args: [selection],
  execute: ({ engine }, { pattern, withCode }) =>
    engine.scripting.libraries(pattern).map((each) => libraryReply(each, withCode)),
});

const dump = subcommand('FUNCTION', {
  ...common,
  name: 'DUMP',
  summary: 'Return all libraries in the form that FUNCTION RESTORE takes.',
  complexity: 'O(N) in the length of the libraries',
  flags: ['noscript'],
  args: [],
  execute: ({ engine }) => engine.scripting.dumpLibraries(),
});

/** What FUNCTION DUMP returned, and what happens to libraries that are there. */
const restored = rest(
  [
    { name: 'serialized-value', type: 'string' },
    oneOf('policy', [token('FLUSH'), token('APPEND'), token('REPLACE')], { optional: true }),
  ],
  1,
  (argv, at) => {
    if (argv.length > at + 2) throw errors.subcommandSyntax('function', argv[1]!);
    const policy = (argv[at + 1] ?? 'APPEND').toUpperCase();
    if (policy !== 'FLUSH' && policy !== 'APPEND' && policy !== 'REPLACE') {
      throw scriptErrors.restorePolicy();
    }
    return { payload: argv[at]!, policy } as const;
  },
);

const restore = subcommand('FUNCTION', {
  ...common,
  name: 'RESTORE',
  summary: 'Make the libraries that FUNCTION DUMP returned.',
  complexity: 'O(N) in the length of the libraries',
  flags: ['write', 'denyoom', 'noscript'],
  tips: TO_ALL,
  args: [restored],
  execute({ engine }, { payload, policy }) {
    engine.scripting.restoreLibraries(payload, policy);
    return OK;
  },
});

const kill = subcommand('FUNCTION', { ...killing('function'), since: '7.0.0' });

const stats = subcommand('FUNCTION', {
  ...common,
  name: 'STATS',
  summary: 'Tell how many libraries and functions there are.',
  complexity: 'O(1)',
  flags: ['noscript', 'allow_busy'],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
  args: [],
  execute({ engine }) {
    const { libraryCount, functionCount } = engine.scripting;
    const counts = new MapReply([
      'libraries_count',
      libraryCount,
      'functions_count',
      functionCount,
    ]);
    // Whoever asks is not a function, and nobody can ask while one runs.
    return new MapReply(['running_script', null, 'engines', new MapReply(['LUA', counts])]);
  },
});

/** FUNCTION and its subcommands. */
export const functionContainer = container({
  group: 'scripting',
  name: 'FUNCTION',
  since: '7.0.0',
  summary: 'Commands about libraries of functions.',
  complexity: 'That of the subcommand',
  flags: [],
  subcommands: [
    remove,
    dump,
    flush,
    help('FUNCTION', { since: '7.0.0', group: 'scripting', categories: ['@scripting'] }),
    kill,
    list,
    load,
    restore,
    stats,
  ],
});
