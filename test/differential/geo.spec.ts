import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../lib/engine/engine.js';
import { below, SeededRandom, type Random } from '../../lib/engine/random.js';
import type { Reply } from '../../lib/engine/reply.js';
import { EngineClient } from '../support/engine-client.js';
import { describeDifferential, differentialTable } from './harness/table.js';

const CITIES =
  'GEOADD G 13.361389 38.115556 Palermo 15.087269 37.502669 Catania 2.349014 48.864716 Paris -0.127758 51.507351 London 13.404954 52.520008 Berlin 12.496366 41.902782 Rome -74.005974 40.712776 "New York" 139.691711 35.689487 Tokyo 151.20699 -33.867487 Sydney -43.172897 -22.906847 Rio 18.423300 -33.918861 "Cape Town" -149.900284 61.218056 Anchorage 24.945831 60.192059 Helsinki 25.721 66.503 Rovaniemi 15.6333 78.2232 Longyearbyen 178.441895 -18.141600 Suva -175.201808 -21.139342 Nukualofa';

differentialTable('GEOADD', [
  'GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania',
  'ZRANGE g 0 -1 WITHSCORES',
  'OBJECT ENCODING g',
  'GEOADD g 13.361389 38.115556 Palermo',
  'GEOADD g 13.4 38.1 Palermo 1 1 one',
  'GEOADD g CH 13.5 38.1 Palermo 2 2 two',
  'GEOADD g NX 10 10 Palermo 3 3 three',
  'GEOADD g XX 10 10 Palermo 4 4 four',
  'GEOADD g xx ch 11 11 Palermo 4 4 four',
  'GEOADD g NX CH 11 11 Palermo 4 4 four',
  'GEOADD g CH CH NX NX 5 5 five',
  'GEOADD g NX XX 1 1 x',
  'GEOADD g NX XX CH',
  'GEOADD g NX NX NX',
  'GEOADD g NX 1 1',
  'GEOADD g GT 1 1 x',
  'GEOADD g 1 1 x 2 2',
  'GEOADD g 1 1',
  'GEOADD g',
  'GEOADD g 1 x y',
  'GEOADD g x 1 y',
  'GEOADD g nan 1 y',
  'GEOADD g 1 "" y',
  'GEOADD g " 1" 1 y',
  'GEOADD g 0x10 1e1 hex',
  'GEOADD g 180.0001 0 y',
  'GEOADD g -180.0001 0 y',
  'GEOADD g 0 85.0511288 y',
  'GEOADD g 0 -85.05112879 y',
  'GEOADD g 200.0078125 -90.0234375 y',
  'GEOADD g 1e300 inf y',
  'GEOADD g -inf -0.0000001 y',
  'GEOADD g -1e22 -0 y',
  'GEOADD g 1 1 ok 200 1 y',
  'ZSCORE g ok',
  'GEOADD edge 180 85.05112878 ne -180 -85.05112878 sw 180 -85.05112878 se -180 85.05112878 nw 0 0 zero',
  'ZRANGE edge 0 -1 WITHSCORES',
  'GEOPOS edge ne sw se nw zero',
  'GEOHASH edge ne sw se nw zero',
  'GEOADD none XX 1 1 x',
  'EXISTS none',
  'SET s x',
  'GEOADD s 1 1 x',
  'GEOADD s 200 1 x',
  'GEOADD s NX XX 1 1 x',
  'CONFIG SET zset-max-listpack-value 4',
  'GEOADD l1 1 1 x',
  'OBJECT ENCODING l1',
  'GEOADD l1 1 1 longer',
  'OBJECT ENCODING l1',
  'GEOADD l2 1 1 longer',
  'OBJECT ENCODING l2',
  'CONFIG SET zset-max-listpack-value 64',
  'CONFIG SET zset-max-listpack-entries 2',
  'GEOADD l3 1 1 a 2 2 b',
  'OBJECT ENCODING l3',
  'GEOADD l3 3 3 c',
  'OBJECT ENCODING l3',
  'GEOSEARCHSTORE l4 l3 FROMLONLAT 0 0 BYRADIUS 250 km',
  'OBJECT ENCODING l4',
  'GEOSEARCHSTORE l4 l3 FROMLONLAT 0 0 BYRADIUS 2500 km',
  'OBJECT ENCODING l4',
  'CONFIG SET zset-max-listpack-entries 128',
]);

