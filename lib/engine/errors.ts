import type { Bytes } from './bytes.js';
import type { Int64 } from './int64.js';
import { ReplyError } from './reply.js';

/** Every error text of the engine, word for word Redis's. */

const error = (message: Bytes): ReplyError => new ReplyError(message);

/** Redis quotes what the client sent up to this many bytes. */
const QUOTED_BYTES = 128;

/** What access rules can deny. */
export type Denied = 'command' | 'key' | 'channel';

const DENIED_AT_EXEC: Readonly<Record<Denied, string>> = {
  command: 'no permission to execute the command or subcommand',
  key: 'no permission to touch the specified keys',
  channel: 'no permission to access one of the channels used as arguments',
};

const DENIED_IN_SCRIPT: Readonly<Record<Denied, string>> = {
  command: "can't run this command or subcommand",
  key: "can't access at least one of the keys mentioned in the command arguments",
  channel: "can't publish to the channel mentioned in the command",
};

export const errors = {
  // Any command
  unknownCommand(name: Bytes, args: readonly Bytes[]): ReplyError {
    let quoted = '';
    for (const arg of args) {
      if (quoted.length >= QUOTED_BYTES) break;
      quoted += `'${quote(arg, QUOTED_BYTES - quoted.length)}' `;
    }
    return error(
      oneLine(`ERR unknown command '${quote(name)}', with args beginning with: ${quoted}`),
    );
  },
  unknownSubcommand: (container: Bytes, name: Bytes) =>
    error(oneLine(`ERR unknown subcommand '${quote(name)}'. Try ${container.toUpperCase()} HELP.`)),
  wrongArity: (fullName: Bytes) =>
    error(`ERR wrong number of arguments for '${fullName.toLowerCase()}' command`),
  syntax: () => error('ERR syntax error'),
  wrongType: () => error('WRONGTYPE Operation against a key holding the wrong kind of value'),
  notInteger: () => error('ERR value is not an integer or out of range'),
  notFloat: () => error('ERR value is not a valid float'),
  outOfRange: () => error('ERR value is out of range'),
  mustBePositive: () => error('ERR value is out of range, must be positive'),
  hashNotInteger: () => error('ERR hash value is not an integer'),
  hashNotFloat: () => error('ERR hash value is not a float'),
  notFiniteValue: () => error('ERR value is NaN or Infinity'),
  fieldsMissing: () =>
    error('ERR Mandatory argument FIELDS is missing or not at the right position'),
  numFieldsNotPositive: () => error('ERR Parameter `numFields` should be greater than 0'),
  numFieldsMismatch: () =>
    error('ERR The `numfields` parameter must match the number of arguments'),
  negativeExpire: () => error('ERR invalid expire time, must be >= 0'),
  indexOutOfRange: () => error('ERR index out of range'),
  negative: (option: Bytes) => error(`ERR ${option} can't be negative`),
  mustBeGreaterThanZero: (name: Bytes) => error(`ERR ${name} should be greater than 0`),
  zeroRank: () =>
    error(
      "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
    ),
  notTimeout: () => error('ERR timeout is not a float or out of range'),
  negativeTimeout: () => error('ERR timeout is negative'),
  timeoutOutOfRange: () => error('ERR timeout is out of range'),
  noSuchKey: () => error('ERR no such key'),
  invalidExpire: (name: Bytes) =>
    error(`ERR invalid expire time in '${name.toLowerCase()}' command`),
  unblocked: () => error('UNBLOCKED client unblocked via CLIENT UNBLOCK'),
  outOfMemory: () => error("OOM command not allowed when used memory > 'maxmemory'."),
  noAuth: () => error('NOAUTH Authentication required.'),
  subscriberMode: (name: Bytes) =>
    error(
      `ERR Can't execute '${name.toLowerCase()}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    ),
  execAbort: () => error('EXECABORT Transaction discarded because of previous errors.'),
  execAbortBecause: ({ message }: ReplyError) =>
    error(`EXECABORT Transaction discarded because of: ${message.replace(/^ERR /, '')}`),
  notAllowedInMulti: () => error('ERR Command not allowed inside a transaction'),
  replicaKeyspace: () => error("ERR Replica can't interact with the keyspace"),
  subcommandSyntax: (container: Bytes, name: Bytes) =>
    error(
      oneLine(
        `ERR unknown subcommand or wrong number of arguments for '${quote(name)}'. Try ${container.toUpperCase()} HELP.`,
      ),
    ),

  // Connection
  wrongPassword: () => error('WRONGPASS invalid username-password pair or user is disabled.'),
  noPasswordConfigured: () =>
    error(
      'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
    ),
  noAuthForHello: () =>
    error(
      'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
    ),
  protocolNotInteger: () => error('ERR Protocol version is not an integer or out of range'),
  unsupportedProtocol: () => error('NOPROTO unsupported protocol version'),
  helloOption: (option: Bytes) =>
    error(oneLine(`ERR Syntax error in HELLO option '${quote(option, Infinity)}'`)),
  invalidClientName: () =>
    error('ERR Client names cannot contain spaces, newlines or special characters.'),
  invalidClientInfo: (attribute: Bytes) =>
    error(`ERR ${attribute} cannot contain spaces, newlines or special characters.`),
  unrecognizedOption: (option: Bytes) =>
    error(oneLine(`ERR Unrecognized option '${quote(option, Infinity)}'`)),
  unknownClientType: (type: Bytes) =>
    error(oneLine(`ERR Unknown client type '${quote(type, Infinity)}'`)),
  noSuchClient: () => error('ERR No such client'),
  noSuchUser: (name: Bytes) => error(oneLine(`ERR No such user '${quote(name, Infinity)}'`)),
  pauseMode: () => error('ERR CLIENT PAUSE mode must be WRITE or ALL'),
  trackingRedirectTwice: () => error('ERR A client can only redirect to a single other client'),
  trackingRedirectMissing: () => error('ERR The client ID you want redirect to does not exist'),
  trackingPrefixWithoutBcast: () => error('ERR PREFIX option requires BCAST mode to be enabled'),
  trackingModeSwitch: (what: 'BCAST mode on/off' | 'OPTIN/OPTOUT mode') =>
    error(
      `ERR You can't switch ${what} before disabling tracking for this client, and then re-enabling it with a different mode.`,
    ),
  trackingOptWithBcast: () => error('ERR OPTIN and OPTOUT are not compatible with BCAST'),
  trackingOptInAndOut: () => error("ERR You can't specify both OPTIN mode and OPTOUT mode"),
  trackingPrefixOverlap: (prefix: Bytes, which: 'an existing' | 'another provided', other: Bytes) =>
    error(
      oneLine(
        `ERR Prefix '${quote(prefix, Infinity)}' overlaps with ${which} prefix '${quote(other, Infinity)}'. Prefixes for a single client must not overlap.`,
      ),
    ),
  cachingWithoutOpt: () =>
    error(
      'ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled',
    ),
  cachingYesWithoutOptin: () =>
    error('ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.'),
  cachingNoWithoutOptout: () =>
    error('ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.'),
  unblockReason: () => error('ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR'),
  invalidClientId: () => error('ERR Invalid client ID'),

  // Access
  noPermission: (what: Denied, command: Bytes) =>
    error(
      what === 'command'
        ? `NOPERM this user has no permissions to run the '${command}' command`
        : `NOPERM this user has no permissions to access one of the ${what}s used as arguments`,
    ),
  noPermissionAtExec: (what: Denied) =>
    error(
      `NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. This command is no longer allowed for the following reason: ${DENIED_AT_EXEC[what]}`,
    ),
  noPermissionInScript: (what: Denied) =>
    error(`ERR The user executing the script ${DENIED_IN_SCRIPT[what]}`),
  sortPermission: (option: 'BY' | 'GET') =>
    error(`ERR ${option} option of SORT denied due to insufficient ACL permissions.`),
  aclUserName: () => error("ERR Usernames can't contain spaces or null characters"),
  aclModifier: (rule: Bytes, reason: string) =>
    error(oneLine(`ERR Error in ACL SETUSER modifier '${quote(rule, Infinity)}': ${reason}`)),
  aclUnmatchedParenthesis: (rule: Bytes) =>
    error(
      oneLine(`ERR Unmatched parenthesis in acl selector starting at '${quote(rule, Infinity)}'.`),
    ),
  aclDefaultUser: () => error("ERR The 'default' user cannot be removed"),
  aclUnknownUser: (name: Bytes) => error(oneLine(`ERR User '${quote(name, Infinity)}' not found`)),
  aclUnknownCommand: (name: Bytes) =>
    error(oneLine(`ERR Command '${quote(name, Infinity)}' not found`)),
  aclUnknownCategory: (name: Bytes) =>
    error(oneLine(`ERR Unknown category '${quote(name, Infinity)}'`)),
  aclPasswordBits: () =>
    error(
      'ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096',
    ),
  aclWithoutFile: () =>
    error(
      'ERR This Redis instance is not configured to use an ACL file. You may want to specify users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you have a Redis configuration file set) in order to store users in the Redis configuration.',
    ),
  aclFile: (faults: string) => error(oneLine(`ERR ${faults}`)),
  aclNotSaved: () =>
    error(
      'ERR There was an error trying to save the ACLs. Please check the server logs for more information',
    ),

  // Server
  invalidFirstDb: () => error('ERR invalid first DB index'),
  invalidSecondDb: () => error('ERR invalid second DB index'),
  unknownParameter: (name: Bytes) =>
    error(
      oneLine(
        `ERR Unknown option or number of arguments for CONFIG SET - '${quote(name, Infinity)}'`,
      ),
    ),
  invalidParameter: (name: Bytes, why: string) =>
    error(
      oneLine(
        `ERR CONFIG SET failed (possibly related to argument '${quote(name, Infinity)}') - ${why}`,
      ),
    ),
  noConfigFile: () => error('ERR The server is running without a config file'),
  configRewriteFailed: (why: string) => error(oneLine(`ERR Rewriting config file: ${why}`)),
  invalidCommandSpecified: () => error('ERR Invalid command specified'),
  noKeyArguments: () => error('ERR The command has no key arguments'),
  invalidArgumentCount: () => error('ERR Invalid number of arguments specified for command'),
  invalidArguments: () => error('ERR Invalid arguments specified for command'),
  denyBlocking: (what: 'SSUBSCRIBE' | 'MONITOR') =>
    error(
      what === 'MONITOR'
        ? "ERR MONITOR isn't allowed for DENY BLOCKING client"
        : `ERR ${what} isn't allowed for a DENY BLOCKING client`,
    ),

  // Transactions
  execWithoutMulti: () => error('ERR EXEC without MULTI'),
  discardWithoutMulti: () => error('ERR DISCARD without MULTI'),
  nestedMulti: () => error('ERR MULTI calls can not be nested'),
  watchInsideMulti: () => error('ERR WATCH inside MULTI is not allowed'),

  // Keys and expiry
  sameObject: () => error('ERR source and destination objects are the same'),
  dbIndexOutOfRange: () => error('ERR DB index is out of range'),
  outsideRange: (min: Int64, max: Int64) =>
    error(`ERR value is out of range, value must between ${min} and ${max}`),
  invalidCursor: () => error('ERR invalid cursor'),
  expireConflictNx: () =>
    error('ERR NX and XX, GT or LT options at the same time are not compatible'),
  expireConflictGtLt: () => error('ERR GT and LT options at the same time are not compatible'),
  unsupportedOption: (option: Bytes) =>
    error(oneLine(`ERR Unsupported option ${quote(option, Infinity)}`)),
  scoresNotDoubles: () => error("ERR One or more scores can't be converted into double"),
  noAppendOnlyFile: () =>
    error('ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.'),
  lfuPolicy: () =>
    error(
      'ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
    ),
  noLfuPolicy: () =>
    error(
      'ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
    ),

  // Strings
  incrementOverflow: () => error('ERR increment or decrement would overflow'),
  decrementOverflow: () => error('ERR decrement would overflow'),
  notFinite: () => error('ERR increment would produce NaN or Infinity'),
  offsetOutOfRange: () => error('ERR offset is out of range'),
  stringTooLong: () => error('ERR string exceeds maximum allowed size (proto-max-bulk-len)'),
  lcsNotStrings: () => error('ERR The specified keys must contain string values'),
  lcsLenAndIdx: () => error('ERR If you want both the length and indexes, please just use IDX.'),
  lcsNoMemory: () => error('ERR Insufficient memory, failed allocating transient memory for LCS'),
  lcsTooLarge: () =>
    error('ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len'),

  // Bitmaps
  notBitOffset: () => error('ERR bit offset is not an integer or out of range'),
  notBit: () => error('ERR bit is not an integer or out of range'),
  bitNotZeroOrOne: () => error('ERR The bit argument must be 1 or 0.'),
  bitopNotSources: () => error('ERR BITOP NOT must be called with a single source key.'),
  invalidBitfieldType: () =>
    error(
      'ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.',
    ),
  invalidOverflow: () => error('ERR Invalid OVERFLOW type specified'),
  bitfieldReadOnly: () => error('ERR BITFIELD_RO only supports the GET subcommand'),

  // HyperLogLog
  notHyperLogLog: () => error('WRONGTYPE Key is not a valid HyperLogLog string value.'),
  corruptedHyperLogLog: () => error('INVALIDOBJ Corrupted HLL object detected'),
  keyDoesNotExist: () => error('ERR The specified key does not exist'),
  hyperLogLogNotSparse: () => error('ERR HLL encoding is not sparse'),
  hyperLogLogTestFailed: (count: number, dense: number, sparse: number) =>
    error(`TESTFAILED ${count} elements are estimated as ${dense} (dense) and ${sparse} (sparse)`),
  unknownPfDebug: (subcommand: Bytes) =>
    error(oneLine(`ERR Unknown PFDEBUG subcommand '${quote(subcommand, Infinity)}'`)),

  // Geo
  invalidPosition: (longitude: string, latitude: string) =>
    error(`ERR invalid longitude,latitude pair ${longitude},${latitude}`),
  unsupportedUnit: () => error('ERR unsupported unit provided. please use M, KM, FT, MI'),
  needNumeric: (what: 'radius' | 'width' | 'height') => error(`ERR need numeric ${what}`),
  negativeRadius: () => error('ERR radius cannot be negative'),
  negativeBox: () => error('ERR height or width cannot be negative'),
  memberWithoutPosition: () => error('ERR could not decode requested zset member'),
  countNotPositive: () => error('ERR COUNT must be > 0'),
  anyWithoutCount: () => error('ERR the ANY argument requires COUNT argument'),
  storeWithOptions: (what: 'GEOSEARCHSTORE' | 'STORE option in GEORADIUS') =>
    error(`ERR ${what} is not compatible with WITHDIST, WITHHASH and WITHCOORD options`),
  exactlyOneOf: (what: string, name: Bytes) =>
    error(oneLine(`ERR exactly one of ${what} can be specified for ${name}`)),

  // Sets and sorted sets
  tooManyKeys: () => error("ERR Number of keys can't be greater than number of args"),
  conflictXxNx: () => error('ERR XX and NX options at the same time are not compatible'),
  conflictGtLtNx: () => error('ERR GT, LT, and/or NX options at the same time are not compatible'),
  incrSinglePair: () => error('ERR INCR option supports a single increment-element pair'),
  scoreNotNumber: () => error('ERR resulting score is not a number (NaN)'),
  rangeNotFloat: () => error('ERR min or max is not a float'),
  invalidLexRange: () => error('ERR min or max not valid string range item'),
  limitByRank: () =>
    error('ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX'),
  withScoresByLex: () =>
    error('ERR syntax error, WITHSCORES not supported in combination with BYLEX'),
  noInputKey: (name: Bytes) =>
    error(`ERR at least 1 input key is needed for '${name.toLowerCase()}' command`),
  weightNotFloat: () => error('ERR weight value is not a float'),

  // Streams
  invalidStreamId: () => error('ERR Invalid stream ID specified as stream command argument'),
  invalidIntervalStart: () => error('ERR invalid start ID for the interval'),
  invalidIntervalEnd: () => error('ERR invalid end ID for the interval'),
  twoTrimStrategies: () =>
    error('ERR syntax error, MAXLEN and MINID options at the same time are not compatible'),
  negativeTrimOption: (option: 'MAXLEN' | 'LIMIT') =>
    error(`ERR The ${option} argument must be >= 0.`),
  limitWithoutStrategy: () =>
    error('ERR syntax error, LIMIT cannot be used without specifying a trimming strategy'),
  limitWithoutApproximation: () =>
    error('ERR syntax error, LIMIT cannot be used without the special ~ option'),
  trimWithoutStrategy: () =>
    error('ERR syntax error, XTRIM must be called with a trimming strategy'),
  zeroStreamId: () => error('ERR The ID specified in XADD must be greater than 0-0'),
  streamExhausted: () =>
    error('ERR The stream has exhausted the last possible ID, unable to add more items'),
  streamIdTooSmall: (name: 'XADD' | 'XSETID') =>
    error(
      name === 'XADD'
        ? 'ERR The ID specified in XADD is equal or smaller than the target stream top item'
        : 'ERR The ID specified in XSETID is smaller than the target stream top item',
    ),
  streamElementsTooLarge: () => error('ERR Elements are too large to be stored'),
  negativeEntriesAdded: () => error('ERR entries_added must be positive'),
  smallerThanGivenDeletedId: () =>
    error('ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id'),
  entriesAddedTooSmall: () =>
    error('ERR The entries_added specified in XSETID is smaller than the target stream length'),
  timeoutNotInteger: () => error('ERR timeout is not an integer or out of range'),
  unbalancedStreams: () =>
    error(
      "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.",
    ),
  onlyXreadgroup: (option: 'GROUP' | 'NOACK') =>
    error(`ERR The ${option} option is only supported by XREADGROUP. You called XREAD instead.`),
  missingGroup: () => error('ERR Missing GROUP option for XREADGROUP'),
  lastIdInGroup: () =>
    error(
      'ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.',
    ),
  newIdWithoutGroup: () =>
    error(
      'ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.',
    ),
  noGroupToRead: (key: Bytes, group: Bytes) =>
    error(
      oneLine(
        `NOGROUP No such key '${quote(key, Infinity)}' or consumer group '${quote(group, Infinity)}' in XREADGROUP with GROUP option`,
      ),
    ),
  noKeyOrGroup: (key: Bytes, group: Bytes) =>
    error(
      oneLine(
        `NOGROUP No such key '${quote(key, Infinity)}' or consumer group '${quote(group, Infinity)}'`,
      ),
    ),
  noGroup: (group: Bytes, key: Bytes) =>
    error(
      oneLine(
        `NOGROUP No such consumer group '${quote(group, Infinity)}' for key name '${quote(key, Infinity)}'`,
      ),
    ),
  groupGone: () => error('NOGROUP the consumer group this client was blocked on no longer exists'),
  streamGone: () => error('UNBLOCKED the stream key no longer exists'),
  groupExists: () => error('BUSYGROUP Consumer Group name already exists'),
  groupNeedsKey: () =>
    error(
      'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.',
    ),
  negativeEntriesRead: () => error('ERR value for ENTRIESREAD must be positive or -1'),
  invalidClaimArgument: (name: 'XCLAIM' | 'XAUTOCLAIM', argument: string) =>
    error(`ERR Invalid ${argument} argument for ${name}`),
  unknownClaimOption: (option: Bytes) =>
    error(oneLine(`ERR Unrecognized XCLAIM option '${quote(option, Infinity)}'`)),
  claimCountNotPositive: () => error('ERR COUNT must be > 0'),
  claimCountTooHigh: () =>
    error('ERR Insufficient memory, failed allocating transient memory, COUNT too high.'),
};

/** An error reply is one line: Redis cuts line breaks off its end and turns others into spaces. */
function oneLine(message: Bytes): Bytes {
  return message.replace(/[\r\n]+$/, '').replace(/[\r\n]/g, ' ');
}

/** What an error quotes of a client's argument: as C's `%.*s` it ends at a NUL. */
function quote(arg: Bytes, limit = QUOTED_BYTES): Bytes {
  const nul = arg.indexOf('\0');
  return arg.slice(0, nul < 0 ? limit : Math.min(nul, limit));
}
