import type { Bytes } from './bytes.js';
import type { Config } from './config.js';
import { InvalidOptionError } from './invalid-option.js';
import { isOptions } from './known-options.js';

/** Parameters by name; `true` and `false` stand for `yes` and `no`. */
export type ConfigValues = Readonly<Record<string, string | number | boolean>>;

/** Whether a value can be {@link ConfigValues}. */
export function isConfigValues(value: unknown): value is ConfigValues {
  return (
    isOptions(value) &&
    Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each))
  );
}

/** Parameters that are options of an engine as well. */
const OPTIONS_TOO: Readonly<Record<string, 'databases' | 'password'>> = {
  databases: 'databases',
  requirepass: 'password',
};

/**
 * Sets the parameters that an engine is made with.
 * @param options those of the engine, which must not say something else
 * @throws InvalidOptionError naming the parameter and what is wrong with its value
 */
export function configure(
  config: Config,
  values: ConfigValues,
  options: { readonly databases?: number; readonly password?: string },
): void {
  for (const name of Object.keys(values)) {
    const option = OPTIONS_TOO[name.toLowerCase()];
    if (option !== undefined && options[option] !== undefined) {
      // It can be a password.
      throw new InvalidOptionError(`config.${name}`, `nothing next to '${option}'`, '...');
    }
  }
  const failure = config.set(
    Object.entries(values).map(([name, value]) => [bytes(name), bytes(toWord(value))]),
    true,
  );
  if (failure === undefined) return;
  throw new InvalidOptionError(
    `config.${failure.name}`,
    failure.unknown ? 'a parameter of CONFIG' : failure.why,
    values[failure.name],
  );
}

function toWord(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function bytes(text: string): Bytes {
  return Buffer.from(text, 'utf8').latin1Slice();
}
