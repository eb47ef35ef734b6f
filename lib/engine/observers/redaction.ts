import type { Bytes } from '../bytes.js';
import type { Command } from '../commands/spec.js';

const REDACTED = '(redacted)';

/** Parameters of CONFIG that are secrets. */
const SECRET_PARAMETERS = new Set([
  'masterauth',
  'masteruser',
  'requirepass',
  'tls-client-key-file-pass',
  'tls-key-file-pass',
]);

/**
 * A command without the secrets in it: passwords reach neither monitors nor logs.
 * @param argv the whole command
 */
export function redacted(command: Command, argv: readonly Bytes[]): readonly Bytes[] {
  switch (command.fullName) {
    case 'auth':
      return hide(argv, (i) => i > 0);
    case 'hello':
      return hide(argv, (i) => isAfter(argv, i, 1, 'AUTH') || isAfter(argv, i, 2, 'AUTH'));
    case 'acl|setuser':
      return hide(argv, (i) => i > 1);
    case 'config|set':
      return hide(argv, (i) => i > 2 && i % 2 === 1 && isSecret(argv[i - 1]!));
    case 'migrate':
      return hide(
        argv,
        (i) =>
          isAfter(argv, i, 1, 'AUTH') ||
          isAfter(argv, i, 1, 'AUTH2') ||
          isAfter(argv, i, 2, 'AUTH2'),
      );
    default:
      return argv;
  }
}

function hide(argv: readonly Bytes[], isHidden: (at: number) => boolean): Bytes[] {
  return argv.map((word, i) => (isHidden(i) ? REDACTED : word));
}

/** Whether a word stands so many words behind an option. */
function isAfter(argv: readonly Bytes[], at: number, distance: number, option: Bytes): boolean {
  const before = at - distance;
  return before >= 2 && argv[before]!.toUpperCase() === option;
}

function isSecret(parameter: Bytes): boolean {
  return SECRET_PARAMETERS.has(parameter.toLowerCase());
}
