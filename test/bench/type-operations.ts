/** What `npm run bench` measures per data type: operations on a collection of a given size. */

/** Sends one command, awaited. */
export type Send = (name: string, ...args: (string | number)[]) => Promise<unknown>;

interface TypeOperation {
  readonly title: string;
  /** The size that is compared with peers. */
  readonly size: number;
  /** Makes the collection. */
  fill(send: Send, size: number): Promise<void>;
  /** Runs the operation once. @param n a different number each time */
  run(send: Send, n: number, size: number): Promise<unknown>;
}

/** Elements that one command of the filling carries. */
const BATCH = 8_000;

async function inBatches(
  size: number,
  send: (words: (string | number)[]) => Promise<unknown>,
  words: (i: number) => (string | number)[],
): Promise<void> {
  for (let start = 0; start < size; start += BATCH) {
    const batch: (string | number)[] = [];
    for (let i = start; i < Math.min(start + BATCH, size); i++) batch.push(...words(i));
    await send(batch);
  }
}

/** A number that looks random and depends on `n` alone. */
const scattered = (n: number, below: number): number => (n * 48_271) % below;

const fillList = (send: Send, size: number): Promise<void> =>
  inBatches(
    size,
    (words) => send('rpush', 'list', ...words),
    (i) => [`element:${i}`],
  );
const fillHash = (send: Send, size: number): Promise<void> =>
  inBatches(
    size,
    (words) => send('hset', 'hash', ...words),
    (i) => [`field:${i}`, `value:${i}`],
  );
const fillSortedSet = (send: Send, size: number): Promise<void> =>
  inBatches(
    size,
    (words) => send('zadd', 'zset', ...words),
    (i) => [scattered(i, 1_000_003), `member:${i}`],
  );
const fillSet = (name: string, from: number) => (send: Send, size: number) =>
  inBatches(
    size,
    (words) => send('sadd', name, ...words),
    (i) => [`member:${from + i}`],
  );

async function fillStream(send: Send, size: number): Promise<void> {
  for (let i = 0; i < size; i++)
    await send('xadd', 'stream', '*', 'user', i % 1000, 'text', 'hello');
  await send('xgroup', 'CREATE', 'stream', 'group', '$');
}

export const TYPE_OPERATIONS = {
  'LPUSH and RPOP': {
    title: 'LPUSH and RPOP on a list of 100,000',
    size: 100_000,
    fill: fillList,
    async run(send, n) {
      await send('lpush', 'list', `element:${n}`);
      return send('rpop', 'list');
    },
  },
  LINDEX: {
    title: 'LINDEX in the middle of 100,000',
    size: 100_000,
    fill: fillList,
    run: (send, n, size) => send('lindex', 'list', (size >> 1) + (n % 16)),
  },
  HSET: {
    title: 'HSET in a hash of 100,000',
    size: 100_000,
    fill: fillHash,
    run: (send, n, size) => send('hset', 'hash', `field:${scattered(n, size)}`, `value:${n}`),
  },
  HGET: {
    title: 'HGET from a hash of 100,000',
    size: 100_000,
    fill: fillHash,
    run: (send, n, size) => send('hget', 'hash', `field:${scattered(n, size)}`),
  },
  HGETALL: {
    title: 'HGETALL of 100 fields',
    size: 100,
    fill: fillHash,
    run: (send) => send('hgetall', 'hash'),
  },
  SADD: {
    title: 'SADD to a set of 100,000',
    size: 100_000,
    fill: fillSet('set', 0),
    run: (send, n, size) => send('sadd', 'set', `member:${scattered(n, 2 * size)}`),
  },
  SINTER: {
    title: 'SINTER of two sets of 100,000 that share a hundredth',
    size: 100_000,
    async fill(send, size) {
      await fillSet('set', 0)(send, size);
      await fillSet('other', Math.floor(size * 0.99))(send, size);
    },
    run: (send) => send('sinter', 'set', 'other'),
  },
  ZADD: {
    title: 'ZADD of another score among 1,000,000',
    size: 1_000_000,
    fill: fillSortedSet,
    run: (send, n, size) =>
      send('zadd', 'zset', scattered(n, 999_983), `member:${scattered(n, size)}`),
  },
  ZRANK: {
    title: 'ZRANK among 1,000,000',
    size: 1_000_000,
    fill: fillSortedSet,
    run: (send, n, size) => send('zrank', 'zset', `member:${scattered(n, size)}`),
  },
  ZRANGE: {
    title: 'ZRANGE of 10 among 1,000,000',
    size: 1_000_000,
    fill: fillSortedSet,
    run(send, n, size) {
      const start = scattered(n, size - 10);
      return send('zrange', 'zset', start, start + 9);
    },
  },
  'XADD, XREADGROUP and XACK': {
    title: 'XADD, XREADGROUP and XACK on a stream of 10,000',
    size: 10_000,
    fill: fillStream,
    async run(send) {
      const id = (await send('xadd', 'stream', '*', 'user', 1, 'text', 'hello')) as string;
      await send('xreadgroup', 'GROUP', 'group', 'me', 'COUNT', 1, 'STREAMS', 'stream', '>');
      return send('xack', 'stream', 'group', String(id));
    },
  },
} satisfies Record<string, TypeOperation>;

export type TypeOperationName = keyof typeof TYPE_OPERATIONS;

/** What the collection of this process was filled by, and how far: operations on the same one need not fill it anew. */
let filled: { fill: TypeOperation['fill']; size: number } | undefined;

/** Fills a collection and returns what runs the operation so many times. */
export async function prepareTypeOperation(
  send: Send,
  name: TypeOperationName,
  size: number,
): Promise<(times: number) => Promise<void>> {
  const { fill, run }: TypeOperation = TYPE_OPERATIONS[name];
  if (filled?.fill !== fill || filled.size !== size) {
    filled = undefined;
    await send('flushall');
    await fill(send, size);
    filled = { fill, size };
  }
  let n = 0;
  return async (times) => {
    for (let i = 0; i < times; i++) await run(send, ++n, size);
  };
}
