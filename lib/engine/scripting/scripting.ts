import { own, type Bytes } from '../bytes.js';
import type { InMemoryCache } from '../engine.js';
import { errors } from '../errors.js';
import { matchGlob } from '../glob.js';
import { parse } from '../int64.js';
import type { ReplyError, Reply } from '../reply.js';
import { scriptErrors } from '../script-errors.js';
import type { Session } from '../session.js';
import { dumpLibraries, readDump } from './function-dump.js';
import { FunctionInterpreter } from './function-interpreter.js';
import { FunctionRegistry, type Library, type RestorePolicy } from './function-registry.js';
import type { InterpreterParts } from './interpreter.js';
import { Lrand48 } from './lua/lib/lrand48.js';
import { LuaTable } from './lua/table.js';
import type { ScriptLog } from './redis/redis-library.js';
import { ScriptRun } from './redis/script-run.js';
import { ScriptCache, type Script } from './script-cache.js';
import { ScriptInterpreter } from './script-interpreter.js';
import { readLibrarySource, type ScriptRights } from './shebang.js';

/** Where the keys of a command line begin, behind its name, what is called and the number of keys. */
const FIRST_KEY = 3;
const SHA_LENGTH = 40;

/** What an engine's scripts are made with. */
export interface ScriptingOptions {
  /** Bytes that a script may take while it runs. */
  readonly memory: number;
  /** Takes what scripts log. */
  readonly log: ScriptLog;
}

/** The scripts and functions of an engine: what EVAL, SCRIPT, FUNCTION and FCALL work on. */
export class Scripting {
  private cache = new ScriptCache();
  private readonly registry = new FunctionRegistry();
  private readonly run: ScriptRun;
  private readonly random = new Lrand48();
  private readonly parts: InterpreterParts;
  // Made when they are first needed: most engines run no scripts, or no functions.
  private scripts: ScriptInterpreter | undefined;
  private functions: FunctionInterpreter | undefined;

  constructor(
    private readonly engine: InMemoryCache,
    { memory, log }: ScriptingOptions,
  ) {
    const { settings } = engine;
    const limits = {
      memory,
      get time() {
        return Number(settings.busyReplyThreshold) || Infinity;
      },
    };
    this.run = new ScriptRun(engine.stats, engine.startedAt);
    this.parts = { engine, run: this.run, limits, log, random: this.random };
  }

  /** How many scripts EVALSHA can call. */
  get scriptCount(): number {
    return this.cache.size;
  }

  /** Roughly what the scripts take, in bytes. */
  get scriptBytes(): number {
    return this.cache.bytes;
  }

  /** How many libraries there are. */
  get libraryCount(): number {
    return this.registry.libraryCount;
  }

  /** How many functions there are. */
  get functionCount(): number {
    return this.registry.functionCount;
  }

  /** Roughly what the libraries take, in bytes. */
  get functionBytes(): number {
    return this.registry.bytes;
  }

  /**
   * EVAL and EVAL_RO: runs a script, which EVALSHA can call from then on.
   * @param argv the whole command
   * @throws ReplyError when it cannot be run
   */
  eval(session: Session, body: Bytes, argv: readonly Bytes[], readOnly: boolean): Reply {
    this.showMonitors(session, argv);
    const keys = keyCount(argv, errors.notInteger);
    const script = this.cache.load(body, this.scriptInterpreter().compile);
    return this.runScript(session, script, argv, keys, readOnly);
  }

  /**
   * EVALSHA and EVALSHA_RO: as {@link eval} for a script that is remembered.
   * @throws ReplyError when it cannot be run
   */
  evalSha(session: Session, sha: Bytes, argv: readonly Bytes[], readOnly: boolean): Reply {
    this.showMonitors(session, argv);
    if (sha.length !== SHA_LENGTH) throw scriptErrors.noScript();
    const keys = keyCount(argv, errors.notInteger);
    const script = this.cache.find(sha);
    if (script === undefined) throw scriptErrors.noScript();
    return this.runScript(session, script, argv, keys, readOnly);
  }

  /**
   * FCALL and FCALL_RO: calls a function of a library.
   * @param argv the whole command
   * @throws ReplyError when it cannot be called
   */
  callFunction(session: Session, name: Bytes, argv: readonly Bytes[], readOnly: boolean): Reply {
    this.showMonitors(session, argv);
    const called = this.registry.find(name);
    if (called === undefined) throw scriptErrors.functionNotFound();
    const keys = keyCount(argv, scriptErrors.badKeyCount);
    const functions = this.functionInterpreter();
    this.begin(session, called, readOnly);
    try {
      return functions.callFunction(called, keysOf(argv, keys), argumentsOf(argv, keys));
    } finally {
      this.end(argv);
    }
  }

  /** SCRIPT LOAD: remembers a script. @returns its SHA-1. @throws ReplyError when it does not compile */
  load(body: Bytes): string {
    return this.cache.load(body, this.scriptInterpreter().compile).sha;
  }

