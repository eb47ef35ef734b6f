import { soon } from '../client/turns.js';

/** A socket that holds bytes back until the end of the turn. */
export interface HeldBack {
  flush(): void;
}

let waiting: HeldBack[] = [];

/**
 * Flushes a socket at the end of this turn of the event loop, when all that has arrived in the turn is executed: as in
 * Redis, those who are answered do not interrupt the work for the others. It is to be asked once a turn.
 */
export function flushAtEndOfTurn(socket: HeldBack): void {
  if (waiting.push(socket) === 1) soon(flushAll);
}

function flushAll(): void {
  const sockets = waiting;
  waiting = [];
  for (const socket of sockets) socket.flush();
}
