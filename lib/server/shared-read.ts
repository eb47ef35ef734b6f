import { Socket, type SocketConstructorOpts } from 'node:net';

/** What one read of a socket takes at most, in bytes: a long argument then takes few of them. */
const READ_SIZE = 1024 * 1024;

/** The native half of a socket, as far as it is used here. */
interface NativeHandle {
  readonly useUserBuffer?: unknown;
}

interface HandleOwner {
  _handle: NativeHandle | null;
}

/** Where all sockets of the thread read to: what is read is used up before the next one reads. */
let shared: Buffer | undefined;

/**
 * Reads an accepted socket, all of it into the same memory where Node can: that saves a buffer and an event for every
 * read. Node offers it to sockets that connect (`onread`); an accepted one has to give its native handle to a new
 * socket for it. Where a version of Node has no such handle, the socket is read by its `data` events.
 * @param accepted a socket that does not read yet (`pauseOnConnect`)
 * @param receive takes what was read, the first bytes of memory that is reused afterwards
 * @returns the socket to use from now on
 */
export function readShared(
  accepted: Socket,
  receive: (bytes: Buffer, length: number) => void,
): Socket {
  const owner = accepted as unknown as HandleOwner;
  const handle = owner._handle;
  if (typeof handle?.useUserBuffer !== 'function') {
    accepted.on('data', (bytes) => receive(bytes, bytes.length));
    accepted.resume();
    return accepted;
  }
  const buffer = (shared ??= Buffer.allocUnsafeSlow(READ_SIZE));
  const callback = (length: number): boolean => {
    receive(buffer, length);
    return true;
  };
  const options = { handle, onread: { buffer, callback } };
  owner._handle = null;
  const socket = new Socket(options as SocketConstructorOpts);
  // Without its handle it only gives up its place among the server's connections.
  accepted.destroy();
  socket.resume();
  return socket;
}