differentialTable('GEOPOS, GEOHASH and GEODIST', [
  CITIES,
  'GEOPOS G Palermo none Tokyo',
  'GEOPOS G',
  'GEOPOS none a b',
  'GEOPOS none',
  'GEOPOS',
  'GEOHASH G Palermo none Tokyo Suva Rio Anchorage',
  'GEOHASH G',
  'GEOHASH none a b',
  'GEOHASH',
  'GEODIST G Palermo Catania',
  ...['m', 'km', 'ft', 'mi', 'KM', 'Mi'].flatMap((unit) => [
    `GEODIST G Palermo Catania ${unit}`,
    `GEODIST G Tokyo Rio ${unit}`,
    `GEODIST G Suva Nukualofa ${unit}`,
  ]),
  'GEODIST G Palermo Palermo',
  'GEODIST G Palermo none',
  'GEODIST G none Palermo',
  'GEODIST none a b',
  'GEODIST none a b x',
  'GEODIST G Palermo Catania cm',
  'GEODIST G Palermo Catania ""',
  'GEODIST G Palermo none cm',
  'GEODIST G Palermo Catania km x',
  'GEODIST G Palermo',
  'SET s x',
  'GEOPOS s a',
  'GEOPOS s',
  'GEOHASH s a',
  'GEODIST s a b',
  'GEODIST s a b cm',
  // Scores that no position has.
  'ZADD odd -1 minus 1.5 half 0 zero 4503599627370496 top 1e16 beyond 9.3e18 huge 1.9e19 larger 1e300 vast -1e300 vastly inf inf -inf -inf 9007199254740993 odd',
  'GEOPOS odd minus half zero top beyond huge larger vast vastly inf -inf odd',
  'GEOHASH odd minus half zero top beyond huge larger vast vastly inf -inf odd',
  'GEODIST odd minus half',
  'GEODIST odd top vast',
  'GEOSEARCH odd FROMLONLAT 0 0 BYRADIUS 30000 km WITHHASH WITHCOORD WITHDIST',
  'GEORADIUS odd 0 0 30000 km WITHHASH',
  'GEORADIUS odd -180 -85 100 km WITHHASH',
  'GEOSEARCH odd FROMMEMBER minus BYRADIUS 1 m WITHHASH',
  'GEOSEARCH odd FROMMEMBER vast BYBOX 1 1 m WITHHASH',
]);

const CENTERS = ['15 37', '0 0', '180 0', '-180 -60', '20 84', '-150 70', '100 -85'];
const DISTANCES = ['0', '1', '200', '1000', '3000', '5000', '10000', '30000'];

differentialTable('GEOSEARCH by circles and boxes', [
  CITIES,
  ...CENTERS.flatMap((center) =>
    DISTANCES.flatMap((distance) => [
      `GEOSEARCH G FROMLONLAT ${center} BYRADIUS ${distance} km`,
      `GEOSEARCH G FROMLONLAT ${center} BYRADIUS ${distance} km ASC WITHDIST WITHCOORD WITHHASH`,
      `GEOSEARCH G FROMLONLAT ${center} BYBOX ${distance} 2000 km WITHDIST`,
      `GEOSEARCH G FROMLONLAT ${center} BYBOX 4000 ${distance} km DESC`,
      `GEORADIUS G ${center} ${distance} km WITHDIST`,
    ]),
  ),
  ...['Palermo', 'Longyearbyen', 'Suva', 'Nukualofa', 'Sydney'].flatMap((member) =>
    DISTANCES.flatMap((distance) => [
      `GEOSEARCH G FROMMEMBER ${member} BYRADIUS ${distance} mi WITHDIST`,
      `GEOSEARCH G FROMMEMBER ${member} BYBOX ${distance} ${distance} mi ASC`,
      `GEORADIUSBYMEMBER G ${member} ${distance} mi WITHDIST`,
    ]),
  ),
]);

