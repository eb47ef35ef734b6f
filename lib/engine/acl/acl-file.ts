import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { fromBuffer, type Bytes } from '../bytes.js';

/** The file of users: ACL LOAD reads it, ACL SAVE writes it. */
export class AclFile {
  /** @param path as `aclfile` says it */
  constructor(readonly path: string) {}

  /** @returns its content. @throws Error of Node when it cannot be read */
  read(): Bytes {
    return fromBuffer(readFileSync(this.path));
  }

  /**
   * Replaces the file, whole or not at all.
   * @param lines what it is to contain, without line breaks
   * @returns whether it was written
   */
  write(lines: readonly Bytes[]): boolean {
    const temporary = `${this.path}.tmp-${process.pid}-${threadId}`;
    const content = lines.map((line) => `${line}\n`).join('');
    try {
      writeFileSync(temporary, content, { encoding: 'latin1', mode: 0o644, flush: true });
      renameSync(temporary, this.path);
      return true;
    } catch {
      rmSync(temporary, { force: true });
      return false;
    }
  }
}
