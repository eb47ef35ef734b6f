import { connect, type Socket } from 'node:net';
import type { ProtocolVersion } from '../../lib/protocol/reply-encoder.js';
import { QueueClient } from './queue-client.js';
import { encodeRequest } from './reply-parser.js';
import { speak } from './test-client.js';

const TIMEOUT_MS = 2000;

/** Where a server listens: a TCP port of this machine, or a unix socket. */
export type Address = { readonly port: number; readonly host?: string } | { readonly path: string };

/** A RESP connection over a socket that neither hides a type nor retries anything. */
export class RawClient extends QueueClient {
  private constructor(private readonly socket: Socket) {
    super();
    socket.setEncoding('latin1');
    socket.on('data', (bytes: string) => this.queue.feed(bytes));
    socket.on('error', (error) => this.queue.end(error));
    socket.on('close', () => this.queue.end(new Error('Connection closed')));
  }

  static async connect(address: Address, protocol: ProtocolVersion = 2): Promise<RawClient> {
    const socket = connect({ host: '127.0.0.1', ...address, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const client = new RawClient(socket);
    await speak(client, protocol);
    return client;
  }

  get bytesSent(): number {
    return this.socket.bytesWritten;
  }

  get bytesReceived(): number {
    return this.socket.bytesRead;
  }

  send(commands: readonly (readonly string[])[]): void {
    let out = '';
    for (const argv of commands) out += encodeRequest(argv);
    this.write(out);
  }

  /** Writes bytes as they are, requests or not. @param bytes one char per byte */
  write(bytes: string): void {
    this.socket.write(bytes, 'latin1');
  }

  /** Ends the connection and waits until the server has closed it too, so that no CLIENT LIST shows it. */
  async close(): Promise<void> {
    if (this.socket.closed) return;
    const closed = new Promise((resolve) => this.socket.once('close', resolve));
    const hurry = setTimeout(() => this.socket.destroy(), TIMEOUT_MS);
    this.socket.end();
    await closed;
    clearTimeout(hurry);
  }
}

/**
 * Sends bytes as they are, half-closes, and answers all that came until the server closed. Bytes have one char each.
 */
export async function exchange(address: Address, bytes: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', ...address, allowHalfOpen: true });
  socket.setEncoding('latin1');
  let answer = '';
  socket.on('data', (chunk: string) => (answer += chunk));
  socket.end(bytes, 'latin1');
  await new Promise<void>((resolve, reject) => {
    socket.once('end', resolve);
    socket.once('error', reject);
  });
  socket.destroy();
  return answer;
}
