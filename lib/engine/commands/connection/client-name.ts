import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import type { Session } from '../../session.js';

/** Whether a name can stand in CLIENT LIST: printable ASCII without spaces. */
export function isPrintable(name: Bytes): boolean {
  return /^[!-~]*$/.test(name);
}

/** Names a session, for CLIENT SETNAME and HELLO SETNAME. @throws when the name cannot stand in CLIENT LIST */
export function setClientName(session: Session, name: Bytes): void {
  if (!isPrintable(name)) throw errors.invalidClientName();
  session.name = name;
}
