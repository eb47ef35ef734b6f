import { chmodSync, lstatSync, unlinkSync } from 'node:fs';

/** Removes the socket file that a server before has left behind; a file of any other kind stays. */
export function removeStaleSocket(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket()) unlinkSync(path);
}

/** Sets who may connect. @param permissions such as 0o700; 0 leaves them as the umask made them */
export function setPermissions(path: string, permissions: number): void {
  if (permissions !== 0) chmodSync(path, permissions);
}
