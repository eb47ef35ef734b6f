import { expect, it } from '@jest/globals';
import { SeededRandom, below } from '../../lib/engine/random.js';
import { exchange } from '../support/raw-client.js';
import { RespPeer } from '../support/resp-peer.js';
import { describeDifferential } from './harness/table.js';

/** Each is followed by a PING, which tells whether the connection survived. */
const REQUESTS: readonly string[] = [
  '*x\r\n',
  '*\r\n',
  '*-1\r\n',
  '*0\r\n*-5\r\n\r\n',
  '*+1\r\n',
  '*01\r\n$4\r\nPING\r\n',
  '*1 \r\n',
  '*2147483647\r\n',
  '*2147483648\r\n',
  '*99999999999999999999\r\n',
  '*1\rx$4\r\nPING\r\n',
  '*1\r\nx1\r\n',
  '*1\r\n\r\n',
  '*1\r\n\n\r\n',
  '*1\r\n\xff\r\n',
  '*1\r\n*1\r\n',
  '*1\r\n$x\r\n',
  '*1\r\n$\r\n',
  '*1\r\n$-1\r\n',
  '*1\r\n$-0\r\n',
  '*1\r\n$04\r\nPING\r\n',
  '*1\r\n$536870913\r\n',
  '*1\r\n$99999999999\r\n',
  '*1\r\n$9223372036854775808\r\n',
  '*1\r\n$4\r\nPINGxx',
  '*1\r\n$0\r\n\r\n',
  '*2\r\n$4\r\nECHO\r\n$0\r\n\r\n',
  '*2\r\n$4\r\nECHO\r\n$3\r\n\r\n\0\r\n',
  '$4\r\nPING\r\n',
  '\r\n',
  '\n\n \t \r\n',
  'ping\n',
  'PING\r\r\n',
  '  ping  "a b"  \r\n',
  "echo 'it\\'s \\n'\r\n",
  'echo "\\x41\\xff\\xzz\\n\\r\\t\\b\\a\\q\\"\\\\"\r\n',
  'echo a"b"\r\n',
  "echo 'a''b'\r\n",
  'echo "a"b\r\n',
  'echo "a\r\n',
  "echo 'a\r\n",
  'echo "a\\"\r\n',
  'echo "\\\r\n',
  '""\r\n',
  'echo a\vb\r\n',
  '\vecho a\f\r\n',
  'echo "a"\vb\r\n',
  'echo \xff\xfe\r\n',
  'echo a\0b\r\n',
  'PING\0\r\nPING\r\n',
  '*1\0\r\n$4\r\nPING\r\n',
  '*1\r\n$4\0\r\nPING\r\n',
];
const MUTANTS = 2000;
const SOUND =
  'echo "a b"\r\n*2\r\n$4\r\nECHO\r\n$3\r\n\0\r\n\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\nab\r\n';
const BYTES = '*$0123456789-\r\n"\'\\ \0\xffax';

describeDifferential('requests that break the protocol', (server) => {
  it('are answered and end the connection as in Redis', async () => {
    await compare(REQUESTS);
  });

  it('are so whatever the random damage', async () => {
    const random = new SeededRandom(Number(process.env['REDNEST_SEED'] ?? 1));
    await compare(Array.from({ length: MUTANTS }, () => mutate(SOUND, random)));
  });

  async function compare(requests: readonly string[]): Promise<void> {
    const path = server().path;
    const differences: unknown[] = [];
    for (const request of requests) {
      const bytes = `${request}*1\r\n$4\r\nPING\r\nPING\r\n`;
      const theirs = await exchange({ path }, bytes);
      const ours = new RespPeer().ask(bytes);
      if (ours !== theirs) differences.push({ request, ours, theirs });
    }
    expect(differences).toEqual([]);
  }
});

function mutate(sound: string, random: SeededRandom): string {
  let bytes = sound;
  for (let left = 1 + below(random, 3); left > 0; left--) {
    const at = below(random, bytes.length);
    const byte = BYTES[below(random, BYTES.length)]!;
    const removed = below(random, 3);
    bytes = bytes.slice(0, at) + (removed < 2 ? byte : '') + bytes.slice(at + Math.min(removed, 1));
  }
  return bytes;
}