differentialTable('the options of GEOSEARCH', [
  CITIES,
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 200 km',
  'geosearch G byradius 200 KM fromlonlat 15 37 asc',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 200 km DESC WITHDIST',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 200 km ASC DESC',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km COUNT 2',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km COUNT 2 DESC',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km COUNT 2 ANY',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km ANY COUNT 3 ASC WITHDIST',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km COUNT 100 ANY',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km COUNT 1 COUNT 3',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km COUNT 9223372036854775807',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km WITHCOORD',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km WITHHASH',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 2000 km WITHHASH WITHHASH WITHDIST',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 200 ft',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS inf km COUNT 3',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX inf inf km COUNT 3',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX inf 10 km COUNT 3',
  'GEOSEARCH G FROMLONLAT 0 0 FROMLONLAT 15 37 BYRADIUS 200 km',
  'GEOSEARCH G FROMMEMBER Rome FROMMEMBER Paris BYRADIUS 200 km BYRADIUS 500 km',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX 1 1 m BYBOX 500 500 km',
  'GEOSEARCH none FROMMEMBER x BYRADIUS 200 km',
  'GEOSEARCH none FROMLONLAT 15 37 BYRADIUS 200 km WITHDIST',
  // Errors, and which comes first.
  'GEOSEARCH G FROMMEMBER x BYRADIUS 200 km',
  'GEOSEARCH G FROMMEMBER x BYRADIUS x km',
  'GEOSEARCH G BYRADIUS x km FROMMEMBER x',
  'GEOSEARCH G FROMLONLAT x 37 BYRADIUS 200 km',
  'GEOSEARCH G FROMLONLAT 15 x BYRADIUS 200 km',
  'GEOSEARCH G FROMLONLAT 181 37 BYRADIUS 200 km',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS x km',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS -1 x',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS x x',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 1 x',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX x y z',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX 1 y z',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX -1 y z',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX 1 -1 z',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX -1 1 km',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX 1 1 z',
  'GEOSEARCH G FROMLONLAT 15 37 BYBOX 1 1',
  'GEOSEARCH G FROMLONLAT 15 37 BYRADIUS 200',
  'GEOSEARCH G FROMLONLAT 15 37 FROMMEMBER Rome BYRADIUS 200 km',
  'GEOSEARCH G FROMMEMBER Rome FROMLONLAT 15 37 BYRADIUS 200 km',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km BYBOX 1 1 km',
  'GEOSEARCH G FROMMEMBER Rome BYBOX 1 1 km BYRADIUS 200 km',
  'GEOSEARCH G BYRADIUS 200 km ASC DESC',
  'GeoSearch G FROMMEMBER Rome ASC DESC WITHDIST',
  'GEOSEARCH G ASC ASC ASC ASC ASC',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km ANY',
  'GEOSEARCH G FROMMEMBER Rome ANY ANY ANY',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km COUNT 0',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km COUNT -1',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km COUNT x',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km COUNT',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km STORE d',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km STOREDIST d',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km STOREDIST',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km FOO',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS 200 km FROMMEMBER',
  'GEOSEARCH G FROMMEMBER Rome BYRADIUS',
  'GEOSEARCH none FROMMEMBER x BYRADIUS 200 km FOO',
  'GEOSEARCH none FROMMEMBER x ASC ASC ASC',
  'SET s x',
  'GEOSEARCH s FROMMEMBER x BYRADIUS 200 km',
  'GEOSEARCH s FOO FOO FOO FOO FOO',
]);

