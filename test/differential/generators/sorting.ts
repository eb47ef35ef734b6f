import {
  all,
  command,
  either,
  integer,
  key,
  maybe,
  oneOf,
  option,
  options,
  times,
  word,
  words,
} from './arguments.js';

const by = oneOf(...words('key:* * *->f key:*->g ? #'), '', '*\0');
const get = times(0, 3, option('GET', either(oneOf('#'), by)));
const limit = option('LIMIT', integer, integer);
const order = either(word('ASC'), word('DESC'));

/**
 * SORT where its answer is certain: what is stored has an order of its own by bytes, or that of the key. Elsewhere
 * the order among equals is left open.
 */
export const sorting = [
  command('SORT', [key, word('ALPHA'), options(2, limit, order), get, option('STORE', key)], 3),
  command('SORT', [
    key,
    option('BY', oneOf('none')),
    options(2, limit, order),
    get,
    option('STORE', key),
  ]),
  ...['SORT', 'SORT_RO'].map((name) =>
    command(name, [key, maybe(option('BY', by)), options(2, order, word('ALPHA')), get]),
  ),
  command('SORT', [key, either(oneOf('LIMIT', 'BY', 'x'), all(word('LIMIT'), integer))]),
  command('SORT_RO', [key, option('STORE', key)]),
];
