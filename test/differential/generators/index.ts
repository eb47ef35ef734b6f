import type { CommandGenerator } from './arguments.js';
import { bitmaps } from './bitmaps.js';
import { connection, handshake, identity, muting } from './connection.js';
import { geo } from './geo.js';
import { hashes } from './hashes.js';
import { hyperloglogs } from './hyperloglogs.js';
import { keys, typedScan } from './keys.js';
import { handovers, lists } from './lists.js';
import { pubsub } from './pubsub.js';
import { server } from './server.js';
import { sets } from './sets.js';
import { sorting } from './sorting.js';
import { arrivals, streams } from './streams.js';
import { strings } from './strings.js';
import { transactions } from './transactions.js';
import { zsets } from './zsets.js';

/**
 * The groups of commands that random sequences are made of. A new family of commands is one more file, with a
 * declaration for each command, and one more line here.
 */
export const groups = {
  strings,
  geo,
  hyperloglogs,
  bitmaps,
  keys,
  typedScan,
  lists,
  handovers,
  hashes,
  sorting,
  sets,
  zsets,
  streams,
  arrivals,
  connection,
  handshake,
  identity,
  muting,
  transactions,
  pubsub,
  server,
} as const;

/** Groups, and how often each comes. */
export type Mixture = readonly (readonly [group: readonly CommandGenerator[], weight: number])[];

/** What random sequences are about: a name, its groups, and steps to begin with. */
export interface Scenario {
  readonly name: string;
  readonly mixture: Mixture;
  readonly preamble: readonly string[];
  /** How many connections there are (default: 2). */
  readonly connections?: number;
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'strings and keys',
    mixture: [
      [groups.strings, 60],
      [groups.keys, 40],
      [groups.typedScan, 1],
    ],
    preamble: [],
  },
  {
    name: 'sets and sorted sets',
    mixture: [
      [groups.sets, 5],
      [groups.zsets, 8],
      [groups.keys, 2],
    ],
    preamble: [],
  },
  {
    name: 'bitmaps',
    mixture: [
      [groups.bitmaps, 10],
      [groups.strings, 4],
      [groups.keys, 2],
    ],
    preamble: [],
  },
  {
    name: 'lists and hashes',
    mixture: [
      [groups.lists, 35],
      [groups.hashes, 35],
      [groups.strings, 5],
      [groups.keys, 15],
      [groups.sorting, 5],
      [groups.typedScan, 1],
    ],
    preamble: [],
  },
  {
    name: 'waiting for lists and sorted sets',
    mixture: [[groups.handovers, 1]],
    preamble: [],
    connections: 4,
  },
  {
    name: 'streams',
    mixture: [
      [groups.streams, 20],
      [groups.keys, 3],
      [groups.strings, 1],
    ],
    preamble: ['CONFIG SET stream-node-max-entries 3'],
  },
  {
    name: 'waiting for streams',
    mixture: [[groups.arrivals, 1]],
    preamble: [],
    connections: 4,
  },
  {
    name: 'HyperLogLogs',
    mixture: [
      [groups.hyperloglogs, 10],
      [groups.strings, 2],
      [groups.bitmaps, 1],
      [groups.keys, 1],
    ],
    preamble: [],
  },
  {
    name: 'positions',
    mixture: [
      [groups.geo, 10],
      [groups.zsets, 1],
      [groups.keys, 1],
    ],
    preamble: [],
  },
  {
    name: 'connections',
    mixture: [
      [groups.connection, 10],
      [groups.handshake, 1],
      [groups.identity, 2],
      [groups.strings, 3],
    ],
    preamble: [],
  },
  {
    // Nobody can tell when a command without a reply has run: one connection keeps the order.
    name: 'a muted connection',
    mixture: [
      [groups.connection, 10],
      [groups.handshake, 1],
      [groups.identity, 2],
      [groups.muting, 1],
      [groups.strings, 3],
    ],
    preamble: [],
    connections: 1,
  },
  {
    name: 'transactions on two connections',
    mixture: [
      [groups.strings, 8],
      [groups.keys, 8],
      [groups.lists, 5],
      [groups.hashes, 5],
      [groups.sets, 4],
      [groups.zsets, 6],
      [groups.streams, 4],
      [groups.sorting, 1],
      [groups.bitmaps, 3],
      [groups.hyperloglogs, 1],
      [groups.geo, 3],
      [groups.transactions, 5],
      [groups.connection, 2],
      [groups.identity, 1],
    ],
    preamble: [],
  },
  {
    name: 'keyspace notifications',
    mixture: [
      [groups.strings, 8],
      [groups.keys, 8],
      [groups.lists, 5],
      [groups.hashes, 5],
      [groups.sets, 4],
      [groups.zsets, 6],
      [groups.bitmaps, 3],
      [groups.hyperloglogs, 1],
      [groups.geo, 3],
      [groups.transactions, 2],
      [groups.connection, 1],
      [groups.server, 1],
    ],
    preamble: ['CONFIG SET notify-keyspace-events KEg$lshzxedmn', '3> PSUBSCRIBE __key*'],
  },
  {
    // Apart, because 7.0 forgets the class of new keys when a mistake meets all others.
    name: 'keyspace notifications of streams',
    mixture: [
      [groups.streams, 10],
      [groups.keys, 4],
      [groups.transactions, 1],
    ],
    preamble: ['CONFIG SET notify-keyspace-events KEg$lshzxetdmn', '3> PSUBSCRIBE __key*'],
  },
  {
    name: 'pub/sub',
    mixture: [
      [groups.pubsub, 10],
      [groups.connection, 1],
      [groups.transactions, 1],
    ],
    preamble: [],
  },
];
