import type { Bytes } from './bytes.js';
import { matchGlob } from './glob.js';
import { isInvalid, type ConfigLine, type Invalid, type Kind } from './parameter-kinds.js';

/** Where the value of a parameter is kept. */
export interface Cell<T> {
  value: T;
}

/** What is special about a parameter. */
export interface ParameterFacts {
  /** An older name of the same parameter. */
  readonly alias?: string;
  /** Set when the engine is made, and no more. */
  readonly immutable?: boolean;
  /** Cannot be set by clients, as it names files. */
  readonly protected?: boolean;
  /** Found by its whole name only. */
  readonly hidden?: boolean;
  /** A secret: MONITOR and SLOWLOG do not show it. */
  readonly sensitive?: boolean;
  /** Remembered, and nothing more. */
  readonly inert?: boolean;
  /** Why a change of a running engine fails while nobody {@link Config.onSet carries it out}. */
  readonly failsAlone?: string;
}

/** One parameter of CONFIG under one of its names. */
export interface ConfigParameter extends ParameterFacts {
  readonly name: string;
  /** The name that CONFIG REWRITE writes. */
  readonly mainName: string;
  get(): Bytes;
  /**
   * Checks a new value and returns how to apply it, so that CONFIG SET of several parameters is all or nothing.
   * @returns what applies the value, or the reason against it in Redis's words
   */
  prepare(value: Bytes): (() => void) | Invalid;
  /** The lines of a configuration file that set it to its value. */
  lines(): readonly ConfigLine[];
}

/** The parameters of one value: one for each name. */
export function parameters<T>(
  name: string,
  kind: Kind<T>,
  cell: Cell<T>,
  facts: ParameterFacts = {},
): ConfigParameter[] {
  const get = (): Bytes => kind.print(cell.value);
  const initial = cell.value;
  const names = facts.alias === undefined ? [name] : [name, facts.alias];
  return names.map((each) => ({
    ...facts,
    name: each,
    mainName: name,
    get,
    prepare(text) {
      const value = kind.parse(text, cell.value);
      return isInvalid(value) ? value : () => void (cell.value = value);
    },
    lines: () =>
      kind.lines?.(name, cell.value, initial) ?? [
        { text: `${name} ${get()}`, needed: get() !== kind.print(initial) },
      ],
  }));
}

/** Why parameters could not be set. */
export type ConfigFailure =
  | { readonly name: Bytes; readonly unknown: true }
  | { readonly name: Bytes; readonly unknown: false; readonly why: string };

/** Carries out a change that was made. @returns why that failed, in Redis's words */
type Carrier = () => string | undefined | void;

/** The parameters that the engine has, by name. */
export class Config {
  private readonly parameters = new Map<string, ConfigParameter>();
  /** What else a configuration file holds, by its first word, such as `user`; its owner puts it here. */
  readonly directives = new Map<Bytes, () => readonly Bytes[]>();
  private readonly carriers = new Map<string, Carrier[]>();

  constructor(parameters: readonly ConfigParameter[]) {
    for (const parameter of parameters) this.parameters.set(parameter.name, parameter);
  }

  /** All parameters, under each of their names. */
  get all(): readonly ConfigParameter[] {
    return [...this.parameters.values()];
  }

  /** The parameter of a name in any case. */
  find(name: Bytes): ConfigParameter | undefined {
    return this.parameters.get(name.toLowerCase());
  }

  /** The parameters whose name matches a glob in any case. */
  matching(pattern: Bytes): ConfigParameter[] {
    return this.all.filter(({ name, hidden }) => !hidden && matchGlob(pattern, name, true));
  }

  /**
   * Calls a function after a parameter was set in a running engine, behind all that were set with it. When it returns
   * a reason, nothing of what was set together holds.
   * @param name the parameter's main name
   * @returns a function that takes it away
   */
  onSet(name: string, carrier: Carrier): () => void {
    const carriers = this.carriers.get(name) ?? [];
    this.carriers.set(name, carriers);
    carriers.push(carrier);
    return () => void carriers.splice(carriers.indexOf(carrier), 1);
  }

  /**
   * Sets several parameters, all of them or none.
   * @param starting also those that are fixed once the engine runs
   * @returns why not, or `undefined` when they are set
   */
  set(
    values: readonly (readonly [name: Bytes, value: Bytes])[],
    starting = false,
  ): ConfigFailure | undefined {
    const chosen = new Map<ConfigParameter, Bytes>();
    for (const [name, value] of values) {
      const parameter = this.find(name);
      if (!parameter) return { name, unknown: true };
      const why = starting ? undefined : refusal(parameter);
      if (why !== undefined) return { name, unknown: false, why };
      if (chosen.has(parameter) && !starting) {
        return { name, unknown: false, why: 'duplicate parameter' };
      }
      chosen.set(parameter, value);
    }
    const undo: (readonly [ConfigParameter, Bytes])[] = [];
    const fail = (name: Bytes, why: string): ConfigFailure => {
      restore(undo);
      return { name, unknown: false, why };
    };
    for (const [parameter, value] of chosen) {
      const apply = parameter.prepare(value);
      if (isInvalid(apply)) return fail(parameter.name, apply.invalid);
      undo.unshift([parameter, parameter.get()]);
      apply();
    }
    for (const parameter of chosen.keys()) {
      const why = this.carryOut(parameter, starting ? [] : undo);
      if (why !== undefined) return fail(parameter.name, why);
    }
    return undefined;
  }

  private carryOut(
    parameter: ConfigParameter,
    before: readonly (readonly [ConfigParameter, Bytes])[],
  ): string | undefined {
    const carriers = this.carriers.get(parameter.mainName) ?? [];
    if (carriers.length === 0) {
      const changed = before.some(([each, old]) => each === parameter && old !== each.get());
      return changed ? parameter.failsAlone : undefined;
    }
    for (const carrier of [...carriers]) {
      const why = carrier();
      if (typeof why === 'string') return why;
    }
    return undefined;
  }
}

function refusal(parameter: ConfigParameter): string | undefined {
  if (parameter.immutable) return "can't set immutable config";
  return parameter.protected ? "can't set protected config" : undefined;
}

/** Puts back what was printed before, last change first. */
function restore(before: readonly (readonly [ConfigParameter, Bytes])[]): void {
  for (const [parameter, value] of before) {
    const apply = parameter.prepare(value);
    if (!isInvalid(apply)) apply();
  }
}
