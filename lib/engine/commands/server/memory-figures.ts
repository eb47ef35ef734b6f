import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { InMemoryCache } from '../../engine.js';

/** Where the memory goes, in bytes: what the engine accounts for, and what the process around it has. */
export interface MemoryFigures {
  /** Keys, values and indexes. */
  readonly used: number;
  readonly peak: number;
  /** What an engine without keys takes. */
  readonly startup: number;
  /** Indexes and everything else that is neither key nor value. */
  readonly overhead: number;
  /** Keys and values. */
  readonly dataset: number;
  /** What waits for clients, or comes from them. */
  readonly clients: number;
  /** The collector's heap and what hangs on it: in use, reserved, and in physical memory. */
  readonly allocated: number;
  readonly active: number;
  readonly resident: number;
  /** The whole process in physical memory. */
  readonly rss: number;
  /** The machine's. */
  readonly total: number;
}

/** Looks at the memory. */
export function memoryFigures(engine: InMemoryCache): MemoryFigures {
  const { rss } = process.memoryUsage();
  const heap = getHeapStatistics();
  const used = engine.memory();
  const dataset = engine.databases.reduce((sum, { payload }) => sum + payload, 0);
  let clients = 0;
  for (const { buffers } of engine.sessions) {
    clients += buffers.query + buffers.queryFree + buffers.args + buffers.output;
  }
  return {
    used,
    peak: engine.peakMemory,
    startup: engine.startupMemory,
    overhead: used - dataset,
    dataset,
    clients,
    allocated: heap.used_heap_size + heap.external_memory,
    active: heap.total_heap_size + heap.external_memory,
    resident: heap.total_physical_size + heap.external_memory,
    rss,
    total: totalmem(),
  };
}
