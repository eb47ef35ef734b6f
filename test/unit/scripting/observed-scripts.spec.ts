import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../lib/engine/clock.js';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { BigNumberReply, ReplyError, Status, type Reply } from '../../../lib/engine/reply.js';

function open() {
  const engine = new InMemoryCache({ clock: new ManualClock(1_700_000_000_123) });
  const session = engine.connect({ push() {}, close() {} });
  const call = (...argv: string[]): Reply => engine.execute(session, argv) as Reply;
  const counts = (name: string) => {
    const { calls, rejected, failed } = engine.stats.of(engine.table.find(name)!);
    return { calls, rejected, failed };
  };
  return { engine, call, counts, run: (script: string) => call('EVAL', script, '0') };
}

describe('errors in scripts are counted as Redis does', () => {
  it.each([
    ["return redis.call('INCR', 'list')", { WRONGTYPE: 1 }, 1],
    ["return redis.pcall('INCR', 'list')", { WRONGTYPE: 1 }, 1],
    ["redis.pcall('INCR', 'list') return 1", { WRONGTYPE: 1 }, 0],
    ["return {redis.pcall('INCR', 'list')}", { WRONGTYPE: 1 }, 1],
    ["return {{err = 'MY x'}, {err = 'MY x'}}", { MY: 2 }, 1],
    ["return {err = 'MY x'}", { MY: 1 }, 1],
    ["error('x')", { ERR: 1 }, 1],
    ["error({err = 'MY x', ignore_error_stats_update = true})", {}, 1],
    [
      "local e = redis.pcall('INCR', 'list') e.ignore_error_stats_update = nil return e",
      { WRONGTYPE: 2 },
      1,
    ],
    ["return redis.call('nosuch')", { ERR: 1 }, 1],
    ['syntax error', { ERR: 1 }, 1],
    ['return 1', {}, 0],
  ])('%s', (script, errors, failed) => {
    const { engine, call, counts, run } = open();
    call('RPUSH', 'list', 'x');
    run(script);
    expect(Object.fromEntries(engine.stats.errors)).toEqual(errors);
    expect(counts('EVAL')).toEqual({ calls: 1, rejected: 0, failed });
  });

  it('and refused commands are rejected ones', () => {
    const { counts, run } = open();
    run("redis.pcall('GET') redis.pcall('SUBSCRIBE', 'c') redis.pcall('INCR', 'n')");
    expect(counts('GET')).toEqual({ calls: 0, rejected: 1, failed: 0 });
    expect(counts('SUBSCRIBE')).toEqual({ calls: 0, rejected: 1, failed: 0 });
    expect(counts('INCR')).toEqual({ calls: 1, rejected: 0, failed: 0 });
  });
});

describe('MONITOR', () => {
  it('shows a script before what it calls, whether it runs or not', () => {
    const { engine, call, run } = open();
    const lines: string[] = [];
    const push = (message: unknown): void => void lines.push((message as Status).text);
    engine.execute(engine.connect({ push, close() {} }), ['MONITOR']);
    run("redis.call('select', 2) redis.call('set', 'a', 'b') return redis.pcall('nosuch')");
    call('EVALSHA', 'f'.repeat(40), '0');
    call('EVAL', 'x x', '0');
    call('EVAL', 'return 1', '-1');
    call('FCALL', 'none', '0');
    expect(lines.map((line) => line.replace(/^\S+ /, ''))).toEqual([
      expect.stringMatching(/^\[0 embedded:0\] "EVAL" "redis\.call/),
      '[2 lua] "select" "2"',
      '[2 lua] "set" "a" "b"',
      expect.stringContaining('"EVALSHA"'),
      '[0 embedded:0] "EVAL" "x x" "0"',
      '[0 embedded:0] "EVAL" "return 1" "-1"',
      '[0 embedded:0] "FCALL" "none" "0"',
    ]);
  });
});

describe('what a script gives', () => {
  it('is a big number as it spells it', () => {
    const { run } = open();
    expect(run("return {big_number = '1\\r\\n2'}")).toEqual(new BigNumberReply('1  2'));
  });

  it('is cut off where it is nested without end', () => {
    const { run } = open();
    let reply = run('local t = {} t[1] = t return t');
    let depth = 0;
    while (Array.isArray(reply)) {
      reply = (reply as readonly Reply[])[0]!;
      depth++;
    }
    expect(depth).toBe(7995);
    expect(reply).toEqual(new ReplyError('ERR reached lua stack limit'));
  });

  it('leaves its session and database to the caller', () => {
    const { engine, run } = open();
    expect(run("redis.setresp(3) redis.call('SELECT', 5) return redis.call('DBSIZE')")).toBe(0);
    expect([...engine.sessions].map(({ db, protocol }) => [db, protocol])).toEqual([[0, 2]]);
    expect(run("return type(redis.call('GET', 'none'))")).toBe('boolean');
  });

  it('may wait for nothing: what blocks answers at once', () => {
    const { run } = open();
    expect(run("return redis.call('BLMPOP', 0, 1, 'list', 'LEFT')")).toBeNull();
  });
});

describe('maxmemory', () => {
  it('stops scripts before they write, unless they say that they may', () => {
    const { call, run } = open();
    call('SET', 'big', 'x'.repeat(100_000));
    call('CONFIG', 'SET', 'maxmemory', '1');
    const OOM = new ReplyError(
      "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'",
    );
    expect(run("return redis.call('GET', 'none')")).toBeNull();
    expect((run("return redis.call('SET', 'k', 'v')") as ReplyError).message).toMatch(
      /^OOM command not allowed when used memory > 'maxmemory'\. script: /,
    );
    expect(run("redis.call('DEL', 'none') return redis.call('SET', 'k', 'v')")).toEqual(
      new Status('OK'),
    );
    expect(run("#!lua\nreturn redis.call('GET', 'k')")).toEqual(OOM);
    expect(run("#!lua flags=no-writes\nreturn redis.call('GET', 'k')")).toBe('v');
    expect(run("#!lua flags=allow-oom\nreturn redis.call('SET', 'k', 'w')")).toEqual(
      new Status('OK'),
    );
  });
});
