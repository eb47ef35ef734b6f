import { inspect } from 'node:util';

/** Thrown for an option that the library cannot accept; it names the option and what is accepted. */
export class InvalidOptionError extends TypeError {
  override readonly name = 'InvalidOptionError';

  /**
   * @param option the path of the option as the user wrote it, such as `rateLimit.limit`
   * @param accepted what would have been accepted
   * @param received the value that was given
   */
  constructor(
    readonly option: string,
    readonly accepted: string,
    readonly received: unknown,
  ) {
    super(`Invalid option '${option}': expected ${accepted}, received ${inspect(received)}`);
  }
}
