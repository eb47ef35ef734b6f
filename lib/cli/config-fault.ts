import type { Bytes } from '../engine/bytes.js';
import { REDIS_VERSION } from '../engine/version.js';

/** A configuration that cannot be accepted; the message is what redis-server prints. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';

  /** A line of a configuration. @param number from 1, the options of the command line behind the files */
  static atLine(number: number, line: Bytes, reason: string): ConfigFault {
    return ConfigFault.fatal(
      `Reading the configuration file, at line ${number}\n>>> '${line}'\n${reason}`,
    );
  }

  /** Something about the configuration as a whole. */
  static fatal(reason: string): ConfigFault {
    return new ConfigFault(`\n*** FATAL CONFIG FILE ERROR (Redis ${REDIS_VERSION}) ***\n${reason}`);
  }

  /** A file that cannot be read. */
  static unreadable(path: string, reason: string): ConfigFault {
    return new ConfigFault(`Fatal error, can't open config file '${path}': ${reason}`);
  }
}
