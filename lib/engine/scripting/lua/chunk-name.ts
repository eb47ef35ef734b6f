/**
 * How messages call a chunk: without the `@` of a file, or a line of the source in quotes.
 * @param size bytes that there is room for, a NUL at the end included
 */
export function chunkId(chunkName: string, size: number): string {
  if (chunkName.startsWith('=')) return chunkName.slice(1, size);
  if (chunkName.startsWith('@')) {
    const name = chunkName.slice(1);
    const room = size - " '...' ".length - 1;
    return name.length > room ? `...${name.slice(-room)}` : name;
  }
  const room = size - ' [string "..."] '.length - 1;
  const end = chunkName.search(/[\r\n]/);
  const line = end < 0 ? chunkName : chunkName.slice(0, end);
  return `[string "${end >= 0 || line.length > room ? `${line.slice(0, room)}...` : line}"]`;
}
