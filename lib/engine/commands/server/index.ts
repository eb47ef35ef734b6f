import type { Command } from '../spec.js';
import { commandContainer } from './command.js';
import { config } from './config.js';
import { databaseCommands } from './databases.js';
import { info } from './info.js';
import { debug } from './debug.js';
import { latency } from './latency.js';
import { lolwut } from './lolwut.js';
import { memory } from './memory.js';
import { moduleContainer } from './module.js';
import { persistenceCommands } from './persistence.js';
import { replicationCommands } from './replication.js';
import { shutdown } from './shutdown.js';
import { monitor } from './monitor.js';
import { slowlog } from './slowlog.js';
import { time } from './time.js';

/** The server: its databases, its parameters, what it knows about itself and about its commands. */
export const serverCommands: readonly Command[] = [
  ...databaseCommands,
  time,
  info,
  config,
  commandContainer,
  monitor,
  slowlog,
  latency,
  memory,
  debug,
  ...replicationCommands,
  ...persistenceCommands,
  moduleContainer,
  shutdown,
  lolwut,
];
