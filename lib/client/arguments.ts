import { encode, encodeOwned, fromBuffer, type Bytes } from '../engine/bytes.js';

/** How the arguments of a command become bytes. */
export type ToBytes = (text: string) => Bytes;

/** For commands that store arguments: the bytes must not share memory with the application's text. */
export const toStoredBytes: ToBytes = encodeOwned;

/** For commands that only read. */
export const toReadBytes: ToBytes = encode;

/**
 * The words of a command whose arguments are texts, numbers or Buffers, as ioredis sends them. Everything else (nested
 * arrays, objects, null, callbacks, integers that are not safe) is left to ioredis.
 * @param prefix what the first argument is prefixed with: `keyPrefix`, where that is a key
 * @returns `undefined` when there is such an argument
 */
export function words(
  name: string,
  args: readonly unknown[],
  toBytes: ToBytes,
  prefix: string,
): Bytes[] | undefined {
  const argv: Bytes[] = [name];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (typeof arg === 'string') argv.push(toBytes(i === 0 && prefix !== '' ? prefix + arg : arg));
    else if (i === 0 && prefix !== '') return undefined;
    else if (typeof arg === 'number') {
      if (Number.isInteger(arg) && !Number.isSafeInteger(arg)) return undefined;
      argv.push(String(arg));
    } else if (arg instanceof Buffer) argv.push(fromBuffer(arg));
    else return undefined;
  }
  return argv;
}

/** The words of a command of ioredis, whose arguments are texts and Buffers by now. */
export function wordsOf(name: string, args: readonly unknown[], toBytes: ToBytes): Bytes[] {
  const argv: Bytes[] = [encode(name)];
  for (const arg of args) argv.push(arg instanceof Buffer ? fromBuffer(arg) : toBytes(String(arg)));
  return argv;
}
