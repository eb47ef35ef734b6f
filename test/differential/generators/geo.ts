import {
  all,
  command,
  either,
  integer,
  key,
  oneOf,
  option,
  options,
  times,
  word,
  words,
  type Argument,
} from './arguments.js';

/** So few that Redis sorts all of them with a sort that keeps equals in order. */
const member = oneOf('a', 'b', 'c', 'd', 'e', '\0\xff');
const ODD_DEGREES = words(
  '180 -180 85.05112878 -85.05112878 85.05112879 181 inf nan x 0x10 1e-300',
);
const degrees =
  (limit: number): Argument =>
  (dice) => [
    dice.once(12)
      ? dice.pick(ODD_DEGREES)
      : String((dice.below(2 * limit * 1000) - limit * 1000) / (dice.once(2) ? 1000 : 100_000)),
  ];
const position = all(degrees(180), degrees(85));
const ODD_DISTANCES = ['0', '-1', 'x', '', 'inf', '1e400', '1e300', '0.001'];
const distance: Argument = (dice) => [
  dice.once(12)
    ? dice.pick(ODD_DISTANCES)
    : String(dice.pick([1, 10, 100, 1000, 10_000, 100_000]) * (1 + dice.below(40))),
];
const unit = oneOf(...words('m m km km ft mi KM Mi x'));
const count = option('COUNT', integer);
const order = either(word('ASC'), word('DESC'));
const extras = [word('WITHCOORD'), word('WITHDIST'), word('WITHHASH')];
const from = either(option('FROMMEMBER', member), option('FROMLONLAT', position));
const by = either(option('BYRADIUS', distance, unit), option('BYBOX', distance, distance, unit));
/** No STOREDIST: the last bit of a distance is up to the C library, and a score shows it. */
const store = option('STORE', key);

/** The commands on positions, and a look at their scores. */
export const geo = [
  command(
    'GEOADD',
    [key, options(2, word('NX'), word('XX'), word('CH')), times(1, 4, all(position, member))],
    8,
  ),
  command('GEODIST', [key, member, member, options(1, unit)], 2),
  command('GEOHASH', [key, times(0, 3, member)]),
  command('GEOPOS', [key, times(0, 3, member)]),
  command('GEOSEARCH', [key, from, by, options(5, order, count, word('ANY'), ...extras)], 6),
  command('GEOSEARCHSTORE', [key, key, from, by, options(3, order, count, word('ANY'))], 2),
  command('GEORADIUS', [key, position, distance, unit, options(4, order, count, ...extras)]),
  command('GEORADIUS', [key, position, distance, unit, options(2, order, count, store)]),
  command('GEORADIUS_RO', [key, position, distance, unit, options(4, order, count, ...extras)]),
  command('GEORADIUSBYMEMBER', [key, member, distance, unit, options(3, order, count, ...extras)]),
  command('GEORADIUSBYMEMBER', [key, member, distance, unit, options(2, order, count, store)]),
  command('GEORADIUSBYMEMBER_RO', [key, member, distance, unit, options(3, order, count)]),
  command('ZRANGE', [key, oneOf('0'), oneOf('-1'), oneOf('WITHSCORES')], 3),
];
