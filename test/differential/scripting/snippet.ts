/**
 * A script that both sides run: its source (one char per byte) alone, or with KEYS and ARGV. The keyspace is empty
 * before each.
 */
export type Snippet = string | ScriptCall;

/** A script with what surrounds it. */
export interface ScriptCall {
  readonly script: string;
  readonly keys?: readonly string[];
  readonly args?: readonly string[];
  /** Command lines, as one types them into redis-cli, that run before the script. */
  readonly before?: readonly string[];
  /** Command lines that run after the script and are compared as well. */
  readonly after?: readonly string[];
}

/** The snippets of one file, under the headings that a failure names. */
export type Snippets = Readonly<Record<string, readonly Snippet[]>>;

/** Scripts of one line each: `lines(String.raw`...`)` leaves Lua's escapes alone. */
export function lines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Scripts of several lines each, with a line of `---` between them. */
export function blocks(text: string): string[] {
  return text.split('\n---\n').map((block) => block.replace(/^\n|\n$/g, ''));
}
