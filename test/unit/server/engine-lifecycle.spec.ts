import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache, type InMemoryCacheOptions } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { SeededRandom } from '../../../lib/engine/random.js';
import { OK } from '../../../lib/engine/reply.js';
import { recordingEngine, RecordingClient } from '../../support/recording-client.js';

describe('an engine', () => {
  it('shares nothing with another one', () => {
    const [a, b] = [new InMemoryCache(), new InMemoryCache()];
    const [one, two] = [new RecordingClient(a), new RecordingClient(b)];
    one.run('SET k v');
    one.run('CONFIG SET notify-keyspace-events KEA');
    two.run('PSUBSCRIBE *');
    one.run('PUBLISH a x');
    expect(new RecordingClient(b).run('GET k')).toBeNull();
    expect(b.notifications.mask).toBe(0);
    expect(two.messages()).toEqual([]);
    expect(a.runId).not.toBe(b.runId);
  });

  it('has as many databases as it is asked for', () => {
    const client = new RecordingClient(new InMemoryCache({ databases: 1 }));
    expect(client.run('SELECT 0')).toBe(OK);
    expect(client.run('SELECT 1')).toMatchObject({ message: 'ERR DB index is out of range' });
  });

  it.each<[string, unknown]>([
    ['options', null],
    ['options', 'redis://localhost'],
    ['clock', { clock: {} }],
    ['random', { random: Math.random }],
    ['password', { password: 5 }],
    ['database', { database: 16 }],
  ])('names the option %s that it cannot accept in %j', (option, options) => {
    const make = (): unknown => new InMemoryCache(options as InMemoryCacheOptions);
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(expect.objectContaining({ option }));
  });

  it.each([NaN, 1.5, '7'])('cannot be seeded with %p', (seed) => {
    expect(() => new SeededRandom(seed as number)).toThrow(InvalidOptionError);
  });

  it.each([0, -1, 1.5, NaN, '16', 100_001, 2 ** 31])('cannot have %p databases', (databases) => {
    const make = (): unknown => new InMemoryCache({ databases: databases as number });
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(/databases/);
  });

  it('tells a face of the wrong use of a session that it has disconnected', () => {
    const { engine, client } = recordingEngine();
    client.run('SUBSCRIBE a');
    client.run('MONITOR');
    engine.disconnect(client.session);
    engine.disconnect(client.session);
    expect(() => client.run('PING')).toThrow('The session was disconnected');
    expect(() => client.run('NOPE')).toThrow('The session was disconnected');
    expect(() => client.run('GET')).toThrow('The session was disconnected');
    expect(client.closed).toBe(0);
  });

  it('ends with all its sessions', () => {
    const { clock, engine, client, connect } = recordingEngine();
    const other = connect();
    other.run('SUBSCRIBE a');
    engine.close();
    engine.close();
    expect([client.closed, other.closed]).toEqual([1, 1]);
    expect(engine.sessionCount).toBe(0);
    expect(() => client.run('PING')).toThrow('The session was disconnected');
    expect(() => connect()).toThrow('The InMemoryCache was closed');
    expect(() => clock.advance('1h')).not.toThrow();
  });

  it('lets go of its clock', () => {
    let listeners = 0;
    class CountingClock extends ManualClock {
      override onAdvance(listener: () => void): () => void {
        listeners++;
        const stop = super.onAdvance(listener);
        return () => {
          listeners--;
          stop();
        };
      }
    }
    const engine = new InMemoryCache({ clock: new CountingClock() });
    expect(listeners).toBeGreaterThan(0);
    engine.close();
    expect(listeners).toBe(0);
  });

  it('answers an unknown empty command as any other', () => {
    const { engine, client } = recordingEngine();
    expect(engine.execute(client.session, [])).toMatchObject({
      message: "ERR unknown command '', with args beginning with: ",
    });
  });
});
