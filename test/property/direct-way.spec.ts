import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redis, type ChainableCommander, type RedisOptions } from 'ioredis';
import { directCommands } from '../../lib/client/direct-command.js';
import { ConnectionManager, embeddedConnector, InMemoryCache } from '../../lib/index.js';
import { ManualClock } from '../../lib/testing.js';

const SEED = Number(process.env['DIRECT_SEED'] ?? 20_261_124);
const RUNS = Number(process.env['DIRECT_RUNS'] ?? 25);
const TIMEOUT_MS = 300_000;

type Method = (...args: unknown[]) => unknown;
type Methods = Record<string, Method>;

/** How a command is sent. */
interface Form {
  readonly name: 'method' | 'Buffer' | 'call' | 'CALL' | 'callBuffer';
  readonly calledBack: boolean;
}

interface Step {
  readonly form: Form;
  readonly command: string;
  readonly args: readonly unknown[];
}

interface Batch {
  readonly kind: 'alone' | 'pipeline' | 'multi';
  readonly steps: readonly Step[];
}

const key = fc.constantFrom<unknown>('a', 'b', 'counter', 'é', 7, Buffer.from('a'), 'hash', 'list');
const text = fc.constantFrom<unknown>(
  'x',
  '',
  'a text of more than twelve chars',
  'é日本',
  '12',
  12,
  -1.5,
  2 ** 53,
  Buffer.from([0, 255, 128]),
  true,
  null,
  undefined,
);
/** ioredis looks for as many keys as it is told that there are. */
const small = text.filter((value) => typeof value !== 'number');
const keys = fc.oneof(
  fc.array(key, { minLength: 1, maxLength: 3 }),
  fc.array(key, { minLength: 1, maxLength: 3 }).map((list) => [list]),
  fc.constant<unknown[]>([[['a'], 'b']]),
);
const record = fc.constantFrom<unknown>(
  { a: 1, b: 'é' },
  { counter: null },
  {},
  new Map<string, unknown>([['a', 1]]),
  new Map<unknown, unknown>([[Buffer.from('b'), Buffer.from([255])]]),
  ['a', 1, 'b', 2],
  { a: ['x', 'y'] },
);
const shape = (command: string, ...args: fc.Arbitrary<unknown>[]) =>
  fc.tuple(...args).map((list) => ({ command, args: list }));
const spread = (command: string, args: fc.Arbitrary<unknown[]>) =>
  args.map((list) => ({ command, args: list }));
const seconds = fc.constantFrom<unknown>(10, '10', 0, 'ten', 1.5);
const one = fc.constantFrom<unknown>(1, '1', 'one', Buffer.from('1'), null);

/** Their replies are drawn at random, tell of the connection or the machine, or change what the others work on. */
const INCOMPARABLE = new Set(
  `acl auth cluster command config debug failover hrandfield info lastsave latency lolwut memory module multi exec
   psync randomkey replicaof restore role scan slaveof slowlog spop srandmember swapdb sync time zrandmember`.split(
    /\s+/,
  ),
);
const others = [...directCommands.keys()].filter((name) => !INCOMPARABLE.has(name));

const sensible = fc.oneof(
  ...['get', 'incr', 'ttl', 'type', 'strlen', 'hgetall', 'llen', 'smembers', 'persist'].map(
    (command) => shape(command, key),
  ),
  shape('set', key, text),
  shape('set', key, text, fc.constantFrom('EX', 'px'), seconds),
  shape('set', key, text, fc.constantFrom('NX', 'GET', 'KEEPTTL', 'nonsense')),
  shape('setex', key, seconds, text),
  shape('getset', key, text),
  shape('append', key, text),
  shape('expire', key, seconds),
  shape('incrby', key, one),
  shape('hset', key, text, text),
  shape('hset', key, record),
  shape('hmset', key, record),
  shape('hget', key, text),
  shape('hmget', key, fc.constant(['a', 'b'])),
  shape('mset', record),
  shape('mset', key, text, key, text),
  shape('msetnx', record),
  shape('rpush', key, text, text),
  shape('lrange', key, fc.constant(0), fc.constant(-1)),
  shape('sadd', key, fc.constant(['m', 'n'])),
  shape('zadd', key, one, text),
  shape('zrange', key, fc.constant(0), fc.constant(-1), fc.constant('WITHSCORES')),
  shape('rename', key, key),
  shape('object', fc.constant('ENCODING'), key),
  shape('echo', text),
  shape('eval', fc.constant('return {KEYS[1], ARGV[1]}'), fc.constant(1), key, text),
  shape('own', key, text),
  ...['mget', 'del', 'exists', 'touch', 'sinter', 'unlink'].map((name) => spread(name, keys)),
  fc.constantFrom(
    { command: 'get', args: [] },
    { command: 'get', args: ['a', 'b'] },
    { command: 'nosuch', args: ['a'] },
    { command: 'dbsize', args: [] },
    { command: 'flushall', args: [] },
    { command: 'discard', args: [] },
    { command: 'watch', args: ['a'] },
    { command: 'unwatch', args: [] },
    { command: 'ping', args: [] },
    { command: 'select', args: [0] },
    { command: 'time', args: ['a'] },
  ),
);

