import { chunkId } from './chunk-name.js';
import { compile } from './compiler.js';
import type { Site } from './emitter.js';
import type { HeapFunction } from './heap-frames.js';
import { LuaSyntaxError, type Source } from './lexer.js';
import type { Runtime } from './runtime.js';
import type { LuaTable } from './table.js';
import type { LuaFunction } from './value.js';

/** Bytes that messages have room for. */
const NAME_SIZE = 60;
const SYNTAX_NAME_SIZE = 80;
/** Lines that `new Function` puts before the text, and lines count from 1. */
const LINES_BEFORE = 3;

/** One compiled chunk; its functions keep it alive. */
export class Chunk {
  /** Where stack traces see the two forms of its code. */
  readonly urls: readonly [plain: string, heap: string];
  /** How messages call it at run time ... */
  readonly name: string;
  /** ... and when it does not compile. */
  private readonly syntaxName: string;
  private plainLines: readonly (Site | undefined)[] = [];
  private heapLines: readonly (Site | undefined)[] = [];
  private heapSites: readonly Site[] = [];
  private heapForm: readonly HeapFunction[] | undefined;
  /** All of the source, as far as it has been read. */
  private text = '';
  private linked: Record<string, unknown> | undefined;

  /**
   * @param id unique in the state
   * @param chunkName as it was given
   * @param levels how many levels of nesting are in use already
   */
  constructor(
    id: number,
    readonly chunkName: string,
    private readonly source: Source,
    private readonly levels: number,
  ) {
    this.name = chunkId(chunkName, NAME_SIZE);
    this.syntaxName = chunkId(chunkName, SYNTAX_NAME_SIZE);
    this.urls = [`lua-${id}-plain`, `lua-${id}-heap`];
  }

  /** @throws LuaSyntaxError */
  link(runtime: Runtime, environment: LuaTable): LuaFunction {
    try {
      return this.compileAndLink(runtime, environment);
    } catch (error) {
      // Chains of operators have no limit in Lua, but the stack of this process has one.
      if (!(error instanceof RangeError)) throw error;
      throw new LuaSyntaxError(`${this.syntaxName}:1: function or expression too complex`);
    }
  }

  private compileAndLink(runtime: Runtime, environment: LuaTable): LuaFunction {
    const { source } = this;
    const given =
      typeof source === 'string'
        ? (this.text = source)
        : () => {
            const piece = source();
            this.text += piece ?? '';
            return piece;
          };
    const compiled = compile(given, this.syntaxName, this.levels, false, this.urls[0]);
    this.plainLines = compiled.lines;
    this.linked = {
      ...runtime,
      global: (name: string) => environment.cell(name),
      heap: (id: number) => this.heap()[id],
    };
    return new Function('$', compiled.text)(this.linked) as LuaFunction;
  }

  siteAt(url: string, line: number): Site | undefined {
    return (url === this.urls[0] ? this.plainLines : this.heapLines)[line - LINES_BEFORE];
  }

  /** The site of a number in the heap form. */
  heapSite(number: number): Site | undefined {
    return this.heapSites[number];
  }

  /** The functions as generators, which are made when first needed. */
  private heap(): readonly HeapFunction[] {
    if (this.heapForm) return this.heapForm;
    const compiled = compile(this.text, this.syntaxName, this.levels, true, this.urls[1]);
    this.heapLines = compiled.lines;
    this.heapSites = compiled.sites;
    const makers = new Function('$', compiled.text)(this.linked) as HeapFunction['make'][];
    this.heapForm = makers.map((make) => ({ chunk: this, make }));
    return this.heapForm;
  }
}
