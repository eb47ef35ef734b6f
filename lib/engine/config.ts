import type { Bytes } from './bytes.js';
import { matchGlob } from './glob.js';

/** One parameter of CONFIG GET and CONFIG SET. */
export interface ConfigParameter {
  readonly name: string;
  /** Cannot be set while the engine runs. */
  readonly immutable?: boolean;
  get(): Bytes;
  /**
   * Checks a new value and returns how to apply it, so that CONFIG SET of several parameters is all or nothing.
   * @returns what applies the value, or the reason against it in Redis's words
   */
  prepare(value: Bytes): (() => void) | { readonly invalid: string };
}

/** The parameters that the engine has, by name. */
export class Config {
  private readonly parameters = new Map<string, ConfigParameter>();

  constructor(parameters: readonly ConfigParameter[]) {
    for (const parameter of parameters) this.parameters.set(parameter.name, parameter);
  }

  /** The parameter of a name in any case. */
  find(name: Bytes): ConfigParameter | undefined {
    return this.parameters.get(name.toLowerCase());
  }

  /** The parameters whose name matches a glob in any case. */
  matching(pattern: Bytes): ConfigParameter[] {
    return [...this.parameters.values()].filter((parameter) =>
      matchGlob(pattern, parameter.name, true),
    );
  }
}