differentialTable('GEOSEARCHSTORE', [
  CITIES,
  'GEOSEARCHSTORE d G FROMLONLAT 15 37 BYRADIUS 2000 km',
  'ZRANGE d 0 -1 WITHSCORES',
  'OBJECT ENCODING d',
  'GEOSEARCHSTORE d G FROMLONLAT 15 37 BYRADIUS 2000 km STOREDIST',
  'ZRANGE d 0 -1',
  'GEOSEARCHSTORE d G FROMLONLAT 15 37 BYBOX 500 500 km ASC COUNT 1',
  'ZRANGE d 0 -1 WITHSCORES',
  'GEOSEARCHSTORE G G FROMLONLAT 15 37 BYRADIUS 5000 km',
  'ZCARD G',
  'SET t x EX 100',
  'GEOSEARCHSTORE t G FROMMEMBER Rome BYRADIUS 0 km',
  'TTL t',
  'ZRANGE t 0 -1 WITHSCORES',
  'GEOSEARCHSTORE t G FROMLONLAT -100 -50 BYRADIUS 1 km',
  'EXISTS t',
  'SET t x',
  'GEOSEARCHSTORE t none FROMLONLAT 15 37 BYRADIUS 1 km',
  'EXISTS t',
  'GEOSEARCHSTORE t none FROMMEMBER x BYRADIUS 1 km',
  'GEOSEARCHSTORE d G FROMMEMBER x BYRADIUS 1 km',
  'GEOSEARCHSTORE d G FROMMEMBER Rome BYRADIUS 1 km WITHDIST',
  'GEOSEARCHSTORE d G FROMMEMBER Rome WITHHASH WITHCOORD ANY',
  'GEOSEARCHSTORE d G FROMMEMBER Rome ASC ASC ASC',
  'GEOSEARCHSTORE d G BYRADIUS 1 km STOREDIST STOREDIST',
  'GEOSEARCHSTORE d G FROMMEMBER Rome BYRADIUS 1 km STORE x',
  'GEOSEARCHSTORE d G FROMMEMBER Rome BYRADIUS 1 km ANY',
  'GEOSEARCHSTORE d G FROMMEMBER Rome BYRADIUS 1 km COUNT 1 ANY STOREDIST',
  'GEOSEARCHSTORE d G FROMMEMBER Rome BYRADIUS',
  'SET s x',
  'GEOSEARCHSTORE d s FROMMEMBER Rome BYRADIUS 1 km',
  'GEOSEARCHSTORE d s FROMMEMBER Rome BYRADIUS 1 km FOO',
  'ZRANGE d 0 -1 WITHSCORES',
]);

const RADIUS_COMMANDS = ['GEORADIUS G 15 37', 'GEORADIUS_RO G 15 37'];
const MEMBER_COMMANDS = ['GEORADIUSBYMEMBER G Rome', 'GEORADIUSBYMEMBER_RO G Rome'];

differentialTable('GEORADIUS and its family', [
  CITIES,
  ...[...RADIUS_COMMANDS, ...MEMBER_COMMANDS].flatMap((beginning) => [
    `${beginning} 2000 km`,
    `${beginning} 2000 km WITHCOORD WITHDIST WITHHASH ASC`,
    `${beginning} 2000 km DESC COUNT 2 WITHDIST`,
    `${beginning} 2000 km COUNT 2 ANY`,
    `${beginning} 2000 km ANY`,
    `${beginning} 2000 km COUNT 0`,
    `${beginning} 2000 km COUNT x`,
    `${beginning} 2000 km COUNT`,
    `${beginning} 2000 mi`,
    `${beginning} 2000 x`,
    `${beginning} -2000 x`,
    `${beginning} x x`,
    `${beginning} 2000`,
    `${beginning} 2000 km FOO`,
    `${beginning} 2000 km FROMMEMBER Rome`,
    `${beginning} 2000 km BYRADIUS 1 km`,
    `${beginning} 2000 km STORE d`,
    'ZRANGE d 0 -1 WITHSCORES',
    `${beginning} 2000 km STOREDIST d COUNT 3`,
    'ZRANGE d 0 -1',
    `${beginning} 2000 km STORE d STOREDIST e`,
    'ZRANGE e 0 -1',
    `${beginning} 2000 km STORE`,
    `${beginning} 2000 km STOREDIST`,
    `${beginning} 2000 km STORE d WITHDIST`,
    `${beginning} 2000 km STORE d ANY WITHHASH`,
    `${beginning} 0 m STORE d`,
    'EXISTS d',
    'DEL d e',
  ]),
  'GEORADIUS G x 37 x x',
  'GEORADIUS G 15 91 x x',
  'GEORADIUS G 15 37 1',
  'GEORADIUS none 15 37 1 km',
  'GEORADIUS none 15 91 1 km',
  'GEORADIUS none 15 37 1 x',
  'GEORADIUS none 15 37 1 km FOO',
  'SET d x',
  'GEORADIUS none 15 37 1 km STORE d',
  'EXISTS d',
  'GEORADIUS none 15 37 1 km STORE d WITHDIST',
  'GEORADIUSBYMEMBER none x 1 km',
  'GEORADIUSBYMEMBER none x -1 x',
  'GEORADIUSBYMEMBER none x 1 km FOO',
  'SET d x',
  'GEORADIUSBYMEMBER none x 1 km STORE d',
  'EXISTS d',
  'GEORADIUSBYMEMBER G x 1 km',
  'GEORADIUSBYMEMBER G x -1 x FOO',
  'GEORADIUSBYMEMBER_RO G x 1 km',
  'SET s x',
  'GEORADIUS s 15 37 1 km',
  'GEORADIUS s x 37 1 km',
  'GEORADIUSBYMEMBER s x 1 km',
  'COMMAND GETKEYSANDFLAGS GEORADIUS G 15 37 1 km STORE d',
  'COMMAND GETKEYSANDFLAGS GEORADIUS G 15 37 1 km ASC storedist d STORE e',
  'COMMAND GETKEYSANDFLAGS GEORADIUS G 15 37 1 km',
  'COMMAND GETKEYSANDFLAGS GEORADIUS G 15 37 1 km STORE',
  'COMMAND GETKEYSANDFLAGS GEORADIUSBYMEMBER G m 1 km STORE d',
  'COMMAND GETKEYSANDFLAGS GEORADIUSBYMEMBER_RO G m 1 km STORE d',
  'COMMAND GETKEYSANDFLAGS GEOSEARCHSTORE d G FROMMEMBER m BYRADIUS 1 km',
  'COMMAND GETKEYSANDFLAGS GEOADD G 1 1 m',
]);

