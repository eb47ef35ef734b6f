import { ARITHMETIC } from './arithmetic.js';
import { COMPARISONS } from './binary-operators.js';
import { Constants } from './constants.js';
import { Instructions, NO_JUMP, Op } from './instructions.js';
import type { Operand } from './operand.js';
import { VALUES_AT_ONCE } from './table-layout.js';
import type { Arithmetic } from './syntax.js';

/** Only so many constants can be operands of an instruction that has two of them. */
const MAX_OPERANDS = 256;
/** So many times an instruction can count them. */
const MAX_BATCHES = 511;

/** How the code generator of Lua 5.1 brings values to where they are needed. */
export class Operands extends Instructions {
  readonly constants = new Constants();

  /** The value is needed: what loads a global or a field belongs to the line of the last token. */
  load(e: Operand): void {
    switch (e.kind) {
      case 'local':
        e.kind = 'register';
        break;
      case 'index':
        if (e.key >= 0) this.giveBack(e.key);
        this.giveBack(e.at);
        this.loadBy(e);
        break;
      case 'upvalue':
      case 'global':
        this.loadBy(e);
        break;
      case 'call':
        e.kind = 'register';
        break;
      case 'vararg':
        e.kind = 'result';
        break;
      default:
    }
  }

  private loadBy(e: Operand): void {
    const { tree } = e;
    if (tree.kind === 'global' || tree.kind === 'index') tree.line = this.lexer.lastLine;
    e.at = this.emit();
    e.kind = 'result';
  }

  /** How many values a call or `...` has to give does not show; `...` gets a register in any case. */
  spread(e: Operand): void {
    if (e.kind === 'vararg') this.take(1);
  }

  release(e: Operand): void {
    if (e.kind === 'register') this.giveBack(e.at);
  }

  private put(e: Operand, register: number): void {
    this.load(e);
    switch (e.kind) {
      case 'nothing':
      case 'jump':
        return;
      case 'nil':
        this.clear(register, 1);
        break;
      case 'number':
        this.constants.index(e.number);
        this.emit();
        break;
      case 'true':
      case 'false':
      case 'constant':
        this.emit();
        break;
      case 'register':
        if (e.at !== register) this.emit();
        break;
      default:
    }
    e.at = register;
    e.kind = 'register';
  }

  private putAnywhere(e: Operand): void {
    if (e.kind === 'register') return;
    this.take(1);
    this.put(e, this.free - 1);
  }

  /** The value and those that jumps bring come to a register. */
  private finish(e: Operand, register: number): void {
    this.put(e, register);
    const jumps = e.kind === 'jump';
    if (jumps) e.whenTrue = this.join(e.whenTrue, e.at);
    if (e.hasJumps) {
      let [whenFalse, whenTrue] = [NO_JUMP, NO_JUMP];
      if (this.lacksValue(e.whenTrue) || this.lacksValue(e.whenFalse)) {
        const past = jumps ? NO_JUMP : this.jump();
        this.here();
        whenFalse = this.emit();
        this.here();
        whenTrue = this.emit();
        this.land(past);
      }
      const end = this.here();
      this.resolve(e.whenFalse, end, register, whenFalse);
      this.resolve(e.whenTrue, end, register, whenTrue);
    }
    e.whenTrue = e.whenFalse = NO_JUMP;
    e.at = register;
    e.kind = 'register';
  }

  /** The value comes to the next register. */
  push(e: Operand): void {
    this.load(e);
    this.release(e);
    this.take(1);
    this.finish(e, this.free - 1);
  }

  /** The value comes to a register, if it is in none. */
  hold(e: Operand): void {
    this.load(e);
    if (e.kind === 'register') {
      if (!e.hasJumps) return;
      if (e.at >= this.locals) {
        this.finish(e, e.at);
        return;
      }
    }
    this.push(e);
  }

  settle(e: Operand): void {
    if (e.hasJumps) this.hold(e);
    else this.load(e);
  }

  /** The value becomes an operand: a constant or a register. */
  operand(e: Operand): void {
    this.settle(e);
    const { constants } = this;
    switch (e.kind) {
      case 'number':
      case 'nil':
      case 'true':
      case 'false':
        if (constants.size >= MAX_OPERANDS) break;
        e.at = constants.index(
          e.kind === 'number' ? e.number : e.kind === 'nil' ? undefined : e.kind === 'true',
        );
        e.kind = 'constant';
        return;
      case 'constant':
        if (e.at < MAX_OPERANDS) return;
        break;
      default:
    }
    this.hold(e);
  }

  /** Goes from an object, which is in a register, to a field of it. */
  index(object: Operand, key: Operand): void {
    this.operand(key);
    object.key = key.kind === 'register' ? key.at : -1;
    object.kind = 'index';
  }

  /** `object:method`: the function and the object come to the next registers. */
  method(object: Operand, name: Operand): void {
    this.hold(object);
    this.release(object);
    const at = this.free;
    this.take(2);
    this.operand(name);
    this.emit();
    this.release(name);
    object.at = at;
    object.kind = 'register';
  }

  store(target: Operand, value: Operand): void {
    switch (target.kind) {
      case 'local':
        this.release(value);
        this.finish(value, target.at);
        return;
      case 'index':
        this.operand(value);
        break;
      default:
        this.hold(value);
    }
    this.emit();
    this.release(value);
  }

