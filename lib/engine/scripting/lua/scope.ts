import { Constants } from './constants.js';
import { type Lexer, LuaSyntaxError } from './lexer.js';
import type { Expression, FunctionNode, Variable } from './syntax.js';

const MAX_LOCALS = 200;
const MAX_UPVALUES = 60;
/** Variables that a function can declare in all. */
const MAX_DECLARED = 32_767;
/** Values that a function can hold at a time. */
const MAX_REGISTERS = 250;

/** The function that is being parsed: which names it sees. */
export class FunctionScope {
  readonly node: FunctionNode;
  readonly constants = new Constants();
  /** Local variables in scope; hidden ones of loops count too. */
  private readonly active: Variable[] = [];
  /** Where each open block begins, and whether `break` leaves it. */
  private readonly blocks: { readonly start: number; readonly loop: boolean }[] = [];
  /** Declared, not in scope yet. */
  private pending = 0;
  /** Values that wait to be used. */
  private waiting = 0;
  private declared = 0;

  constructor(
    private readonly lexer: Lexer,
    readonly parent: FunctionScope | undefined,
    private readonly ids: { variable: number; fn: number },
    line: number,
  ) {
    this.node = {
      id: ids.fn++,
      parent: parent?.node,
      line,
      parameters: [],
      variadic: 'no',
      upvalues: [],
      slots: 0,
      body: [],
    };
  }

  /** Declares a variable that {@link activate} brings into scope. @throws LuaSyntaxError beyond 200 */
  declare(name: string): Variable {
    const { node, active } = this;
    const slot = active.length + this.pending++;
    node.slots = Math.max(node.slots, slot + 1);
    this.limit(slot + 1, MAX_LOCALS, 'local variables');
    if (++this.declared > MAX_DECLARED) throw new LuaSyntaxError('too many local variables');
    const id = this.ids.variable++;
    return { name, id, slot, owner: node, captured: false, assigned: false };
  }

  activate(...variables: readonly Variable[]): void {
    this.active.push(...variables);
    this.pending = 0;
  }

  enter(loop: boolean): void {
    this.blocks.push({ start: this.active.length, loop });
  }

  leave(): void {
    this.active.length = this.blocks.pop()?.start ?? 0;
  }

  get inLoop(): boolean {
    return this.blocks.some((block) => block.loop);
  }

  /** Takes registers for values that wait to be used. @throws LuaSyntaxError when a function has no more */
  reserve(count: number): void {
    this.waiting += count;
    if (this.active.length + this.waiting < MAX_REGISTERS) return;
    this.lexer.fail('function or expression too complex', this.lexer.token);
  }

  /** Takes registers for a moment. */
  touch(count: number): void {
    this.reserve(count);
    this.release(count);
  }

  release(count: number): void {
    this.waiting -= count;
  }

  /** What a name means here. */
  resolve(name: string): Expression {
    const variable = this.active.findLast((one) => one.name === name);
    if (variable) return { kind: 'local', variable };
    const outer = this.parent?.capture(name);
    if (!outer) {
      this.constants.add(name);
      return { kind: 'global', name, line: 0 };
    }
    this.addUpvalue(outer);
    return { kind: 'upvalue', variable: outer };
  }

  /** A variable of this function or around it that a function inside uses. */
  private capture(name: string): Variable | undefined {
    const local = this.active.findLast((one) => one.name === name);
    if (local) {
      local.captured = true;
      return local;
    }
    const outer = this.parent?.capture(name);
    if (outer) this.addUpvalue(outer);
    return outer;
  }

  private addUpvalue(variable: Variable): void {
    if (this.node.upvalues.includes(variable)) return;
    this.limit(this.node.upvalues.length + 1, MAX_UPVALUES, 'upvalues');
    this.node.upvalues.push(variable);
  }

  /** @throws LuaSyntaxError "function at line 3 has more than 200 local variables" */
  limit(count: number, max: number, what: string): void {
    if (count <= max) return;
    const { line } = this.node;
    const owner = line === 0 ? 'main function' : `function at line ${line}`;
    this.lexer.fail(`${owner} has more than ${max} ${what}`);
  }
}
