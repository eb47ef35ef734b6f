import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine } from '../../../lib/cli/command-line.js';
import { ConfigFault } from '../../../lib/cli/config-fault.js';
import { readConfigFile, readConfiguration } from '../../../lib/cli/configuration.js';
import { REDIS_VERSION } from '../../../lib/engine/version.js';
import { describeWithRedis, findRedisServer } from '../../support/redis-server.js';
import { temporaryFolder } from '../../support/served-engine.js';

/** What redis-server prints for arguments that it does not accept. */
function printed(args: readonly string[]): string {
  const { stderr, stdout, status } = spawnSync(findRedisServer()!, args, { timeout: 30_000 });
  expect(status).toBe(1);
  const log = /^\d+:\w \d\d \w+ \d+ [\d:.]+ [#*] (Fatal error.*)$/m.exec(stdout.toString());
  return (log?.[1] ?? stderr.toString().trimEnd()).replace(/\(Redis [\d.]+\)/, '(Redis)');
}

/** What the command prints for them. */
function ours(args: readonly string[]): string {
  const line = readCommandLine(args);
  if (line.does !== 'serve') throw new Error(`${line.does} is not what was meant`);
  const { file, lines } = line;
  try {
    readConfiguration(`${file === undefined ? '' : readConfigFile(file)}\n${lines}`);
  } catch (fault) {
    if (!(fault instanceof ConfigFault)) throw fault;
    return fault.message.replace(`(Redis ${REDIS_VERSION})`, '(Redis)');
  }
  return 'nothing';
}

const OPTIONS: readonly (readonly string[])[] = [
  ['--port'],
  ['--port', 'abc'],
  ['--port', '1 2'],
  ['--port', '1', 'x'],
  ['--port', '65536'],
  ['--PORT', '-1'],
  ['--port', '1', '--bogus'],
  ['--bogus', 'a', '"b\n\x01'],
  ['--port 1', '--maxmemory', '1x'],
  ['--requirepass', 'a', 'b'],
  ['--requirepass', '--timeout', '--timeout', 'x'],
  ['--save', '--save', '900', '--timeout', 'x'],
  ['--save', '900 1 a'],
  ['--save', '900', '1', '300'],
  ['-x'],
  ['--unixsocketperm', '999'],
  ['--daemonize', 'maybe'],
  ['--databases', '0'],
  ['--maxclients', '0'],
  ['--maxmemory-policy', 'lru'],
  ['--appendfsync', 'now'],
  ['--client-output-buffer-limit', 'normal', '1', '2'],
  ['--client-output-buffer-limit', 'everybody 1 2 3'],
  ['--notify-keyspace-events', 'K!'],
  ['--notify-keyspace-events', 'K', 'E'],
  ['--rename-command', 'nosuch', 'x'],
  ['--rename-command', 'get'],
  ['--user'],
  ['--include', '/nowhere/redis.conf'],
  ['/nowhere/redis.conf'],
];

const FILES: readonly string[] = [
  '# comment\n\n   timeout -1  \n',
  'requirepass "abc\n',
  "requirepass 'a'b\n",
  'PORT 70000\r\n',
  'include /nowhere.conf\n',
  'include\n',
  'timeout 1 2\n',
  'port 1\nuser a on\nuser a off\n',
  '"" x\n',
];

describeWithRedis('configurations that redis-server does not accept', () => {
  describe('options', () => {
    it.each(OPTIONS.map((args) => [args]))('%j', (args) => {
      expect(ours(args)).toBe(printed(args));
    });
  });

  describe('files', () => {
    it.each(FILES)('%j', (content) => {
      const file = join(temporaryFolder(), 'redis.conf');
      writeFileSync(file, content);
      expect(ours([file])).toBe(printed([file]));
    });
  });
});
