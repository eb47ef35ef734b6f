import { NO_JUMP } from './instructions.js';
import { type Lexer, LuaSyntaxError } from './lexer.js';
import { Operands } from './operands.js';
import type { Expression, FunctionNode, Variable } from './syntax.js';

const MAX_LOCALS = 200;
const MAX_UPVALUES = 60;
/** Variables that a function can declare in all. */
const MAX_DECLARED = 32_767;

type NamedValue = Extract<Expression, { kind: 'local' | 'upvalue' | 'global' }>;

/** A block that is open. */
interface OpenBlock {
  /** How many variables are in scope around it. */
  readonly start: number;
  /** Whether `break` leaves it. */
  readonly loop: boolean;
  /** Whether functions inside use its variables. */
  captured: boolean;
  /** The jumps of `break`. */
  breaks: number;
}

/** The function that is being parsed: which names it sees. */
export class FunctionScope {
  readonly node: FunctionNode;
  /** The instructions that Lua 5.1 would make of it. */
  readonly code: Operands;
  /** Local variables in scope; hidden ones of loops count too. */
  private readonly active: Variable[] = [];
  private readonly blocks: OpenBlock[] = [];
  /** Declared, not in scope yet. */
  private pending = 0;
  private declared = 0;

  constructor(
    private readonly lexer: Lexer,
    readonly parent: FunctionScope | undefined,
    private readonly ids: { variable: number; fn: number },
    line: number,
  ) {
    this.code = new Operands(lexer);
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
    this.code.locals = this.active.length;
  }

  enter(loop: boolean): void {
    this.blocks.push({ start: this.active.length, loop, captured: false, breaks: NO_JUMP });
  }

  leave(): void {
    const { start, captured, breaks } = this.blocks.pop()!;
    const { code } = this;
    this.active.length = start;
    code.locals = start;
    if (captured) code.emit();
    code.free = start;
    code.land(breaks);
  }

  /** Whether functions inside use variables of the innermost block. */
  get isCaptured(): boolean {
    return this.blocks.at(-1)?.captured === true;
  }

  /** Leaves the innermost loop. @returns whether there is one */
  break(): boolean {
    const { blocks, code } = this;
    const at = blocks.findLastIndex((one) => one.loop);
    const loop = blocks[at];
    if (!loop) return false;
    if (blocks.some((one, i) => i > at && one.captured)) code.emit();
    loop.breaks = code.join(loop.breaks, code.jump());
    return true;
  }

  /** What a name means here. */
  resolve(name: string): NamedValue {
    const variable = this.active.findLast((one) => one.name === name);
    if (variable) return { kind: 'local', variable };
    const outer = this.parent?.capture(name);
    if (!outer) {
      this.code.constants.index(name);
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
      const block = this.blocks.findLast((one) => one.start <= local.slot);
      if (block) block.captured = true;
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
