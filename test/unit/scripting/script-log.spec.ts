import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';

it('hands what scripts and functions log to the engine’s listener, as bytes', () => {
  const lines: unknown[] = [];
  const engine = new InMemoryCache({ scriptLog: (level, message) => lines.push([level, message]) });
  const session = engine.connect({ push() {}, close() {} });
  const script = `
    redis.log(redis.LOG_DEBUG, 'a')
    redis.log(redis.LOG_VERBOSE, 'b', 1, 1.5)
    redis.log(redis.LOG_NOTICE, 'c\\255', nil, 'd')
    redis.log(redis.LOG_WARNING, {}, 'e')
    redis.log(redis.LOG_WARNING, 'f\\0g')`;
  engine.execute(session, ['EVAL', script, '0']);
  const library = `#!lua name=lib
    redis.log(redis.LOG_NOTICE, 'loading')
    redis.register_function('f', function() redis.log(redis.LOG_NOTICE, 'called') end)`;
  engine.execute(session, ['FUNCTION', 'LOAD', library]);
  engine.execute(session, ['FCALL', 'f', '0']);
  expect(lines).toEqual([
    ['debug', 'a'],
    ['verbose', 'b 1 1.5'],
    ['notice', 'c\xff d'],
    ['warning', ' e'],
    ['warning', 'f'],
    ['notice', 'loading'],
    ['notice', 'called'],
  ]);
});
