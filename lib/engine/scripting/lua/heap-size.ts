import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** Bytes that the process has in use on its heap and beside it, garbage included. */
export function heapSize(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** {@link heapSize} without garbage. It takes as long as a full collection does. */
export function liveHeapSize(): number {
  if (collect === undefined) {
    // The function is there in contexts that are made while the flag is set.
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  collect();
  return heapSize();
}
