import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decode, encode, fromBuffer, type Bytes } from '../engine/bytes.js';
import type { ConfigFailure } from '../engine/config.js';
import { InMemoryCache, type InMemoryCacheOptions } from '../engine/engine.js';
import { matchGlob } from '../engine/glob.js';
import { splitArguments } from '../engine/split-arguments.js';
import { ConfigFault } from './config-fault.js';
import { reasonOf } from './system-error.js';

/** The parameters that take any number of words; the words of all others have to be quoted. */
const OF_SEVERAL_WORDS = new Set([
  'bind',
  'client-output-buffer-limit',
  'latency-tracking-info-percentiles',
  'oom-score-adj-values',
  'replicaof',
  'save',
  'shutdown-on-sigint',
  'shutdown-on-sigterm',
  'slaveof',
]);
const WILDCARD = /[*?[]/;
/** Files that include each other would do so for ever. */
const MAX_DEPTH = 16;

/** One thing that a configuration says. */
interface Directive {
  readonly name: Bytes;
  readonly words: readonly Bytes[];
  readonly number: number;
  readonly line: Bytes;
}

/** A configuration that was read, and checked line by line. */
export interface Configuration {
  /** Makes an engine of it. @throws ConfigFault */
  makeEngine(options?: Pick<InMemoryCacheOptions, 'scriptLog'>): InMemoryCache;
  /** Whether it says something about a parameter. */
  sets(name: Bytes): boolean;
  /** The value of a parameter. */
  textOf(name: Bytes): string;
}

/**
 * Reads a configuration as a `redis.conf` has it: a directive a line, quotes, comments, `include`, `user`.
 * @param text what the lines of faults are counted in
 * @throws ConfigFault with what redis-server prints
 */
export function readConfiguration(text: Bytes): Configuration {
  const directives = read(text, 0);
  const trial = new InMemoryCache();
  for (const directive of directives) apply(trial, directive, directives);
  const { databases } = trial.settings;
  return {
    textOf: (name) => decode(trial.config.find(name)?.get() ?? ''),
    sets: (name) => directives.some((directive) => directive.name === name),
    makeEngine(options = {}) {
      const engine = new InMemoryCache({ ...options, databases });
      for (const directive of directives) apply(engine, directive, directives);
      loadUserFile(engine, directives);
      return engine;
    },
  };
}

/** The content of a configuration file. @throws ConfigFault when it cannot be read */
export function readConfigFile(path: string): Bytes {
  try {
    return fromBuffer(readFileSync(path));
  } catch (error) {
    throw ConfigFault.unreadable(path, reasonOf(error));
  }
}

function read(text: Bytes, depth: number): Directive[] {
  return text.split('\n').flatMap((raw, i) => {
    const line = raw.replace(/^[ \t\r]+|[ \t\r]+$/g, '');
    if (line === '' || line.startsWith('#')) return [];
    const fault = (reason: string): ConfigFault => ConfigFault.atLine(i + 1, line, reason);
    const [first, ...words] = splitArguments(line) ?? [];
    if (first === undefined) throw fault('Unbalanced quotes in configuration line');
    const name = first.toLowerCase();
    if (name !== 'include' || words.length !== 1) return { name, words, number: i + 1, line };
    if (depth === MAX_DEPTH) throw fault('Files include each other');
    return included(decode(words[0]!)).flatMap((path) => read(readConfigFile(path), depth + 1));
  });
}

/** The files that an `include` names, by wildcards in the last part of the path or without. */
function included(path: string): string[] {
  const pattern = basename(path);
  if (!WILDCARD.test(pattern)) return [path];
  const folder = dirname(path);
  try {
    return readdirSync(folder)
      .filter((name) => matchGlob(encode(pattern), encode(name)))
      .toSorted()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function apply(engine: InMemoryCache, directive: Directive, all: readonly Directive[]): void {
  const { name, words, number, line } = directive;
  const reason =
    name === 'user' ? applyUser(engine, directive, all) : applyParameter(engine, name, words);
  if (reason !== undefined) throw ConfigFault.atLine(number, line, reason);
}

function applyParameter(
  engine: InMemoryCache,
  name: Bytes,
  words: readonly Bytes[],
): string | undefined {
  const { config } = engine;
  const parameter = config.find(name);
  if (!parameter) return unknown(engine, name, words);
  const several = OF_SEVERAL_WORDS.has(name);
  const isNowhere = name === 'bind' && words.length === 0;
  if ((words.length === 0 && !isNowhere) || (words.length > 1 && !several)) {
    return 'wrong number of arguments';
  }
  // Only the lines of `save` add up, until an empty one.
  const before = parameter.mainName === 'save' && words[0] !== '' ? [parameter.get()] : [];
  const value = [...before, ...words].filter((word) => word !== '').join(' ');
  return reasonOfFailure(config.set([[name, value]], true));
}

function reasonOfFailure(failure: ConfigFailure | undefined): string | undefined {
  return failure && ('why' in failure ? failure.why : BAD_DIRECTIVE);
}

const BAD_DIRECTIVE = 'Bad directive or wrong number of arguments';

function unknown(engine: InMemoryCache, name: Bytes, words: readonly Bytes[]): string {
  if (name === 'rename-command' && words.length === 2) {
    return engine.table.find(words[0]!)
      ? 'commands cannot be renamed'
      : 'No such command in rename-command';
  }
  return name === 'loadmodule' && words.length > 0 ? 'modules cannot be loaded' : BAD_DIRECTIVE;
}

/** Users are declared together: up to this line all of them. */
function applyUser(
  engine: InMemoryCache,
  directive: Directive,
  all: readonly Directive[],
): string | undefined {
  if (directive.words.length === 0) return BAD_DIRECTIVE;
  const lines = all.slice(0, all.indexOf(directive) + 1).filter(({ name }) => name === 'user');
  return engine.acl.declareUsers(lines.map(({ words }) => words));
}

function loadUserFile(engine: InMemoryCache, directives: readonly Directive[]): void {
  const { file } = engine.acl;
  if (file === undefined) return;
  if (directives.some(({ name }) => name === 'user')) {
    throw new ConfigFault(
      'Configuring Redis with users defined in redis.conf and at the same setting an ACL file path is invalid. ' +
        'Define either an ACL file or declare users directly in your redis.conf, but not both.',
    );
  }
  const faults = engine.acl.load(file);
  if (faults !== undefined) {
    throw new ConfigFault(`Aborting Redis startup because of ACL errors: ${faults}`);
  }
}
