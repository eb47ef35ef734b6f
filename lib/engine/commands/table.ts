import { aclCommands } from './acl/index.js';
import { bitmapCommands } from './bitmap/index.js';
import { CommandTable } from './command-table.js';
import { clusterCommands } from './cluster/index.js';
import { connectionCommands } from './connection/index.js';
import { geoCommands } from './geo/index.js';
import { hashCommands } from './hash/index.js';
import { hyperloglogCommands } from './hyperloglog/index.js';
import { keysCommands } from './keys/index.js';
import { listCommands } from './list/index.js';
import { pubsubCommands } from './pubsub/index.js';
import { scriptingCommands } from './scripting/index.js';
import { serverCommands } from './server/index.js';
import { setCommands } from './set/index.js';
import { streamCommands } from './stream/index.js';
import { stringCommands } from './string/index.js';
import { transactionsCommands } from './transactions/index.js';
import { zsetCommands } from './zset/index.js';

/** Every command of the engine. */
export const commandTable = new CommandTable([
  ...stringCommands,
  ...bitmapCommands,
  ...hyperloglogCommands,
  ...geoCommands,
  ...keysCommands,
  ...hashCommands,
  ...listCommands,
  ...setCommands,
  ...zsetCommands,
  ...streamCommands,
  ...connectionCommands,
  ...serverCommands,
  ...aclCommands,
  ...transactionsCommands,
  ...pubsubCommands,
  ...scriptingCommands,
  ...clusterCommands,
]);
