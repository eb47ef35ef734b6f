import { decode, encode, type Bytes } from '../engine/bytes.js';
import { ReplyError } from '../engine/reply.js';
import { word } from './arguments.js';
import { directCommands, type ReplyEncoding } from './direct-command.js';
import { reject, type EmbeddedRedis, type Method } from './direct-methods.js';

/** What ioredis keeps of a script that an application has defined as a command. */
interface DefinedScript {
  readonly sha: string;
  /** How many of its arguments are keys; without it, the first argument says so. */
  readonly numberOfKeys: number | null;
  readonly keyPrefix: string;
}

const EVALSHA = directCommands.get('evalsha')!;

/**
 * Lets the methods of a command that an application has defined call their script straight away, once the engine
 * knows it. Everything else is left to the methods that ioredis has made: the first call, which brings the script,
 * callbacks, nested arguments, ...
 */
export function replaceScriptMethods(redis: EmbeddedRedis, name: string): void {
  const { scriptsSet } = redis as unknown as { scriptsSet: Record<string, DefinedScript> };
  const script = scriptsSet[name]!;
  const methods = redis as unknown as Record<string, Method>;
  methods[name] = scriptMethod(script, 'utf8', methods[name]!);
  methods[`${name}Buffer`] = scriptMethod(script, null, methods[`${name}Buffer`]!);
}

function scriptMethod(script: DefinedScript, encoding: ReplyEncoding, original: Method): Method {
  return function (...args) {
    const { lane } = this;
    if (!lane?.unbatched || !lane.isPlain || !lane.knowsScript(script.sha)) {
      return original.apply(this, args);
    }
    const argv = scriptWords(script, args);
    if (argv === undefined) return original.apply(this, args);
    const answer = lane.answer(EVALSHA, encoding, argv);
    if (!(answer instanceof ReplyError)) return answer;
    return reject(lane, EVALSHA, argv.slice(1).map(decode), answer);
  };
}

/** @returns `undefined` when the arguments are a matter for ioredis */
function scriptWords(
  { sha, numberOfKeys, keyPrefix }: DefinedScript,
  args: readonly unknown[],
): Bytes[] | undefined {
  const argv: Bytes[] = ['evalsha', sha];
  if (typeof numberOfKeys === 'number') argv.push(String(numberOfKeys));
  const first = argv.length;
  for (const arg of args) {
    const next = word(arg, false);
    if (next === undefined) return undefined;
    argv.push(next);
  }
  if (!keyPrefix) return argv;
  const [begin, count] =
    typeof numberOfKeys === 'number' ? [first, numberOfKeys] : [first + 1, Number(argv[first])];
  const prefix = encode(keyPrefix);
  for (let i = begin; i < begin + count && i < argv.length; i++) argv[i] = prefix + argv[i]!;
  return argv;
}
