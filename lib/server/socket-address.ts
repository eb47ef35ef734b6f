import type { Socket } from 'node:net';
import type { SessionOrigin } from '../engine/session.js';

const MAPPED_IPV4 = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

/** Whether only this machine reaches an address: `127.0.0.0/8`, `::1` or `localhost`. @param host an IP or a name */
export function isLoopback(host: string): boolean {
  const plain = host.replace(MAPPED_IPV4, '').toLowerCase();
  return plain === 'localhost' || plain === '::1' || /^127(\.\d+){3}$/.test(plain);
}

/** An address as CLIENT LIST prints it. */
function formatAddress(host = '?', port = 0): string {
  const plain = host.replace(MAPPED_IPV4, '');
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}

/** Where an accepted socket comes from. @param path of the unix socket that it was accepted on */
export function originOf(socket: Socket, path: string | undefined): SessionOrigin {
  const { _handle: handle } = socket as unknown as { _handle?: { readonly fd?: number } };
  const fd = handle?.fd ?? -1;
  if (path !== undefined) return { address: `${path}:0`, localAddress: `${path}:0`, fd };
  return {
    address: formatAddress(socket.remoteAddress, socket.remotePort),
    localAddress: formatAddress(socket.localAddress, socket.localPort),
    fd,
  };
}
