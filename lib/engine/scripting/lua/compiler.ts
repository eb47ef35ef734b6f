import type { FunctionCode } from './code-expressions.js';
import { isCell } from './expression-traits.js';
import { StatementCode } from './code-statements.js';
import { literal, type Site, Sites, WORD } from './emitter.js';
import type { Source } from './lexer.js';
import { parse } from './parser.js';
import type { FunctionNode, Variable } from './syntax.js';

/** A chunk as JavaScript. */
export interface CompiledChunk {
  /** The body of a function that takes the runtime `$`. */
  readonly text: string;
  /** What each line of the text belongs to. */
  readonly lines: readonly (Site | undefined)[];
  /** All sites by their numbers, as the heap form names them. */
  readonly sites: readonly Site[];
}

/** Names of the runtime that the code uses. */
export const RUNTIME_NAMES = [
  '$s',
  '$1',
  '$all',
  '$none',
  '$suspended',
  '$callable',
  '$index',
  '$field',
  '$setIndex',
  '$g',
  '$setGlobal',
  '$add',
  '$sub',
  '$mul',
  '$div',
  '$mod',
  '$pow',
  '$unm',
  '$len',
  '$cat',
  '$cats',
  '$eq',
  '$lt',
  '$le',
  '$table',
  '$array',
  '$record',
  '$key',
  '$for',
  '$iterate',
  '$arg',
] as const;

/** Stands for the depth of the function, which is known when its body is. */
const DEPTH = '\x02';
/** Words of stack that a frame takes besides its variables. */
const FRAME_WORDS = 20;
/**
 * Compiles a chunk of Lua 5.1 to JavaScript.
 *
 * Each function is generated at the top level and gets the variables of the functions around it passed in, so that it
 * can exist in two forms. The plain form is an ordinary function: a factory of closures. The heap form is a generator,
 * whose frames live on the heap, so that it can be suspended; it is used inside coroutines, and where the stack gets
 * deep. A plain function that is entered there hands over to its heap form.
 *
 * @param name how messages call the chunk
 * @param levels how many levels of nesting are in use already
 * @param url names the script in stack traces
 * @throws LuaSyntaxError
 */
export function compile(
  source: Source,
  name: string,
  levels: number,
  heap: boolean,
  url: string,
): CompiledChunk {
  return new ChunkCode(heap).chunk(parse(source, name, levels), url);
}

class ChunkCode extends StatementCode {
  private readonly functions: string[] = [];

  constructor(heap: boolean) {
    super(heap, new Sites(), new Map());
  }

  chunk(main: FunctionNode, url: string): CompiledChunk {
    this.generate(main, undefined);
    const count = this.functions.length;
    const ids = Array.from({ length: count }, (_, i) => i);
    let text = `"use strict";const {${RUNTIME_NAMES.join(',')}}=$;`;
    for (const [name, id] of this.globals) text += `const g${id}=$.global(${literal(name)});`;
    if (this.heap) {
      text += `const [${ids.map((id) => `p${id}`).join(',')}]=$.plain;`;
      text += this.functions.join('');
      text += `return [${ids.map((id) => `h${id}`).join(',')}];`;
    } else {
      text += `const $h=$.heap;${this.functions.join('')}`;
      text += `$.plain=[${ids.map((id) => `p${id}`).join(',')}];return p0();`;
    }
    const resolved = this.sites.resolve(text);
    return {
      text: `${resolved.text}\n//# sourceURL=${url}`,
      lines: resolved.lines,
      sites: this.sites.all,
    };
  }

  protected override closure(node: FunctionNode): string {
    this.generate(node, undefined);
    return `p${node.id}(${node.upvalues.map((one) => this.holder(one)).join(',')})`;
  }

  protected override recursiveClosure(node: FunctionNode, variable: Variable): string {
    this.generate(node, variable);
    const upvalues = node.upvalues.filter((one) => one !== variable);
    return `p${node.id}(${upvalues.map((one) => this.holder(one)).join(',')})`;
  }

  protected override leave(results: string): string {
    // The parenthesis keeps a line break from ending the statement.
    if (this.heap) return `return (${results});`;
    return `r=${results};$s.depth-=${DEPTH};return r;`;
  }

  /** @param self the variable by whose name the function knows itself */
  private generate(node: FunctionNode, self: Variable | undefined): void {
    const outer = this.fn;
    const fn: FunctionCode = { node, temporaries: 0, most: 0, nesting: 0 };
    this.fn = fn;
    const body = this.prologue(node) + this.block(node.body) + this.epilogue(node);
    const upvalues = node.upvalues.map((one) => `v${one.id}`);
    const parameters = this.parameters(node);
    const declared = `var ${[
      ...Array.from({ length: node.slots }, (_, i) => `l${i}`).filter(
        (one) => !parameters.includes(one),
      ),
      ...Array.from({ length: fn.most }, (_, i) => `t${i + 1}`),
      'r',
    ].join(',')};`;
    if (this.heap) {
      const all = ['$f', ...upvalues, ...parameters, ...(node.variadic === 'no' ? [] : ['va'])];
      this.functions[node.id] = `function*h${node.id}(${all.join(',')}){${declared}${body}}`;
    } else {
      const words = FRAME_WORDS + 2 * (node.slots + upvalues.length + fn.most);
      const depth = String(words * WORD + 1);
      const variadic = node.variadic === 'no' ? [] : ['va'];
      const given = [`$h(${node.id})`, ...upvalues, ...parameters, ...variadic].join(',');
      const enter = `if(($s.depth+=${depth})>$s.deepest)return $s.enter(${depth},${given});`;
      const signature = [...parameters, ...(variadic.length > 0 ? ['...va'] : [])].join(',');
      const factory = self ? node.upvalues.filter((one) => one !== self) : node.upvalues;
      const name = self && node.upvalues.includes(self) ? `v${self.id}` : `f${node.id}`;
      this.functions[node.id] =
        `const p${node.id}=(${factory.map((one) => `v${one.id}`).join(',')})=>` +
        `function ${name}(${signature}){${enter}if(--$s.ticks<0)$s.tick(0);${declared}${body.replaceAll(DEPTH, depth)}};`;
    }
    this.fn = outer;
  }

  /** The names of the parameters; one that lives in a cell has another name than its cell. */
  private parameters(node: FunctionNode): string[] {
    const named = hasArg(node) ? node.parameters.slice(0, -1) : node.parameters;
    return named.map((one) => (isCell(one) ? `a${one.slot}` : `l${one.slot}`));
  }

  private prologue(node: FunctionNode): string {
    let text = '';
    const named = hasArg(node) ? node.parameters.slice(0, -1) : node.parameters;
    for (const one of named) if (isCell(one)) text += this.declare(one, `a${one.slot}`);
    const arg = hasArg(node) ? node.parameters.at(-1) : undefined;
    if (arg) text += this.declare(arg, node.variadic === 'arg' ? '$arg(va)' : 'undefined');
    return text;
  }

  private epilogue(node: FunctionNode): string {
    if (node.body.at(-1)?.kind === 'return') return '';
    return this.heap ? 'return $none;' : `$s.depth-=${DEPTH};return $none;`;
  }
}

/** A function with `...` has a hidden variable `arg`; the chunk itself has not. */
function hasArg(node: FunctionNode): boolean {
  return node.variadic !== 'no' && node.parent !== undefined;
}
