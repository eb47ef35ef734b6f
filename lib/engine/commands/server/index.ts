import type { Command } from '../spec.js';
import { commandContainer } from './command.js';
import { config } from './config.js';
import { databaseCommands } from './databases.js';
import { info } from './info.js';
import { latency } from './latency.js';
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
];