for (const classes of ['KEA', 'KEAnm']) {
  differentialTable(`events of positions with ${classes}`, [
    `CONFIG SET notify-keyspace-events ${classes}`,
    '2> PSUBSCRIBE __key*',
    'GEOADD g 1 1 a 2 2 b',
    'GEOADD g 1 1 a',
    'GEOADD g CH 3 3 a',
    'GEOADD g XX 3 3 c',
    'GEOADD none XX 3 3 c',
    'GEOPOS none a',
    'GEOHASH none a',
    'GEODIST none a b',
    'GEOSEARCH none FROMMEMBER a BYRADIUS 1 km',
    'GEOSEARCH g FROMMEMBER a BYRADIUS 1 km',
    'GEOSEARCHSTORE d g FROMLONLAT 1 1 BYRADIUS 1000 km',
    'GEOSEARCHSTORE d g FROMLONLAT 1 1 BYRADIUS 1000 km STOREDIST',
    'GEOSEARCHSTORE d g FROMLONLAT -50 1 BYRADIUS 1 km',
    'GEOSEARCHSTORE d g FROMLONLAT -50 1 BYRADIUS 1 km',
    'GEOSEARCHSTORE d none FROMLONLAT -50 1 BYRADIUS 1 km',
    'SET d x',
    'GEOSEARCHSTORE d none FROMLONLAT -50 1 BYRADIUS 1 km',
    'GEORADIUS g 1 1 1000 km STORE d',
    'GEORADIUS g -50 1 1 km STORE d',
    'GEORADIUSBYMEMBER g a 1000 km STOREDIST d',
    'GEORADIUSBYMEMBER none a 1000 km STOREDIST d',
  ]);
}

const SEED = 5;
const MEMBERS = 3000;
const SEARCHES = 400;
const PAIRS = 3000;

class Places {
  constructor(private readonly random: Random) {}

  /** Uniform, but near the poles and the date line more often. */
  position(): [string, string] {
    const { random } = this;
    const unit = (): number => random.uint32() / 2 ** 32;
    const crowded = below(random, 4) === 0;
    const longitude = crowded ? (unit() < 0.5 ? -180 : 170) + 10 * unit() : 360 * unit() - 180;
    const latitude = 170 * unit() - 85;
    return [longitude.toFixed(6), latitude.toFixed(6)];
  }

  member(): string {
    return `m${below(this.random, MEMBERS)}`;
  }

