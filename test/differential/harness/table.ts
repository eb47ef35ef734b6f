import { afterAll, expect, it } from '@jest/globals';
import { FACES } from '../../support/engine-face.js';
import {
  describeWithServers,
  RedisServer,
  type RedisServerOptions,
} from '../../support/redis-server.js';
import { Comparison, REPLY_TIMEOUT_MS } from './comparison.js';
import { report } from './report.js';
import { toStep, type Row } from './step.js';

const WAYS = ([2, 3] as const).flatMap((protocol) =>
  FACES.map((face) => [protocol, face] as const),
);
/** How many differences of one table are told. */
const SHOWN = 10;
/**
 * How near the deadlines of `@expire` are, in ms. A busy machine may let one pass before the real server has learned of
 * it; a true difference repeats itself.
 */
const DEADLINES_MS = [8, 50, 250];

/**
 * A suite that runs hand-written commands on this engine, through its gate and through its RESP server, and on a real
 * redis-server, on RESP2 and on RESP3, and fails with a table of the replies that differ in bytes, type or error text. Both sides start empty for each protocol.
 *
 * ```ts
 * differentialTable('INCR at the limits', [
 *   'SET n 9223372036854775807',
 *   'INCR n',                          // a line as in redis-cli: "quotes" and "\xff" work
 *   ['SET', 'bytes', '\0\xff'],        // or arguments, one char per byte
 *   '2> SET n 1',                      // through a second connection
 *   '@expire n',                       // lets a key expire, unswept, on both sides; it costs some ms
 *   '@wait 10',                        // lets 10 ms pass on both sides
 *   'GET n',
 * ]);
 * ```
 * Orders, times, ids and chance are compared as far as Redis promises them (see `equivalence.ts`). The server is
 * 7.0: leave out what only 7.2 knows, and say so in a unit test.
 */
export function differentialTable(name: string, rows: readonly Row[]): void {
  describeDifferential(name, (server) => {
    it.each(WAYS)('answers as Redis on RESP%i through the %s', async (protocol, face) => {
      const steps = rows.map(toStep);
      let different = '';
      for (const deadline of DEADLINES_MS) {
        different = report(
          await new Comparison(server(), protocol, SHOWN, REPLY_TIMEOUT_MS, deadline, face).run(
            steps,
          ),
        );
        if (different === '') break;
      }
      expect(different).toBe('');
    });
  });
}

let shared: Promise<RedisServer> | undefined;

/**
 * `describeWithRedis` with one server for all the suites of a file.
 * @param options a suite with options of its own has a server of its own
 */
export function describeDifferential(
  name: string,
  fn: (server: () => RedisServer) => void,
  options?: RedisServerOptions,
): void {
  if (options !== undefined) {
    describeWithServers(name, () => RedisServer.start(options), fn);
    return;
  }
  if (!cleaning) {
    cleaning = true;
    afterAll(async () => {
      const server = await shared;
      shared = undefined;
      await server?.stop();
    });
  }
  describeWithServers(
    name,
    async () => new Borrowed(await (shared ??= RedisServer.start())),
    (borrowed) => fn(() => borrowed().server),
  );
}

let cleaning = false;

/** A server that others use as well: the file stops it, not the suite. */
class Borrowed {
  constructor(readonly server: RedisServer) {}

  async stop(): Promise<void> {}
}
