import { key, oneOf, rest, string, token, type ArgDoc, type RestArg } from '../args.js';
import type { Bytes } from '../../bytes.js';
import { command, type KeySpec } from '../spec.js';
import { unitArg, unitDoc } from './arguments.js';
import { georadius, georadiusByMember, geosearch } from './search.js';

const orderDoc = oneOf('order', [token('ASC'), token('DESC')], { optional: true });
const countDoc = (anySince?: string): ArgDoc => ({
  name: 'count-block',
  type: 'block',
  optional: true,
  arguments: [
    { name: 'count', type: 'integer', token: 'COUNT' },
    token('ANY', { optional: true, ...(anySince === undefined ? {} : { since: anySince }) }),
  ],
});
const withDocs: readonly ArgDoc[] = ['WITHCOORD', 'WITHDIST', 'WITHHASH'].map((word) =>
  token(word, { optional: true }),
);
const areaDocs: readonly ArgDoc[] = [
  oneOf('from', [
    { name: 'member', type: 'string', token: 'FROMMEMBER' },
    {
      name: 'fromlonlat',
      type: 'block',
      token: 'FROMLONLAT',
      arguments: [
        { name: 'longitude', type: 'double' },
        { name: 'latitude', type: 'double' },
      ],
    },
  ]),
  oneOf('by', [
    {
      name: 'circle',
      type: 'block',
      arguments: [{ name: 'radius', type: 'double', token: 'BYRADIUS' }, unitDoc],
    },
    {
      name: 'box',
      type: 'block',
      arguments: [
        { name: 'width', type: 'double', token: 'BYBOX' },
        { name: 'height', type: 'double' },
        unitDoc,
      ],
    },
  ]),
  orderDoc,
  countDoc(),
];
const storeDoc = oneOf(
  'store',
  [
    { name: 'storekey', type: 'key', token: 'STORE' },
    { name: 'storedistkey', type: 'key', token: 'STOREDIST' },
  ],
  { optional: true },
);

/** The words behind the others; what they mean depends on the sorted set. */
function words(docs: readonly ArgDoc[], min: number): RestArg<readonly Bytes[]> {
  return rest(docs, min, (argv, at) => argv.slice(at));
}

const SEARCH_COMPLEXITY =
  'O(N+log(M)) where N is the number of members in the cells that cover the area and M the number of all';

const search = command({
  name: 'GEOSEARCH',
  since: '6.2.0',
  group: 'geo',
  summary: 'Answers the members within a circle or a box.',
  complexity: SEARCH_COMPLEXITY,
  flags: ['readonly'],
  categories: ['@geo'],
  args: [key('key', ['RO', 'access']), words([...areaDocs, ...withDocs], 5)],
  execute: (context) => geosearch(context, 'GEOSEARCH'),
});

const searchStore = command({
  name: 'GEOSEARCHSTORE',
  since: '6.2.0',
  group: 'geo',
  summary: 'Stores the members within a circle or a box under a key.',
  complexity: SEARCH_COMPLEXITY,
  flags: ['write', 'denyoom'],
  categories: ['@geo'],
  args: [
    key('destination', ['OW', 'update']),
    key('source', ['RO', 'access']),
    words([...areaDocs, token('STOREDIST', { optional: true })], 5),
  ],
  execute: (context) => geosearch(context, 'GEOSEARCHSTORE'),
});

/** The keys of a command that can store: the source, and what follows STORE or STOREDIST. */
function storingKeySpecs(startFrom: number): readonly KeySpec[] {
  const find = { lastKey: 0, step: 1, limit: 0 };
  return [
    { flags: ['RO', 'access'], begin: { index: 1 }, find },
    ...['STORE', 'STOREDIST'].map((keyword): KeySpec => ({
      flags: ['OW', 'update'],
      begin: { keyword, startFrom },
      find,
    })),
  ];
}

const RADIUS_FACTS = {
  group: 'geo',
  complexity: SEARCH_COMPLEXITY,
  categories: ['@geo'],
  deprecatedSince: '6.2.0',
} as const;
const WRITING = ['write', 'denyoom', 'movablekeys'] as const;

const lonLatArgs = [
  key('key', ['RO', 'access']),
  string('longitude', 'double'),
  string('latitude', 'double'),
  string('radius', 'double'),
  unitArg,
] as const;
const lonLatDocs = [...withDocs, countDoc('6.2.0'), orderDoc];

const radius = command({
  ...RADIUS_FACTS,
  name: 'GEORADIUS',
  since: '3.2.0',
  summary: 'Answers or stores the members around a place.',
  flags: WRITING,
  replacedBy: '`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument',
  args: [...lonLatArgs, words([...lonLatDocs, storeDoc], 0)],
  keySpecs: storingKeySpecs(6),
  execute: (context) => georadius(context, 'GEORADIUS'),
});

const radiusRo = command({
  ...RADIUS_FACTS,
  name: 'GEORADIUS_RO',
  since: '3.2.10',
  summary: 'Answers the members around a place.',
  flags: ['readonly'],
  replacedBy: '`GEOSEARCH` with the `BYRADIUS` argument',
  args: [...lonLatArgs, words(lonLatDocs, 0)],
  execute: (context) => georadius(context, 'GEORADIUS_RO'),
});

const memberArgs = [
  key('key', ['RO', 'access']),
  string('member'),
  string('radius', 'double'),
  unitArg,
] as const;
const memberDocs = [...withDocs, countDoc(), orderDoc];

const radiusByMember = command({
  ...RADIUS_FACTS,
  name: 'GEORADIUSBYMEMBER',
  since: '3.2.0',
  summary: 'Answers or stores the members around a member.',
  flags: WRITING,
  replacedBy: '`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments',
  args: [...memberArgs, words([...memberDocs, storeDoc], 0)],
  keySpecs: storingKeySpecs(5),
  execute: (context) => georadiusByMember(context, 'GEORADIUS'),
});

const radiusByMemberRo = command({
  ...RADIUS_FACTS,
  name: 'GEORADIUSBYMEMBER_RO',
  since: '3.2.10',
  summary: 'Answers the members around a member.',
  flags: ['readonly'],
  replacedBy: '`GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments',
  args: [...memberArgs, words(memberDocs, 0)],
  execute: (context) => georadiusByMember(context, 'GEORADIUS_RO'),
});

export const searchCommands = [
  search,
  searchStore,
  radius,
  radiusRo,
  radiusByMember,
  radiusByMemberRo,
];