  search(): string[] {
    const { random } = this;
    const pick = <T>(choices: readonly T[]): T => choices[below(random, choices.length)]!;
    const length = (): string => String(pick([1, 10, 100, 1000, 5000]) * (1 + below(random, 9)));
    return [
      ...['GEOSEARCH', 'G'],
      ...(below(random, 2) ? ['FROMMEMBER', this.member()] : ['FROMLONLAT', ...this.position()]),
      ...(below(random, 2) ? ['BYRADIUS', length()] : ['BYBOX', length(), length()]),
      pick(['km', 'mi', 'm']),
      ...pick([[], ['ASC'], ['DESC'], ['ASC', 'COUNT', '10'], ['COUNT', '7', 'ANY']]),
      ...['WITHDIST', 'WITHHASH', 'WITHCOORD'],
    ];
  }
}

describeDifferential('thousands of random positions', (server) => {
  async function bothSides(commands: string[][]): Promise<[Reply[], Reply[]]> {
    const theirs = await server().connect();
    const ours = await EngineClient.connect(new InMemoryCache());
    try {
      await theirs.call('FLUSHALL');
      return [await ours.pipeline(commands), await theirs.pipeline(commands)];
    } finally {
      await theirs.close();
      await ours.close();
    }
  }

  /** The first command that was answered differently. */
  function difference(commands: string[][], [ours, theirs]: [Reply[], Reply[]]): unknown {
    const at = ours.findIndex((reply, i) => JSON.stringify(reply) !== JSON.stringify(theirs[i]));
    return at < 0 ? undefined : { command: commands[at], ours: ours[at], theirs: theirs[at] };
  }

  const adding = (places: Places): string[][] =>
    Array.from({ length: MEMBERS }, (_, i) => ['GEOADD', 'G', ...places.position(), `m${i}`]);

  it('are found, ordered and spelled as Redis does', async () => {
    const places = new Places(new SeededRandom(SEED));
    const commands = [
      ...adding(places),
      ...Array.from({ length: SEARCHES }, () => places.search()),
    ];
    expect(difference(commands, await bothSides(commands))).toBeUndefined();
  }, 60_000);

  it('are as far from each other as Redis says', async () => {
    const places = new Places(new SeededRandom(SEED + 1));
    const commands = [
      ...adding(places),
      ...Array.from({ length: PAIRS }, () => ['GEODIST', 'G', places.member(), places.member()]),
      ...Array.from({ length: PAIRS }, () => ['GEOPOS', 'G', places.member()]),
      ...Array.from({ length: PAIRS }, () => ['GEOHASH', 'G', places.member()]),
    ];
    expect(difference(commands, await bothSides(commands))).toBeUndefined();
  }, 60_000);

  // The C library does not promise the last of the 53 bits of a sine; hardly ever is it another one.
  it('have stored distances with the same bits', async () => {
    const places = new Places(new SeededRandom(SEED + 2));
    const commands = [
      ...adding(places),
      ...['0', '60', '-80'].flatMap((latitude) => [
        [
          'GEOSEARCHSTORE',
          'D',
          'G',
          'FROMLONLAT',
          '10',
          latitude,
          'BYRADIUS',
          '30000',
          'km',
          'STOREDIST',
        ],
        ['ZRANGE', 'D', '0', '-1', 'WITHSCORES'],
      ]),
    ];
    const [ours, theirs] = await bothSides(commands);
    let different = 0;
    for (let i = MEMBERS + 1; i < commands.length; i += 2) {
      const expected = scores(theirs[i]!);
      for (const [member, score] of scores(ours[i]!)) {
        const other = expected.get(member)!;
        expect(Math.abs(score - other)).toBeLessThanOrEqual(4 * Number.EPSILON * other);
        if (score !== other) different++;
      }
      expect(expected.size).toBe(MEMBERS);
    }
    expect(different).toBeLessThan(MEMBERS * 3 * 0.02);
  }, 60_000);
});

/** Members and scores as ZRANGE answers them on RESP2. */
function scores(reply: Reply): Map<string, number> {
  const flat = reply as readonly string[];
  const pairs = Array.from({ length: flat.length / 2 }, (_, i) => {
    return [flat[2 * i]!, Number(flat[2 * i + 1])] as const;
  });
  return new Map(pairs);
}
