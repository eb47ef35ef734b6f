import type { Lexer } from './lexer.js';

/** The end of a list of jumps. */
export const NO_JUMP = -1;
/** No register that an instruction could be about. */
const NO_REGISTER = -1;
/** As far as a jump of Lua 5.1 reaches. */
const MAX_JUMP = 2 ** 17 - 1;
/** Values that a function can hold at a time. */
const MAX_REGISTERS = 250;

/** What instructions are, as far as later ones depend on it. */
export const Op = { other: 0, jump: 1, test: 2, testAndSet: 3, not: 4, concat: 5 } as const;
type Op = (typeof Op)[keyof typeof Op];

/**
 * The instructions and registers that a function takes in Lua 5.1, which refuses functions with too many of them. Jumps
 * whose target is not known yet are in lists: each one holds the next one.
 */
export class Instructions {
  /** Local variables in scope: the first registers are theirs. */
  locals = 0;
  /** The first register that nothing is in. */
  free = 0;
  private readonly ops: Op[] = [];
  /** Where a jump goes; what a test tests. */
  private readonly targets: number[] = [];
  /** The last jump of each list that has several, by the first one. */
  private readonly ends = new Map<number, number>();
  /** The last place to which something jumps. */
  private label = -1;
  /** The jumps to the next instruction. */
  private arriving = NO_JUMP;
  /** The last instruction that clears registers, and which. */
  private nils = { at: -1, first: 0, last: 0 };

  constructor(protected readonly lexer: Lexer) {}

  /** @returns where the instruction is */
  emit(op: Op = Op.other, target = NO_JUMP): number {
    const { arriving } = this;
    const at = this.ops.length;
    if (arriving !== NO_JUMP) {
      this.arriving = NO_JUMP;
      this.resolve(arriving, at, NO_REGISTER, at);
    }
    this.ops.push(op);
    this.targets.push(target);
    return at;
  }

  protected opAt(at: number): Op | undefined {
    return this.ops[at];
  }

  protected removeLast(): void {
    this.ops.pop();
    this.targets.pop();
  }

  /** @returns a list of the jump, and of those that would have come to it */
  jump(): number {
    const { arriving } = this;
    this.arriving = NO_JUMP;
    return this.join(this.emit(Op.jump), arriving);
  }

  /** Marks the next instruction as one to which something jumps. */
  here(): number {
    return (this.label = this.ops.length);
  }

  /** The jumps of a list come to the next instruction. */
  land(list: number): void {
    this.here();
    this.arriving = this.join(this.arriving, list);
  }

  /** The jumps of a list go to an instruction. */
  jumpTo(list: number, target: number): void {
    if (target === this.ops.length) this.land(list);
    else this.resolve(list, target, NO_REGISTER, target);
  }

  /** Appends a list to another one. @returns both */
  join(list: number, more: number): number {
    if (more === NO_JUMP) return list;
    if (list === NO_JUMP) return more;
    this.aim(this.ends.get(list) ?? list, more);
    this.ends.set(list, this.ends.get(more) ?? more);
    return list;
  }

  /**
   * Gives the jumps of a list their targets.
   * @param valued where those go that bring their value to a register, and others
   */
  protected resolve(list: number, valued: number, register: number, other: number): void {
    if (this.ends.size > 0) this.ends.delete(list);
    for (let at = list; at !== NO_JUMP;) {
      const next = this.targets[at]!;
      this.aim(at, this.settleTest(at, register) ? valued : other);
      at = next;
    }
  }

  /** Whether some jump of a list does not bring the value that it has tested. */
  protected lacksValue(list: number): boolean {
    for (let at = list; at !== NO_JUMP; at = this.targets[at]!) {
      if (this.ops[at - 1] !== Op.testAndSet) return true;
    }
    return false;
  }

  /** The values that the jumps of a list have tested are not needed. */
  protected dropValues(list: number): void {
    for (let at = list; at !== NO_JUMP; at = this.targets[at]!) this.settleTest(at, NO_REGISTER);
  }

  /** @returns whether the value that is tested before a jump can be put into a register */
  private settleTest(at: number, register: number): boolean {
    if (this.ops[at - 1] !== Op.testAndSet) return false;
    const tested = this.targets[at - 1];
    if (register === NO_REGISTER || register === tested) this.ops[at - 1] = Op.test;
    return true;
  }

  private aim(at: number, target: number): void {
    if (Math.abs(target - (at + 1)) > MAX_JUMP) {
      this.lexer.fail('control structure too long', this.lexer.token);
    }
    this.targets[at] = target;
  }

  /** Clears registers, with the instruction before if that one can. */
  clear(first: number, count: number): void {
    const { nils, ops } = this;
    const last = first + count - 1;
    const at = ops.length;
    if (at > this.label) {
      if (at === 0 && first >= this.locals) return;
      if (nils.at === at - 1 && at > 0 && nils.first <= first && first <= nils.last + 1) {
        nils.last = Math.max(nils.last, last);
        return;
      }
    }
    this.nils = { at: this.emit(), first, last };
  }

  /** @throws LuaSyntaxError when a function has not so many more registers */
  check(count: number): void {
    if (this.free + count < MAX_REGISTERS) return;
    this.lexer.fail('function or expression too complex', this.lexer.token);
  }

  /** Takes registers. @throws LuaSyntaxError when a function has no more */
  take(count: number): void {
    this.check(count);
    this.free += count;
  }

  /** Gives a register back, unless a variable is in it. */
  protected giveBack(register: number): void {
    if (register >= this.locals) this.free--;
  }
}
