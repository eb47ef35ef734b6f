import type { Bytes } from '../engine/bytes.js';
import { quoted, splitArguments } from '../engine/split-arguments.js';

/** What the arguments of the command ask for. */
export type CommandLine =
  | { readonly does: 'version' }
  | { readonly does: 'help' }
  | {
      readonly does: 'serve';
      /** The path of the configuration file. */
      readonly file: string | undefined;
      /** Whether more configuration comes from the standard input. */
      readonly stdin: boolean;
      /** What the options say, as lines of a configuration file. */
      readonly lines: Bytes;
    };

/**
 * Reads arguments as redis-server does: the path of a configuration file first, if any; then options, each of them a
 * line of a configuration file in disguise; and `-` at the end for the standard input.
 */
export function readCommandLine(args: readonly Bytes[]): CommandLine {
  const first = args[0];
  if (first === '-v' || first === '--version') return { does: 'version' };
  if (first === '-h' || first === '--help') return { does: 'help' };
  const file = first !== undefined && !first.startsWith('-') ? first : undefined;
  const given = file === undefined ? args : args.slice(1);
  const stdin = given.at(-1) === '-';
  const options = stdin ? given.slice(0, -1) : given;
  return { does: 'serve', file, stdin, lines: optionLines(options) };
}

/** An option needs a value before the next one: `--requirepass --secret` sets the password `--secret`. */
function optionLines(options: readonly Bytes[]): Bytes {
  const lines: Bytes[] = [];
  let isComplete = true;
  options.forEach((word, i) => {
    if (!isComplete || !word.startsWith('--')) {
      lines.push(`${lines.pop() ?? ''}${quoted(word)} `);
      isComplete = true;
      return;
    }
    const next = options[i + 1];
    // `--save` alone switches saving off, as many a script has it.
    const isEmptySave = word.toLowerCase() === '--save' && (next?.startsWith('--') ?? true);
    lines.push(`${word.slice(2)} ${isEmptySave ? '""' : ''}`);
    isComplete = isEmptySave || splitArguments(word)?.length !== 1;
  });
  return lines.join('\n');
}
