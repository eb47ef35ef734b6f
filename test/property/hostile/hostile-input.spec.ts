import { afterAll, describe, expect, it } from '@jest/globals';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { RespConnection, type Wire } from '../../../lib/server/resp-connection.js';
import { Dice } from '../../differential/generators/dice.js';
import { hostileBytes } from './hostile-bytes.js';
import { commandWords, encode, PREPARATION } from './hostile-commands.js';

/** Inputs in all: for the most part bytes that are no requests, otherwise requests that make little sense. */
const INPUTS = Number(process.env['HOSTILE_INPUTS'] ?? 1_000_000);
const SEED = Number(process.env['HOSTILE_SEED'] ?? Date.now() % 1e6);
/** Inputs between two looks at the state of the engine. */
const ROUND = 10_000;
/** Inputs that one connection sends at most. */
const PER_CONNECTION = 40;
/** How much more may be held at the end than at the beginning; in bytes. */
const TOLERANCE = 16 * 1024 * 1024;

class Sink implements Wire {
  readonly pending = 0;
  received = 0;
  last = '';
  ended = false;
  write(bytes: string): void {
    this.received += bytes.length;
    this.last = bytes;
  }
  end(): void {
    this.ended = true;
  }
  destroy(): void {
    this.ended = true;
  }
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe(`hostile input, seed ${SEED}`, () => {
  const engine = new InMemoryCache({ clock: new ManualClock(1_700_000_000_000) });
  afterAll(() => engine.close());

  /** A client among the others that minds its own business. */
  function bystander(): () => string {
    const sink = new Sink();
    const connection = new RespConnection(engine, sink);
    return () => {
      sink.last = '';
      connection.feed(encode(['PING', 'still there?']));
      return sink.last;
    };
  }

  /** Sends inputs over one connection after the other, each of which ends in whatever state it has come to. */
  function attack(dice: Dice, input: (dice: Dice) => string, inputs: number): void {
    for (let sent = 0; sent < inputs;) {
      const sink = new Sink();
      const connection = new RespConnection(engine, sink);
      for (let i = 1 + dice.below(PER_CONNECTION); i > 0 && sent < inputs && !sink.ended; i--) {
        const bytes = input(dice);
        sent++;
        try {
          if (dice.once(5)) for (const byte of bytes) connection.feed(byte);
          else connection.feed(bytes);
        } catch (fault) {
          throw new Error(`A bug shows by ${JSON.stringify(bytes)}`, { cause: fault });
        }
      }
      connection.end();
    }
  }

  function prepare(): void {
    const connection = new RespConnection(engine, new Sink());
    connection.feed(encode(['FLUSHALL']));
    connection.feed(encode(['SCRIPT', 'FLUSH']));
    connection.feed(encode(['FUNCTION', 'FLUSH']));
    connection.feed(encode(['CONFIG', 'SET', 'proto-max-bulk-len', '1mb']));
    connection.feed(encode(['CONFIG', 'SET', 'slowlog-log-slower-than', '-1']));
    for (const request of PREPARATION) connection.feed(request);
    connection.end();
  }

  const kinds = [
    ['bytes that are no requests', 0.8, hostileBytes],
    ['requests that make little sense', 0.2, (dice: Dice) => encode(commandWords(dice))],
  ] as const;

  it.each(kinds)(
    'goes on through %s, and gives all memory back',
    async (_kind, part, input) => {
      const dice = new Dice(SEED);
      const ask = bystander();
      const level = async (): Promise<number> => {
        prepare();
        await new Promise((resolve) => setImmediate(resolve));
        collectGarbage();
        return process.memoryUsage().heapUsed + process.memoryUsage().external;
      };
      const sessions = engine.sessionCount;
      attack(dice, input, ROUND);
      const before = await level();
      const bytes = engine.memory();
      for (let sent = ROUND; sent < INPUTS * part; sent += ROUND) {
        prepare();
        attack(dice, input, ROUND);
        expect(ask()).toBe('$12\r\nstill there?\r\n');
        expect(engine.sessionCount).toBe(sessions);
        // Answers that wait for a turn of their own come now.
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect((await level()) - before).toBeLessThan(TOLERANCE);
      expect(engine.memory()).toBeLessThanOrEqual(2 * bytes);
    },
    600_000,
  );
});
