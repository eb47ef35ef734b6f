import type { Bytes } from '../bytes.js';
import { scriptErrors } from '../script-errors.js';
import type { LuaFunction } from './lua/value.js';
import type { ScriptFlag, ScriptRights } from './shebang.js';

/** A function that FCALL can call. */
export interface LibraryFunction extends ScriptRights {
  readonly name: Bytes;
  readonly callback: LuaFunction;
  readonly description: Bytes | undefined;
  readonly flags: readonly ScriptFlag[];
}

/** A library of functions, as FUNCTION LOAD has made it. */
export interface Library {
  readonly name: Bytes;
  /** The whole text, its first line included. */
  readonly code: Bytes;
  readonly functions: readonly LibraryFunction[];
}

/** What happens to libraries that are there already: FUNCTION RESTORE's policies. */
export type RestorePolicy = 'FLUSH' | 'APPEND' | 'REPLACE';

/** Roughly what a library and a function take besides their texts, in bytes. */
const ENTRY_BYTES = 200;

/** The libraries and functions of an engine. Functions are found in any case, libraries as they are spelled. */
export class FunctionRegistry {
  private libraries = new Map<Bytes, Library>();
  private functions = new Map<Bytes, LibraryFunction>();

  /** All libraries, oldest first. */
  get all(): readonly Library[] {
    return [...this.libraries.values()];
  }

  /** How many libraries there are. */
  get libraryCount(): number {
    return this.libraries.size;
  }

  /** How many functions there are. */
  get functionCount(): number {
    return this.all.reduce((count, { functions }) => count + functions.length, 0);
  }

  /** Roughly what all takes, in bytes. */
  get bytes(): number {
    let bytes = (this.libraries.size + this.functions.size) * ENTRY_BYTES;
    for (const { code } of this.libraries.values()) bytes += code.length;
    return bytes;
  }

  /** The function of a name in any case. */
  find(name: Bytes): LibraryFunction | undefined {
    return this.functions.get(name) ?? this.functions.get(name.toLowerCase());
  }

  /** Whether there is a library of this name. */
  has(name: Bytes): boolean {
    return this.libraries.has(name);
  }

  /**
   * Adds a library in place of the one of its name.
   * @throws ReplyError when another library has a function of the same name; nothing has changed then
   */
  add(library: Library): void {
    this.join([library]);
  }

  /**
   * Adds the libraries of FUNCTION RESTORE, all of them or none.
   * @throws ReplyError when a library is there already or a function is in two libraries
   */
  restore(restored: FunctionRegistry, policy: RestorePolicy): void {
    if (policy === 'FLUSH') {
      this.libraries = restored.libraries;
      this.functions = restored.functions;
      return;
    }
    if (policy === 'APPEND') {
      const collision = restored.all.find(({ name }) => this.has(name));
      if (collision) throw scriptErrors.restoredLibraryExists(collision.name);
    }
    this.join(restored.all);
  }

  /** Removes a library and its functions. @returns whether there was one */
  delete(name: Bytes): boolean {
    const library = this.libraries.get(name);
    if (library === undefined) return false;
    this.libraries.delete(name);
    for (const each of library.functions) this.functions.delete(each.name.toLowerCase());
    return true;
  }

  /** Removes all libraries. */
  clear(): void {
    this.libraries = new Map();
    this.functions = new Map();
  }

  private join(added: readonly Library[]): void {
    const replaced = new Set(added.map(({ name }) => name));
    const kept = this.all.filter(({ name }) => !replaced.has(name));
    const functions = new Map<Bytes, LibraryFunction>();
    for (const library of [...kept, ...added]) {
      // Two names of one library may differ by case alone; only the first is found then.
      const own = new Map<Bytes, LibraryFunction>();
      for (const each of library.functions) {
        const key = each.name.toLowerCase();
        if (functions.has(key)) throw scriptErrors.functionExists(each.name);
        if (!own.has(key)) own.set(key, each);
      }
      for (const [key, each] of own) functions.set(key, each);
    }
    this.libraries = new Map([...kept, ...added].map((library) => [library.name, library]));
    this.functions = functions;
  }
}