  /** SCRIPT EXISTS: whether a script is remembered. @param sha its SHA-1 in any case */
  exists(sha: Bytes): boolean {
    return this.cache.find(sha) !== undefined;
  }

  /** SCRIPT FLUSH: forgets all scripts, and whatever they have left in their interpreter. */
  flush(): void {
    this.cache = new ScriptCache();
    this.scripts = undefined;
  }

  /**
   * FUNCTION LOAD: makes a library.
   * @param text its code, beginning with the line that names it
   * @returns its name
   * @throws ReplyError when it is no library, or one of its names is taken
   */
  loadLibrary(text: Bytes, replace: boolean): Bytes {
    return this.loadInto(this.registry, text, replace);
  }

  /** FUNCTION DELETE: removes a library. @returns whether there was one */
  deleteLibrary(name: Bytes): boolean {
    return this.registry.delete(name);
  }

  /** FUNCTION FLUSH: removes all libraries. */
  flushLibraries(): void {
    this.registry.clear();
    this.functions = undefined;
  }

  /** FUNCTION LIST: the libraries. @param pattern a glob that their names match in any case */
  libraries(pattern?: Bytes): readonly Library[] {
    const { all } = this.registry;
    return pattern === undefined ? all : all.filter(({ name }) => matchGlob(pattern, name, true));
  }

  /** FUNCTION DUMP: all libraries in Redis's own format. */
  dumpLibraries(): Bytes {
    return dumpLibraries(this.registry.all.map(({ code }) => code));
  }

  /**
   * FUNCTION RESTORE: makes the libraries of a dump, all of them or none.
   * @throws ReplyError when the dump is none, or the policy does not allow it
   */
  restoreLibraries(payload: Bytes, policy: RestorePolicy): void {
    const restored = new FunctionRegistry();
    for (const text of readDump(payload)) this.loadInto(restored, text, false);
    this.registry.restore(restored, policy);
  }

  private loadInto(registry: FunctionRegistry, text: Bytes, replace: boolean): Bytes {
    const source = readLibrarySource(own(text));
    const { name } = source;
    if (!replace && registry.has(name)) throw scriptErrors.libraryExists(name);
    registry.add(this.functionInterpreter().load(source));
    return name;
  }

  private runScript(
    session: Session,
    script: Script,
    argv: readonly Bytes[],
    keys: number,
    readOnly: boolean,
  ): Reply {
    const scripts = this.scriptInterpreter();
    const main = this.cache.mainOf(script, scripts.compile);
    this.begin(session, script, readOnly);
    try {
      return scripts.execute(script.sha, main, keysOf(argv, keys), argumentsOf(argv, keys));
    } finally {
      this.end(argv);
    }
  }

  /**
   * Begins a script or function. Who declared nothing about itself is looked after command by command.
   * @throws ReplyError when it may not run
   */
  private begin(session: Session, { flags }: ScriptRights, readOnly: boolean): void {
    const full = this.isMemoryFull();
    if (flags === undefined) return this.run.begin(session, readOnly, full);
    if (flags.includes('no-writes')) return this.run.begin(session, true, false);
    if (readOnly) throw scriptErrors.notReadOnly();
    const mayFill = flags.includes('allow-oom');
    if (full && !mayFill) throw scriptErrors.outOfMemory();
    this.run.begin(session, false, false);
  }

  /** A command whose reply has errors in it has failed. */
  private end(argv: readonly Bytes[]): void {
    const { engine, run } = this;
    if (run.hasNestedErrors) engine.stats.of(engine.table.find(argv[0]!)!).failed++;
    run.end();
  }

  /** Whether `maxmemory` is reached. */
  private isMemoryFull(): boolean {
    return this.engine.memoryLimit.isFull();
  }

  /** Monitors see the command before what it runs. */
  private showMonitors(session: Session, argv: readonly Bytes[]): void {
    const { monitors } = this.engine;
    if (monitors.active) monitors.feedLine(session, argv);
  }

  private scriptInterpreter(): ScriptInterpreter {
    return (this.scripts ??= new ScriptInterpreter(this.parts));
  }

  private functionInterpreter(): FunctionInterpreter {
    return (this.functions ??= new FunctionInterpreter(this.parts));
  }
}

/** Reads the number of keys of a command line. */
function keyCount(argv: readonly Bytes[], invalid: () => ReplyError): number {
  const count = parse(argv[FIRST_KEY - 1]!);
  if (count === undefined) throw invalid();
  if (count > argv.length - FIRST_KEY) throw errors.tooManyKeys();
  if (count < 0) throw scriptErrors.negativeKeys();
  return Number(count);
}

function keysOf(argv: readonly Bytes[], count: number): LuaTable {
  return new LuaTable(argv.slice(FIRST_KEY, FIRST_KEY + count));
}

function argumentsOf(argv: readonly Bytes[], keys: number): LuaTable {
  return new LuaTable(argv.slice(FIRST_KEY + keys));
}
