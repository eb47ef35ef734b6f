import { own, type Bytes } from '../../bytes.js';
import type { InMemoryCache } from '../../engine.js';
import { ReplyError, type Reply } from '../../reply.js';
import { libraryErrors, scriptErrors } from '../../script-errors.js';
import { SessionState } from '../../session.js';
import { formatGeneral } from '../lua/number.js';
import type { LuaState } from '../lua/state.js';
import type { LuaTable } from '../lua/table.js';
import type { LuaValue } from '../lua/value.js';
import { asksToBlock, CalledCommands, type CalledCommand } from './called-command.js';
import { errorTable } from './error-table.js';
import type { ScriptRun } from './script-run.js';
import { failure, toLua } from './to-lua.js';

/** Digits of a number that becomes an argument: `%.17g`. */
const PRECISION = 17;
/** What a call costs, in steps of a loop in Lua. */
const CALL_TICKS = 20;

/** `redis.call` and `redis.pcall`: the way of a script back into the engine, within the unit of the script. */
export class RedisCall {
  private readonly commands: CalledCommands;

  constructor(
    private readonly engine: InMemoryCache,
    private readonly state: LuaState,
    private readonly run: ScriptRun,
  ) {
    this.commands = new CalledCommands(engine.table);
  }

  /**
   * Runs a command for a script.
   * @param argv the name and the arguments; strings or numbers, taken over
   * @param raises whether an error is raised (`redis.call`) or returned (`redis.pcall`)
   */
  invoke(argv: LuaValue[], raises: boolean): LuaValue {
    this.state.tick(CALL_TICKS);
    const mistake = readArguments(argv);
    if (mistake !== undefined) return this.fail(errorTable(mistake), raises);
    const words = argv as Bytes[];
    const called = this.commands.find(words);
    const refusal = this.refusal(called, words);
    if (refusal !== undefined) return this.fail(this.refused(refusal, called), raises);
    for (let i = called!.keptFrom; i < words.length; i++) words[i] = own(words[i]!);
    const reply = this.execute(called!, words);
    if (typeof reply === 'number') return reply;
    if (reply instanceof ReplyError) return this.fail(failure(reply), raises);
    return toLua(reply, this.run.session.protocol, this.state);
  }

  /** `redis.acl_check_cmd`: whether the caller may run a command. */
  permits(argv: LuaValue[]): boolean {
    const mistake = readArguments(argv);
    if (mistake !== undefined) return this.state.raise(errorTable(mistake));
    const words = argv as Bytes[];
    const called = this.commands.find(words);
    if (called === undefined) return this.state.raise(errorTable(libraryErrors.aclCheckCommand));
    return this.engine.acl.permits(this.run.caller, called.command, words);
  }

  /** Why a command does not run, in Redis's order; it may have changed `run` when it does. */
  private refusal(
    called: CalledCommand | undefined,
    argv: readonly Bytes[],
  ): ReplyError | undefined {
    if (called === undefined) return scriptErrors.unknownCommand();
    if (!called.takes(argv.length)) return scriptErrors.wrongArity();
    if (!called.allowed) return scriptErrors.notFromScript();
    const { run } = this;
    if (run.caller.is(SessionState.RESTRICTED)) {
      const denied = this.engine.acl.refusal(run.caller, called.command, argv, 'lua');
      if (denied !== undefined) return denied;
    }
    if (called.writes) {
      if (run.readOnly) return scriptErrors.writeInReadOnly();
      if (run.outOfMemory) {
        if (called.deniedWithoutMemory) return scriptErrors.commandOutOfMemory();
        run.outOfMemory = false;
      }
    }
    return undefined;
  }

  /** Runs a command that may run. */
  private execute({ command, mayBlock }: CalledCommand, argv: readonly Bytes[]): Reply {
    const { gate, stats } = this.engine;
    if (!mayBlock || !asksToBlock(argv)) return gate.callQueued(this.run.session, command, argv);
    const error = scriptErrors.blockOption(argv[0]!);
    const counted = stats.of(command);
    counted.calls++;
    counted.failed++;
    stats.failed(error);
    return error;
  }

  private refused(refusal: ReplyError, called: CalledCommand | undefined): LuaTable {
    const { stats } = this.engine;
    if (called !== undefined) stats.of(called.command).rejected++;
    stats.failed(refusal);
    return failure(refusal);
  }

  private fail(error: LuaTable, raises: boolean): LuaValue {
    return raises ? this.state.raise(error) : error;
  }
}

/** Turns numbers into words. @returns what is wrong with the arguments */
function readArguments(argv: LuaValue[]): string | undefined {
  if (argv.length === 0) return libraryErrors.argument;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i];
    if (typeof word === 'string') continue;
    if (typeof word !== 'number') return libraryErrors.argumentType;
    argv[i] = formatArgument(word);
  }
  return undefined;
}

/** A number as scripts hand it to commands: C's `%.17g`. */
function formatArgument(value: number): Bytes {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return `${value}`;
  return formatGeneral(value, PRECISION);
}
