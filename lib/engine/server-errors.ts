import type { Bytes } from './bytes.js';
import { ReplyError } from './reply.js';

/** The error texts of commands about the server itself, word for word Redis's. */

const error = (message: Bytes): ReplyError => new ReplyError(`ERR ${message}`);

/** An error is one line, and ends where a NUL is quoted. */
const quoted = (text: Bytes): Bytes =>
  text
    .replace(/\0.*/s, '')
    .replace(/[\r\n]+$/, '')
    .replace(/[\r\n]/g, ' ');

export const serverErrors = {
  slowLogCount: () => error('count should be greater than or equal to -1'),
  notAllowed: (command: 'DEBUG' | 'MODULE') =>
    error(
      `${command} command not allowed. If the enable-${command.toLowerCase()}-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.`,
    ),
  noLatencySamples: (event: Bytes) => error(`No samples available for event '${quoted(event)}'`),
  clusterDisabled: () => error('This instance has cluster support disabled'),

  // Replication
  invalidMasterPort: () => error('Invalid master port'),
  noReplication: () =>
    error('Replication is not available: this server can be neither a replica nor have replicas'),
  noReplicas: () => error('FAILOVER requires connected replicas.'),
  noFailover: () => error('No failover in progress.'),
  failoverTimeout: () => error('FAILOVER timeout must be greater than 0'),
  unknownReplicationOption: (option: Bytes) =>
    error(`Unrecognized REPLCONF option: ${quoted(option)}`),

  // Persistence and the end
  noPersistence: () =>
    error('Saving is not available: this server keeps its data in memory and nowhere else'),
  noShutdownInProgress: () => error('No shutdown in progress.'),
  shutdownFailed: () => error('Errors trying to SHUTDOWN. Check logs.'),
  shutdownBlocked: () =>
    error("SHUTDOWN without NOW or ABORT isn't allowed for DENY BLOCKING client"),
  noShutdown: () =>
    error(
      'SHUTDOWN is not available: this server runs inside an application, which has not said how it ends',
    ),

  // DUMP and RESTORE
  busyKey: () => new ReplyError('BUSYKEY Target key name already exists.'),
  invalidTtl: () => error('Invalid TTL value, must be >= 0'),
  invalidIdleTime: () => error('Invalid IDLETIME value, must be >= 0'),
  invalidFrequency: () => error('Invalid FREQ value, must be >= 0 and <= 255'),
  badPayload: () => error('DUMP payload version or checksum are wrong'),
  badDataFormat: () => error('Bad data format'),
  migrateKeys: () =>
    error('When using MIGRATE KEYS option, the key argument must be set to the empty string'),
  noMigration: () =>
    error(
      'MIGRATE is not available: this server does not connect to others. Use DUMP here, and RESTORE there',
    ),

  // DEBUG
  packedThreshold: () =>
    error('argument must be a memory value bigger than 1 and smaller than 4gb'),
  unknownProtocolType: () =>
    error(
      'Wrong protocol type name. Please use one of the following: string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false',
    ),
  resp2NotSupported: () => error('RESP2 is not supported by this command'),
  reloadOption: () => error('DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.'),
  replyOf: (text: Bytes) => new ReplyError(text.replace(/[\r\n]/g, ' ')),
};
