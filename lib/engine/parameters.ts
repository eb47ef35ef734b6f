import type { Bytes } from './bytes.js';
import { parameters, type Cell, type ConfigParameter, type ParameterFacts } from './config.js';
import { EncodingLimits } from './encoding-limits.js';
import type { InMemoryCache } from './engine.js';
import type { Int64 } from './int64.js';
import { parseEventClasses, printEventClasses } from './observers/notifications.js';
import {
  clamped,
  INT_MAX,
  integer,
  long,
  memory,
  narrowed,
  octal,
  oneLine,
  oneOfWords,
  secret,
  text,
  textOrNone,
  UINT64_MAX,
  UINT_MAX,
  words,
  yesNo,
  type Kind,
} from './parameter-kinds.js';
import { bufferLimits, percentiles } from './parameter-lists.js';
import { rememberedParameters } from './remembered-parameters.js';
import { EVICTION_POLICIES, MAX_DATABASES, type Settings } from './settings.js';
import { quoted } from './split-arguments.js';

const PORT_MAX = 65_535;
const MIN_LENGTH_LIMIT = 1024 * 1024;
const CANNOT_LISTEN = 'Unable to listen on this port. Check server logs.';

/** A field of an object as the place of a parameter's value. */
function field<O, K extends keyof O>(object: O, key: K): Cell<O[K]> {
  return {
    get value() {
      return object[key];
    },
    set value(value) {
      object[key] = value;
    },
  };
}

/** The parameters of CONFIG GET and CONFIG SET that an engine has. */
export function engineParameters(engine: InMemoryCache): ConfigParameter[] {
  return [
    ...settingParameters(engine.settings),
    ...encodingParameters(engine.limits),
    ...engineOwnParameters(engine),
    ...rememberedParameters(),
  ];
}

function settingParameters(settings: Settings): ConfigParameter[] {
  const at = <K extends keyof Settings>(
    name: string,
    key: K,
    kind: Kind<Settings[K]>,
    facts?: ParameterFacts,
  ): ConfigParameter[] => parameters(name, kind, field(settings, key), facts);
  const fixed: ParameterFacts = { immutable: true };
  return [
    at('maxclients', 'maxClients', integer(1, UINT_MAX)),
    at('databases', 'databases', narrowed(integer(1, INT_MAX), 1, MAX_DATABASES), fixed),
    at('timeout', 'timeout', integer(0, INT_MAX)),
    at('tcp-keepalive', 'tcpKeepalive', integer(0, INT_MAX)),
    at('tcp-backlog', 'tcpBacklog', integer(0, INT_MAX), fixed),
    at('bind', 'bind', addresses, { failsAlone: 'Failed to bind to specified addresses.' }),
    at('port', 'port', integer(0, PORT_MAX), { failsAlone: CANNOT_LISTEN }),
    at('unixsocket', 'unixSocket', textOrNone(), fixed),
    at('unixsocketperm', 'unixSocketPerm', octal(0o777), fixed),
    at('protected-mode', 'protectedMode', yesNo),
    at('client-output-buffer-limit', 'outputBufferLimits', bufferLimits),
    at('client-query-buffer-limit', 'queryBufferLimit', memory(MIN_LENGTH_LIMIT)),
    at('proto-max-bulk-len', 'protoMaxBulkLength', memory(MIN_LENGTH_LIMIT)),
    at('acl-pubsub-default', 'aclPubsubDefault', oneOfWords('allchannels', 'resetchannels')),
    at('aclfile', 'aclFile', text(), fixed),
    at('acllog-max-len', 'aclLogMaxLength', long(0)),
    at('enable-debug-command', 'enableDebugCommand', oneOfWords('no', 'yes', 'local'), fixed),
    at('slowlog-log-slower-than', 'slowlogLogSlowerThan', long(-1)),
    at('slowlog-max-len', 'slowlogMaxLength', long(0)),
    at('latency-monitor-threshold', 'latencyMonitorThreshold', long(0)),
    at('latency-tracking', 'latencyTracking', yesNo),
    at('latency-tracking-info-percentiles', 'latencyTrackingPercentiles', percentiles),
    at('tracking-table-max-keys', 'trackingTableMaxKeys', long(0)),
    at('busy-reply-threshold', 'busyReplyThreshold', long(0), { alias: 'lua-time-limit' }),
    at('maxmemory', 'maxMemory', memory(0, UINT64_MAX)),
    at('maxmemory-policy', 'maxMemoryPolicy', oneOfWords(...EVICTION_POLICIES)),
    at('maxmemory-samples', 'maxMemorySamples', integer(1, INT_MAX)),
    at('lfu-log-factor', 'lfuLogFactor', integer(0, INT_MAX)),
    at('lfu-decay-time', 'lfuDecayTime', integer(0, INT_MAX)),
  ].flat();
}

/** Addresses; Redis takes an empty one for listening nowhere. */
const addresses: Kind<readonly Bytes[]> = words(
  (given) => given,
  (value) => value,
  oneLine((value) => (value.length === 0 ? '""' : value.join(' '))),
);

/** Each limit with its names: lists that were once ziplists keep their old names. */
function encodingParameters(limits: EncodingLimits): ConfigParameter[] {
  const at = (
    name: string,
    key: keyof EncodingLimits,
    kind: Kind<Int64>,
    alias?: string,
  ): ConfigParameter[] =>
    parameters(name, kind, field(limits, key), alias === undefined ? {} : { alias });
  const size: Kind<Int64> = long(0);
  const bytes: Kind<Int64> = memory(0);
  return [
    at('hash-max-listpack-entries', 'hashMaxListpackEntries', size, 'hash-max-ziplist-entries'),
    at('hash-max-listpack-value', 'hashMaxListpackValue', bytes, 'hash-max-ziplist-value'),
    at('set-max-intset-entries', 'setMaxIntsetEntries', size),
    at('set-max-listpack-entries', 'setMaxListpackEntries', size),
    at('set-max-listpack-value', 'setMaxListpackValue', bytes),
    at('zset-max-listpack-entries', 'zsetMaxListpackEntries', size, 'zset-max-ziplist-entries'),
    at('zset-max-listpack-value', 'zsetMaxListpackValue', bytes, 'zset-max-ziplist-value'),
    at(
      'list-max-listpack-size',
      'listMaxListpackSize',
      long(-INT_MAX - 1, INT_MAX),
      'list-max-ziplist-size',
    ),
    at('list-compress-depth', 'listCompressDepth', long(0, INT_MAX)),
    at('stream-node-max-entries', 'streamNodeMaxEntries', size),
    at('stream-node-max-bytes', 'streamNodeMaxBytes', bytes),
    at('hll-sparse-max-bytes', 'hllSparseMaxBytes', bytes),
  ].flat();
}

/** What lives elsewhere in the engine. */
function engineOwnParameters(engine: InMemoryCache): ConfigParameter[] {
  return [
    parameters('notify-keyspace-events', eventClasses, field(engine.notifications, 'mask')),
    parameters('requirepass', secret, field(engine, 'password'), { sensitive: true }),
    parameters('hz', clamped(integer(0, INT_MAX), 1, 500), { value: 10 }, { inert: true }),
  ].flat();
}

const eventClasses: Kind<number> = {
  parse: (letters) =>
    parseEventClasses(letters) ?? {
      invalid: "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.",
    },
  print: printEventClasses,
  lines: oneLine((mask) => quoted(printEventClasses(mask))),
};
