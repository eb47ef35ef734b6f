import { getSystemErrorMap } from 'node:util';

/** What a system call said, as C's `strerror` spells it: `No such file or directory`. */
export function reasonOf(error: unknown): string {
  const { errno } = error as NodeJS.ErrnoException;
  const text =
    errno === undefined ? String(error) : (getSystemErrorMap().get(errno)?.[1] ?? String(error));
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The code of a system error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
