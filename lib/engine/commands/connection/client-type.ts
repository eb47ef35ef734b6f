import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { SessionState, type Session } from '../../session.js';

/** The kinds of connections that CLIENT LIST and CLIENT KILL tell apart. */
export type ClientType = 'normal' | 'master' | 'replica' | 'pubsub';

/** @throws ReplyError when there is no such type */
export function readClientType(word: Bytes): ClientType {
  const type = word.toLowerCase();
  if (type === 'slave') return 'replica';
  if (type !== 'normal' && type !== 'master' && type !== 'replica' && type !== 'pubsub') {
    throw errors.unknownClientType(word);
  }
  return type;
}

/** What kind of connection a session is. */
export function clientTypeOf(session: Session): ClientType {
  return session.is(SessionState.SUBSCRIBER) ? 'pubsub' : 'normal';
}
