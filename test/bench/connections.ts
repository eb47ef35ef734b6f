/**
 * `npm run bench:connections`: a million connections, opened, used and closed one after the other in a few lanes, and
 * what memory the server takes meanwhile: it has to stay flat.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from './server-process.js';

const CONNECTIONS = Number(process.argv[2] ?? 1_000_000);
const LANES = 20;
const REPORTS = 10;
const REQUEST = 'MULTI\r\nSET k v\r\nEXEC\r\nSUBSCRIBE c\r\n';

function visit(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', reject);
    socket.once('close', () => resolve());
    socket.once('data', () => socket.destroy());
    socket.write(REQUEST);
  });
}

const folder = mkdtempSync(join(tmpdir(), 'bench-connections-'));
const server = await ServerProcess.start('rednest', folder);
if (!server) throw new Error('The server did not start: npm run build comes first');
try {
  let left = CONNECTIONS;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left--;
      await visit(server.path);
      done++;
      if (done % (CONNECTIONS / REPORTS) === 0) {
        console.log(`${done} connections: ${server.memory().toFixed(0)} MB`);
      }
    }
  };
  console.log(`0 connections: ${server.memory().toFixed(0)} MB`);
  await Promise.all(Array.from({ length: LANES }, lane));
} finally {
  server.stop();
  rmSync(folder, { recursive: true, force: true });
}
