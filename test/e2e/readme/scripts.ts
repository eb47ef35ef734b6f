import { ConnectionManager, InMemoryCache } from 'rednest';

export const lines: string[] = [];
const engine = new InMemoryCache({
  scriptLog: (level, message) => lines.push(`${level}: ${message}`),
  config: { 'busy-reply-threshold': 100 },
});
const redis = new ConnectionManager({ engine });

// A script by itself ...
export const sum = await redis.eval('return ARGV[1] + ARGV[2]', 0, 19, 23); // 42

// ... as a method, which is sent by its SHA-1 once the engine knows it ...
redis.defineCommand('hit', {
  numberOfKeys: 1,
  lua: `
    local hits = redis.call('INCR', KEYS[1])
    if hits == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
    return {hits, redis.call('TTL', KEYS[1])}`,
});
const limited = redis as typeof redis & { hit(key: string, seconds: number): Promise<number[]> };
export const hits = await limited.hit('visits', 60); // [1, 60]

// ... and a function of a library.
const library = `#!lua name=mylib
  redis.register_function{
    function_name = 'greet',
    callback = function(keys, args)
      redis.log(redis.LOG_NOTICE, 'somebody comes')
      return 'Hello ' .. args[1]
    end,
    flags = {'no-writes'}
  }`;
await redis.function('LOAD', library);
export const greeting = await redis.fcall_ro('greet', 0, 'Ada'); // 'Hello Ada'
// lines: ['notice: somebody comes']

// A script cannot take the process down.
export const ended = await redis.eval('while true do end', 0).catch(String);
// ReplyError: ERR Script killed: it ran for too long script: 694a5fe1...

redis.disconnect();
