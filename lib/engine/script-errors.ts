import type { Bytes } from './bytes.js';
import { ReplyError } from './reply.js';

/** The error texts of scripts and functions, word for word Redis's. */

const error = (message: Bytes): ReplyError => new ReplyError(`ERR ${message}`);
const quoted = (text: Bytes): Bytes => text.replace(/[\r\n]+$/, '').replace(/[\r\n]/g, ' ');

const NAMES =
  'can only contain letters, numbers, or underscores(_) and must be at least one character long';

export const scriptErrors = {
  // Running scripts
  noScript: () => new ReplyError('NOSCRIPT No matching script. Please use EVAL.'),
  negativeKeys: () => error("Number of keys can't be negative"),
  badKeyCount: () => error('Bad number of keys provided'),
  functionNotFound: () => error('Function not found'),
  notReadOnly: () => error('Can not execute a script with write flag using *_ro command.'),
  outOfMemory: () =>
    new ReplyError(
      "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'",
    ),
  doesNotCompile: (message: Bytes) =>
    error(quoted(`Error compiling script (new function): ${message}`)),
  stackLimit: () => error('reached lua stack limit'),

  // Shebangs
  invalidShebang: () => error('Invalid script shebang'),
  invalidShebangEngine: () => error('Invalid engine in script shebang'),
  unknownShebangEngine: (word: Bytes) =>
    error(quoted(`Unexpected engine in script shebang: ${word}`)),
  unknownShebangOption: (word: Bytes) => error(quoted(`Unknown lua shebang option: ${word}`)),
  unknownShebangFlag: (flag: Bytes) => error(quoted(`Unexpected flag in script shebang: ${flag}`)),

  // What a script may not call
  unknownCommand: () => error('Unknown Redis command called from script'),
  wrongArity: () => error('Wrong number of args calling Redis command from script'),
  notFromScript: () => error('This Redis command is not allowed from script'),
  writeInReadOnly: () => error('Write commands are not allowed from read-only scripts.'),
  commandOutOfMemory: () =>
    new ReplyError("OOM command not allowed when used memory > 'maxmemory'."),
  blockOption: (name: Bytes) =>
    error(quoted(`${name} command is not allowed with BLOCK option from scripts`)),

  // SCRIPT and FUNCTION
  scriptFlushOption: () => error('SCRIPT FLUSH only support SYNC|ASYNC option'),
  functionFlushOption: () => error('FUNCTION FLUSH only supports SYNC|ASYNC option'),
  notBusy: () => new ReplyError('NOTBUSY No scripts in execution right now.'),
  debugMode: () => error('Use SCRIPT DEBUG YES/SYNC/NO'),
  noDebugger: () => error('SCRIPT DEBUG is not supported: this engine has no debugger for scripts'),

  // Libraries
  missingMetadata: () => error('Missing library metadata'),
  invalidMetadata: () => error('Invalid library metadata'),
  invalidMetadataValue: (word: Bytes) => error(quoted(`Invalid metadata value given: ${word}`)),
  nameGivenTwice: () => error('Invalid metadata value, name argument was given multiple times'),
  noLibraryName: () => error('Library name was not given'),
  engineNotFound: (name: Bytes) => error(quoted(`Engine '${name}' not found`)),
  invalidLibraryName: () => error(`Library names ${NAMES}`),
  libraryExists: (name: Bytes) => error(`Library '${name}' already exists`),
  restoredLibraryExists: (name: Bytes) => error(`Library ${name} already exists`),
  functionExists: (name: Bytes) => error(`Function ${name} already exists`),
  noFunctions: () => error('No functions registered'),
  libraryNotFound: () => error('Library not found'),
  functionDoesNotCompile: (message: Bytes) => error(quoted(`Error compiling function: ${message}`)),
  scriptFailed: (name: Bytes, message: Bytes) =>
    error(quoted(`Error running script ${name}, ${message.slice(0, 100)}`)),
  registeringFailed: (message: Bytes) => error(quoted(`Error registering functions: ${message}`)),
  unknownLoadOption: (word: Bytes) => error(quoted(`Unknown option given: ${word}`)),
  unknownListArgument: (word: Bytes) => error(quoted(`Unknown argument ${word}`)),
  noListName: () => error('library name argument was not given'),
  restorePolicy: () =>
    error('Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.'),
  badDump: () => error('DUMP payload version or checksum are wrong'),
  unreadableDump: (part: string) => error(`Failed loading ${part}`),
  foreignDump: () => error('given type is not a function'),
};

/** Error texts that scripts catch, without the code in front of them. */
export const libraryErrors = {
  argument: 'Please specify at least one argument for this redis lib call',
  argumentType: 'Lua redis lib command arguments must be strings or integers',
  fieldArguments: 'wrong number or type of arguments',
  sha1hexArguments: 'wrong number of arguments',
  logArguments: 'redis.log() requires two arguments or more.',
  logLevelType: 'First argument must be a number (log level).',
  logLevel: 'Invalid debug level.',
  setrespArguments: 'redis.setresp() requires one argument.',
  setrespVersion: 'RESP version must be 2 or 3.',
  setReplArguments: 'redis.set_repl() requires two arguments.',
  setReplFlags: 'Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.',
  aclCheckCommand: 'Invalid command passed to redis.acl_check_cmd()',
  registerArguments: 'wrong number of arguments to redis.register_function',
  registerTable:
    'calling redis.register_function with a single argument is only applicable to Lua table (representing named arguments).',
  registerName: 'redis.register_function must get a function name argument',
  registerNameType: 'first argument to redis.register_function must be a string',
  registerNameField: 'function_name argument given to redis.register_function must be a string',
  registerCallback: 'redis.register_function must get a callback argument',
  registerCallbackType: 'second argument to redis.register_function must be a function',
  registerCallbackField: 'callback argument given to redis.register_function must be a function',
  registerDescription: 'description argument given to redis.register_function must be a string',
  registerFlags:
    'flags argument to redis.register_function must be a table representing function flags',
  registerFlag: 'unknown flag given',
  registerUnknown: 'unknown argument given to redis.register_function',
  registerOutsideLoad: 'redis.register_function can only be called on FUNCTION LOAD command',
  registerBadName: `Library names ${NAMES}`,
  registerTwice: 'Function already exists in the library',
  loadTimeout: 'FUNCTION LOAD timeout',
  indexArguments: 'Wrong number of arguments to luaProtectedTableError',
  indexKey: 'Second argument to luaProtectedTableError must be a string or number',
  unknownGlobal: (name: Bytes) =>
    `Script attempted to access nonexistent global variable '${name}'`,
} as const;