  /** Goes on only if the value is true. */
  goIfTrue(e: Operand): void {
    this.load(e);
    const { kind } = e;
    const isTrue = kind === 'constant' || kind === 'number' || kind === 'true';
    const jump = kind === 'jump' ? e.at : isTrue ? NO_JUMP : this.test(e);
    e.whenFalse = this.join(e.whenFalse, jump);
    this.land(e.whenTrue);
    e.whenTrue = NO_JUMP;
  }

  private goIfFalse(e: Operand): void {
    this.load(e);
    const { kind } = e;
    const isFalse = kind === 'nil' || kind === 'false';
    const jump = kind === 'jump' ? e.at : isFalse ? NO_JUMP : this.test(e);
    e.whenTrue = this.join(e.whenTrue, jump);
    this.land(e.whenFalse);
    e.whenFalse = NO_JUMP;
  }

  private test(e: Operand): number {
    if (e.kind === 'result' && this.opAt(e.at) === Op.not) {
      this.removeLast();
      this.emit(Op.test);
      return this.jump();
    }
    this.putAnywhere(e);
    this.release(e);
    this.emit(Op.testAndSet, e.at);
    return this.jump();
  }

  not(e: Operand): void {
    this.load(e);
    switch (e.kind) {
      case 'nil':
      case 'false':
        e.kind = 'true';
        break;
      case 'constant':
      case 'number':
      case 'true':
        e.kind = 'false';
        break;
      case 'result':
      case 'register':
        this.putAnywhere(e);
        this.release(e);
        e.at = this.emit(Op.not);
        e.kind = 'result';
        break;
      default:
    }
    [e.whenTrue, e.whenFalse] = [e.whenFalse, e.whenTrue];
    this.dropValues(e.whenFalse);
    this.dropValues(e.whenTrue);
  }

  /** Minus or length. */
  unary(op: string, e: Operand): void {
    if (op === '-' && e.numeral !== undefined) {
      e.number = -e.number;
      return;
    }
    this.hold(e);
    this.operand(e);
    this.release(e);
    e.at = this.emit();
    e.kind = 'result';
  }

  /** What happens to a left operand before the right one is read. */
  left(op: string, e: Operand): void {
    if (op === 'and') this.goIfTrue(e);
    else if (op === 'or') this.goIfFalse(e);
    else if (op === '..') this.push(e);
    else if (COMPARISONS.has(op) || e.numeral === undefined) this.operand(e);
  }

  /** The operation: its result takes the place of the left operand, its tree apart. */
  binary(op: string, left: Operand, right: Operand): void {
    switch (op) {
      case 'and':
        this.load(right);
        right.whenFalse = this.join(right.whenFalse, left.whenFalse);
        replace(left, right);
        break;
      case 'or':
        this.load(right);
        right.whenTrue = this.join(right.whenTrue, left.whenTrue);
        replace(left, right);
        break;
      case '..':
        this.settle(right);
        if (right.kind === 'result' && this.opAt(right.at) === Op.concat) {
          this.release(left);
          replace(left, right);
          break;
        }
        this.push(right);
        this.release(right);
        this.release(left);
        left.at = this.emit(Op.concat);
        left.kind = 'result';
        break;
      default:
        if (COMPARISONS.has(op)) this.compare(left, right);
        else this.compute(op as Arithmetic, left, right);
    }
  }

  private compare(left: Operand, right: Operand): void {
    this.operand(left);
    this.operand(right);
    this.release(right);
    this.release(left);
    this.emit(Op.test);
    left.at = this.jump();
    left.kind = 'jump';
  }

  private compute(op: Arithmetic, left: Operand, right: Operand): void {
    const [a, b] = [left.numeral, right.numeral];
    if (a !== undefined && b !== undefined && !((op === '/' || op === '%') && b === 0)) {
      const value = ARITHMETIC[op](a, b);
      if (!Number.isNaN(value)) {
        left.number = value;
        return;
      }
    }
    this.operand(right);
    this.operand(left);
    this.release(right);
    this.release(left);
    left.at = this.emit();
    left.kind = 'result';
  }

  /** What a list ends with: one value comes to a register. */
  end(last: Operand): void {
    if (last.isMultiple) this.spread(last);
    else this.push(last);
  }

  /** Stores values in a table that is in a register, after which they are. @param count of all so far */
  storeValues(table: number, count: number): void {
    this.emit();
    if (Math.floor((count - 1) / VALUES_AT_ONCE) + 1 > MAX_BATCHES) this.emit();
    this.free = table + 1;
  }

  /** Brings as many values as there are variables to registers. @param last the last value, if there are any */
  adjust(wanted: number, given: number, last: Operand | undefined): void {
    const missing = wanted - given;
    if (last?.isMultiple) {
      this.spread(last);
      if (missing > 0) this.take(missing);
      return;
    }
    if (last) this.push(last);
    if (missing > 0) {
      const first = this.free;
      this.take(missing);
      this.clear(first, missing);
    }
  }
}

function replace(e: Operand, by: Operand): void {
  e.kind = by.kind;
  e.at = by.at;
  e.key = by.key;
  e.number = by.number;
  e.whenTrue = by.whenTrue;
  e.whenFalse = by.whenFalse;
}
