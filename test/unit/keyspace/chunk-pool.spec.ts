import { describe, expect, it } from '@jest/globals';
import { ChunkPool } from '../../../lib/engine/keyspace/chunk-pool.js';
import { CHUNK_SIZE } from '../../../lib/engine/keyspace/key-chunk.js';

/** A pool of so many full chunks; slots are handed out in ascending order. */
function full(chunks: number): ChunkPool<number> {
  const pool = new ChunkPool<number>();
  let last = -1;
  for (let i = 0; i < chunks * CHUNK_SIZE; i++) last = pool.take();
  expect(last).toBe(chunks * CHUNK_SIZE - 1);
  return pool;
}

describe('the chunk pool', () => {
  it('hands out the lowest chunk with room, among dozens', () => {
    const pool = full(40);
    const freed = [39, 33, 3].map((chunk) => chunk * CHUNK_SIZE + 7);
    for (const slot of freed) pool.release(slot);
    expect(freed.map(() => pool.take())).toEqual(freed.toReversed());
    expect(pool.take()).toBe(40 * CHUNK_SIZE);
  });

  it('keeps one empty chunk at most', () => {
    const pool = full(4);
    const bytes = pool.bytes;
    for (let slot = CHUNK_SIZE; slot < 4 * CHUNK_SIZE; slot++) pool.release(slot);
    expect(pool.bytes).toBe(bytes / 2);
    for (let i = CHUNK_SIZE; i < 4 * CHUNK_SIZE; i++) pool.take();
    expect(pool.bytes).toBe(bytes);
  });

  it('counts the memory of deadlines', () => {
    const pool = full(1);
    const bytes = pool.bytes;
    pool.addDeadlines(pool.chunks[0]!);
    expect(pool.bytes).toBe(bytes + CHUNK_SIZE * Float64Array.BYTES_PER_ELEMENT);
  });
});
