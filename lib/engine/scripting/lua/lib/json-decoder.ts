import type { Bytes } from '../../../bytes.js';
import type { LuaState } from '../state.js';
import { LuaTable } from '../table.js';
import type { LuaValue } from '../value.js';
import { type JsonSettings, STACK_SLOTS } from './json-settings.js';
import { JsonTokens, type JsonTokenType } from './json-tokens.js';

/** An array or object whose end is not reached. */
interface Open {
  readonly table: LuaTable;
  readonly isArray: boolean;
  /** Where the next value goes. */
  key: string | number;
}

/** Slots of the stack that C takes for an array or an object while it reads their values, ... */
const ARRAY_SLOTS = 1;
const OBJECT_SLOTS = 2;
/** ... and one more that it asks for. */
const SPARE_SLOTS = 1;
/** About what an entry of a table takes. */
const ENTRY_BYTES = 32;

/** `cjson.decode`: reads a JSON text, without recursion. */
export class JsonDecoder {
  private readonly tokens: JsonTokens;
  private readonly open: Open[] = [];
  /** How many slots of the stack C needs; one for the argument. */
  private slots = 1;

  constructor(
    private readonly state: LuaState,
    private readonly settings: JsonSettings,
    private readonly text: Bytes,
  ) {
    this.tokens = new JsonTokens(text, settings.decodeInvalidNumbers);
  }

  /** @throws LuaError for what is no JSON */
  decode(): LuaValue {
    const { text, tokens } = this;
    if (text.length >= 2 && (text[0] === '\0' || text[1] === '\0'))
      this.state.error('JSON parser does not support UTF-16 or UTF-32');
    this.state.tick(text.length >> 6);
    tokens.next();
    for (;;) {
      let value = this.value();
      while (value !== undefined) {
        const table = this.open.at(-1);
        if (table === undefined) {
          tokens.next();
          if (tokens.type !== 'T_END') this.fail('the end');
          return value;
        }
        table.table.set(table.key, value);
        this.state.allocate(ENTRY_BYTES);
        value = this.isAtEnd(table) ? table.table : undefined;
      }
    }
  }

  /** The value that the token is or begins; undefined when its own values come first. */
  private value(): LuaValue {
    this.state.tick(1);
    const { type, value } = this.tokens;
    switch (type) {
      case 'T_STRING':
      case 'T_NUMBER':
      case 'T_BOOLEAN':
      case 'T_NULL':
        return value;
      case 'T_ARR_BEGIN':
      case 'T_OBJ_BEGIN':
        return this.begin(type === 'T_ARR_BEGIN');
      default:
        return this.fail('value');
    }
  }

  /** @returns the table when it is empty, undefined otherwise */
  private begin(isArray: boolean): LuaTable | undefined {
    const { open, settings, state, tokens } = this;
    const depth = open.length + 1;
    const slots = isArray ? ARRAY_SLOTS : OBJECT_SLOTS;
    if (depth > settings.decodeMaxDepth || this.slots + slots + SPARE_SLOTS > STACK_SLOTS)
      state.error(`Found too many nested data structures (${depth}) at character ${tokens.at}`);
    const table = new LuaTable();
    state.allocate(ENTRY_BYTES);
    tokens.next();
    if (tokens.type === (isArray ? 'T_ARR_END' : 'T_OBJ_END')) return table;
    this.slots += slots;
    open.push({ table, isArray, key: isArray ? 1 : this.key() });
    return undefined;
  }

  /** Reads a key and its colon, and goes on to the value. */
  private key(): string {
    const key = this.expect('T_STRING', 'object key string') as string;
    this.expect('T_COLON', 'colon');
    return key;
  }

  /** Goes on behind a token of a type. @returns its value */
  private expect(type: JsonTokenType, name: string): LuaValue {
    const { tokens } = this;
    if (tokens.type !== type) this.fail(name);
    const { value } = tokens;
    tokens.next();
    return value;
  }

  /** Reads what comes after a value. @returns whether that was the last one */
  private isAtEnd(table: Open): boolean {
    const { tokens } = this;
    tokens.next();
    if (tokens.type === (table.isArray ? 'T_ARR_END' : 'T_OBJ_END')) {
      this.slots -= table.isArray ? ARRAY_SLOTS : OBJECT_SLOTS;
      this.open.pop();
      return true;
    }
    if (tokens.type !== 'T_COMMA')
      this.fail(table.isArray ? 'comma or array end' : 'comma or object end');
    tokens.next();
    table.key = table.isArray ? (table.key as number) + 1 : this.key();
    return false;
  }

  private fail(expected: string): never {
    const { type, problem, index } = this.tokens;
    const found = type === 'T_ERROR' ? problem : type;
    return this.state.error(`Expected ${expected} but found ${found} at character ${index + 1}`);
  }
}
