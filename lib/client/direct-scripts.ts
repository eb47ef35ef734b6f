import { callbackOf } from './callbacks.js';
import { directCommands, flattened, prefixKeys, type ReplyEncoding } from './direct-command.js';
import { DirectCallMethod } from './direct-call.js';
import { answerSent, type EmbeddedRedis, type Method } from './direct-methods.js';

/** What ioredis keeps of a script that an application has defined as a command. */
interface DefinedScript {
  readonly sha: string;
  /** How many of its arguments are keys; without it, the first argument says so. */
  readonly numberOfKeys: number | null;
  readonly keyPrefix: string;
}

const EVALSHA = directCommands.get('evalsha')!;

/** The scripts that an application has defined on a connection, by the names of their methods. */
function definedScripts(redis: EmbeddedRedis): Readonly<Record<string, DefinedScript>> {
  return (redis as unknown as { readonly scriptsSet: Record<string, DefinedScript> }).scriptsSet;
}

/**
 * Lets the methods of a command that an application has defined call their script straight away, once the engine
 * knows it. Everything else is left to the methods that ioredis has made: the first call, which brings the script,
 * arguments that are `null`, ...
 */
export function replaceScriptMethods(redis: EmbeddedRedis, name: string): void {
  const script = definedScripts(redis)[name]!;
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
    const callback = callbackOf(args);
    const sent = sentToScript(script, callback ? args.slice(0, -1) : args);
    return answerSent(lane, EVALSHA, encoding, sent, callback) ?? original.apply(this, args);
  };
}

/** A method of a pipeline that calls a script. */
export class ScriptCallMethod extends DirectCallMethod {
  constructor(
    property: string,
    private readonly script: DefinedScript,
    encoding: ReplyEncoding,
  ) {
    super(property, EVALSHA, encoding);
  }

  override get sha(): string {
    return this.script.sha;
  }

  override sent(args: readonly unknown[]): readonly unknown[] | undefined {
    return sentToScript(this.script, args);
  }
}

/** The methods of the scripts that an application has defined on a connection, for its pipelines. */
export function scriptCallMethods(redis: EmbeddedRedis): ScriptCallMethod[] {
  return Object.entries(definedScripts(redis)).flatMap(([name, script]) => [
    new ScriptCallMethod(name, script, 'utf8'),
    new ScriptCallMethod(`${name}Buffer`, script, null),
  ]);
}

/** The arguments of EVALSHA as ioredis sends them. @returns `undefined` when they are a matter for ioredis */
function sentToScript(
  { sha, numberOfKeys, keyPrefix }: DefinedScript,
  args: readonly unknown[],
): readonly unknown[] | undefined {
  const own = flattened(args);
  const sent = typeof numberOfKeys === 'number' ? [sha, numberOfKeys, ...own] : [sha, ...own];
  return !keyPrefix || prefixKeys(sent, keyPrefix, 2, 2 + Number(sent[1]), 1) ? sent : undefined;
}
