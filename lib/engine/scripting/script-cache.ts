import { own, type Bytes } from '../bytes.js';
import { sha1 } from './redis/redis-library.js';
import { readScriptFlags, withoutShebang, type ScriptFlag, type ScriptRights } from './shebang.js';
import type { LuaFunction } from './lua/value.js';

/** How many scripts stay compiled; one that is not is compiled again when it is called. */
const MAX_COMPILED = 5000;
/** Roughly what a script takes besides its text, in bytes. */
const ENTRY_BYTES = 200;

/** A script that EVALSHA can call. */
export class Script implements ScriptRights {
  /** Set while the script is compiled. */
  main: LuaFunction | undefined;

  constructor(
    readonly sha: string,
    readonly body: Bytes,
    readonly flags: readonly ScriptFlag[] | undefined,
  ) {}
}

/** Compiles the body of a script. @throws ReplyError when it does not compile */
export type Compile = (body: Bytes) => LuaFunction;

/** The scripts that EVAL has run or SCRIPT LOAD has loaded, until SCRIPT FLUSH. */
export class ScriptCache {
  private readonly bySha = new Map<string, Script>();
  private readonly byBody = new Map<Bytes, Script>();
  /** Those that are compiled, oldest first. */
  private readonly compiled = new Set<Script>();
  private textBytes = 0;

  /** How many scripts there are. */
  get size(): number {
    return this.bySha.size;
  }

  /** Roughly what the scripts take, in bytes. */
  get bytes(): number {
    return this.textBytes + this.size * ENTRY_BYTES;
  }

  /** The script of a SHA-1 in any case. */
  find(sha: Bytes): Script | undefined {
    return this.bySha.get(sha) ?? this.bySha.get(sha.toLowerCase());
  }

  /**
   * The script of a body, compiled and remembered if it is new.
   * @throws ReplyError for a bad shebang or a script that does not compile; nothing is remembered then
   */
  load(body: Bytes, compile: Compile): Script {
    const known = this.byBody.get(body);
    if (known !== undefined) return known;
    const text = own(body);
    const script = new Script(sha1(text), text, readScriptFlags(text));
    this.mainOf(script, compile);
    this.bySha.set(script.sha, script);
    this.byBody.set(text, script);
    this.textBytes += text.length;
    return script;
  }

  /** The function of a script, compiled again when it had to make room. */
  mainOf(script: Script, compile: Compile): LuaFunction {
    if (script.main !== undefined) return script.main;
    script.main = compile(withoutShebang(script.body));
    this.compiled.add(script);
    if (this.compiled.size > MAX_COMPILED) {
      const [oldest] = this.compiled;
      oldest!.main = undefined;
      this.compiled.delete(oldest!);
    }
    return script.main;
  }
}