/** Any command with any arguments. */
const any = fc
  .tuple(fc.constantFrom(...others), fc.array(fc.oneof(key, small, one), { maxLength: 4 }))
  .map(([command, args]) => ({ command, args }));

const form: fc.Arbitrary<Form> = fc.record({
  name: fc.constantFrom('method', 'method', 'Buffer', 'call', 'CALL', 'callBuffer'),
  calledBack: fc.boolean(),
});
const batchOf = (invocation: fc.Arbitrary<Pick<Step, 'command' | 'args'>>): fc.Arbitrary<Batch> => {
  const step = fc
    .tuple(form, invocation)
    .map(([how, { command, args }]): Step => ({ form: how, command, args }));
  return fc.record({
    kind: fc.constantFrom('alone', 'alone', 'pipeline', 'multi'),
    steps: fc.array(step, { minLength: 1, maxLength: 5 }),
  });
};

/** Calls a method of a connection or pipeline. */
function send(target: unknown, { form: { name }, command, args }: Step, rest: unknown[]): unknown {
  const methods = target as Methods;
  // What the application adds is no command of the server.
  const isMethod = name === 'method' || name === 'Buffer' || command === 'own';
  const property = name === 'Buffer' ? `${command}Buffer` : command;
  if (isMethod && methods[property]) return methods[property](...args, ...rest);
  const caller = name === 'callBuffer' ? 'callBuffer' : 'call';
  return methods[caller]!(name === 'CALL' ? command.toUpperCase() : command, ...args, ...rest);
}

/** Something that can be compared. */
function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `bytes ${value.toString('hex')}`;
  if (value instanceof Error) {
    const { message, command } = value as Error & { command?: { name: string; args: unknown } };
    return { message, name: command?.name, args: plain(command?.args) };
  }
  if (Array.isArray(value)) return value.map(plain);
  // The parser of ioredis reads them digit by digit, and rounds each time.
  if (typeof value === 'number' && Math.abs(value) > 2 ** 52) return 'large';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

async function outcome(action: () => unknown): Promise<unknown> {
  try {
    return plain(await action());
  } catch (error) {
    return { rejected: plain(error) };
  }
}

async function alone(redis: Redis, each: Step): Promise<unknown> {
  if (!each.form.calledBack) return outcome(() => send(redis, each, []));
  const seen: unknown[] = [];
  const promised = await outcome(() =>
    send(redis, each, [(...heard: unknown[]) => seen.push(heard)]),
  );
  return { promised, heard: plain(seen) };
}

async function run(redis: Redis, { kind, steps }: Batch): Promise<unknown> {
  if (kind === 'alone') {
    const answers: unknown[] = [];
    for (const each of steps) answers.push(await alone(redis, each));
    return answers;
  }
  const chain: ChainableCommander = redis[kind]();
  for (const each of steps) send(chain, each, []);
  return outcome(() => chain.exec());
}

/** The same by the methods of the commands alone. */
function byMethod({ kind, steps }: Batch): Batch {
  const known = steps.filter(({ command }) => command !== 'nosuch');
  return {
    kind,
    steps: known.map((each) => ({ ...each, form: { ...each.form, name: 'method' } })),
  };
}

const OPTIONS: readonly RedisOptions[] = [
  {},
  { keyPrefix: 'p:' },
  { stringNumbers: true },
  { enableAutoPipelining: true },
  { enableAutoPipelining: true, keyPrefix: 'p:' },
  { protocol: 3 } as RedisOptions,
  { protocol: 3, replyMapping: 'resp3' } as RedisOptions,
];

describe.each(OPTIONS)('the direct way with %j', (options) => {
  let direct: ConnectionManager;
  let throughIoredis: Redis;

  beforeEach(async () => {
    const engine = (): InMemoryCache =>
      new InMemoryCache({ clock: new ManualClock(1_000_000_000_000) });
    direct = new ConnectionManager({ engine: engine(), ...options });
    throughIoredis = new Redis({ Connector: embeddedConnector(engine()), ...options });
    for (const redis of [direct, throughIoredis]) {
      redis.defineCommand('own', { numberOfKeys: 1, lua: 'return {KEYS[1], ARGV[1]}' });
      await redis.ping();
    }
  });

  afterEach(() => {
    direct.disconnect();
    throughIoredis.disconnect();
  });

  it(
    'answers as ioredis does over the protocol',
    async () => {
      // There ioredis leaves out the name that callBuffer() is given.
      const named = options.enableAutoPipelining ? byMethod : (batch: Batch) => batch;
      // And where it looks for keys, it fails in its own ways when they are not there.
      const batch = batchOf(options.keyPrefix ? sensible : fc.oneof(sensible, any)).map(named);
      const sequence = fc.array(batch, { minLength: 1, maxLength: 60, size: 'max' });
      await fc.assert(
        fc.asyncProperty(sequence, async (all) => {
          await direct.flushall();
          await throughIoredis.flushall();
          for (const each of all) {
            expect(await run(direct, each)).toEqual(await run(throughIoredis, each));
          }
        }),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      );
    },
    TIMEOUT_MS,
  );
});
