import { describe, expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import type { Reply } from '../../../lib/engine/reply.js';
import { ScriptCache } from '../../../lib/engine/scripting/script-cache.js';

const NONE = (): undefined => undefined;

describe('the cache of scripts', () => {
  it('compiles each script once', () => {
    const cache = new ScriptCache();
    const compiled: string[] = [];
    const compile = (body: string) => {
      compiled.push(body);
      return NONE;
    };
    const script = cache.load('return 1', compile);
    expect(cache.load('return 1', compile)).toBe(script);
    expect(cache.mainOf(script, compile)).toBe(NONE);
    expect(cache.find(script.sha.toUpperCase())).toBe(script);
    expect(compiled).toEqual(['return 1']);
  });

  it('remembers nothing that does not compile', () => {
    const cache = new ScriptCache();
    const fail = (): never => {
      throw new Error('no');
    };
    expect(() => cache.load('x x', fail)).toThrow('no');
    expect(cache.size).toBe(0);
    expect(cache.bytes).toBe(0);
  });

  it('keeps the texts of all scripts, and compiles again what had to make room', () => {
    const cache = new ScriptCache();
    const counts = new Map<string, number>();
    const compile = (body: string) => {
      counts.set(body, (counts.get(body) ?? 0) + 1);
      return NONE;
    };
    const first = cache.load('return 0', compile);
    for (let i = 1; i <= 6000; i++) cache.load(`return ${i}`, compile);
    expect(cache.size).toBe(6001);
    expect(first.main).toBeUndefined();
    expect(cache.mainOf(first, compile)).toBe(NONE);
    expect(counts.get('return 0')).toBe(2);
    expect(counts.get('return 6000')).toBe(1);
  });
});

describe('INFO', () => {
  it('tells of scripts and libraries', () => {
    const engine = new InMemoryCache();
    const session = engine.connect({ push() {}, close() {} });
    const call = (...argv: string[]): Reply => engine.execute(session, argv) as Reply;
    const figures = (): Record<string, number> =>
      Object.fromEntries(
        String((call('INFO', 'memory') as { text?: string }).text ?? '')
          .split('\r\n')
          .map((line) => line.split(':'))
          .filter(
            ([name]) =>
              /scripts|functions|libraries/.test(name!) && !/_vm_|_vm$|human$/.test(name!),
          )
          .map(([name, value]) => [name!, Number(value)]),
      );
    const empty = figures();
    expect(empty).toEqual({
      used_memory_scripts_eval: 0,
      number_of_cached_scripts: 0,
      number_of_functions: 0,
      number_of_libraries: 0,
      used_memory_functions: 0,
      used_memory_scripts: 0,
    });
    for (let i = 0; i < 10; i++) call('EVAL', `return ${i}`, '0');
    call('EVAL', 'return 1', '0');
    call(
      'FUNCTION',
      'LOAD',
      "#!lua name=a\nredis.register_function('f', print) redis.register_function('g', print)",
    );
    call(
      'FUNCTION',
      'LOAD',
      "#!lua name=b\nlocal f = function() end redis.register_function('f', f) redis.register_function('g', f)",
    );
    const full = figures();
    expect(full).toMatchObject({
      number_of_cached_scripts: 10,
      number_of_functions: 2,
      number_of_libraries: 1,
    });
    expect(full['used_memory_scripts_eval']).toBeGreaterThan(80);
    expect(full['used_memory_scripts']).toBe(
      full['used_memory_scripts_eval']! + full['used_memory_functions']!,
    );
    call('SCRIPT', 'FLUSH');
    call('FUNCTION', 'FLUSH');
    expect(figures()).toEqual(empty);
  });
});
