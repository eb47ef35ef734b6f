import { InMemoryCache } from '../../../lib/engine/engine.js';
import { RecordingClient } from '../../support/recording-client.js';
import { command, key, oneOf, word, words } from './arguments.js';

/** Up to where values count as small, with what Redis begins with; CONFIG SET takes both names of each. */
export const THRESHOLDS: readonly (readonly [names: readonly string[], start: string])[] = [
  [['hash-max-listpack-entries', 'hash-max-ziplist-entries'], '512'],
  [['hash-max-listpack-value', 'hash-max-ziplist-value'], '64'],
  [['zset-max-listpack-entries', 'zset-max-ziplist-entries'], '128'],
  [['zset-max-listpack-value', 'zset-max-ziplist-value'], '64'],
  [['list-max-listpack-size', 'list-max-ziplist-size'], '-2'],
  [['set-max-intset-entries'], '512'],
];
const LIST_SIZES = oneOf(...words('1 2 3 5 -1 -2 -5 0'));
const SMALL = oneOf(...words('0 1 2 3 5 8 45 64'));

/** What was dumped while it was small, and while it was not. */
function payloads(): string[] {
  const client = new RecordingClient(new InMemoryCache());
  const dumped: string[] = [];
  const writes = [
    'HSET h f v g 12',
    'ZADD z 1 a 2.5 b',
    'RPUSH l x 1 y',
    'SADD s 1 2',
    'SADD t a 2',
  ];
  for (const entries of ['64', '1']) {
    client.run('FLUSHALL');
    client.run('CONFIG SET set-max-listpack-entries 0');
    for (const [[name = '']] of THRESHOLDS) client.run(`CONFIG SET ${name} ${entries}`);
    for (const write of writes) {
      client.run(write);
      dumped.push(String(client.run(`DUMP ${write.split(' ')[1]}`)));
    }
  }
  return dumped;
}

/** Changes of the thresholds, and values that were made under others. */
export const thresholds = [
  ...THRESHOLDS.map(([names]) =>
    command('CONFIG', [
      word('SET'),
      oneOf(...names),
      names[0]!.startsWith('list') ? LIST_SIZES : SMALL,
    ]),
  ),
  command('RESTORE', [key, oneOf('0'), oneOf(...payloads()), word('REPLACE')], 3),
];
