import type { InMemoryCache } from '../../engine.js';
import { humanBytes, percent, ratio, type Fields } from './info-fields.js';
import { memoryFigures } from './memory-figures.js';

/** Bytes, and the same for people. */
const both = (name: string, bytes: number): Fields => [
  [name, bytes],
  [`${name}_human`, humanBytes(bytes)],
];

/** What the keyspaces hold, next to what the whole process has. */
export function memoryFields(engine: InMemoryCache): Fields {
  const figures = memoryFigures(engine);
  const { used, peak, startup, overhead, dataset, allocated, active, resident, rss } = figures;
  const { maxMemory, maxMemoryPolicy } = engine.settings;
  const { scripting } = engine;
  return [
    ...both('used_memory', used),
    ...both('used_memory_rss', rss),
    ...both('used_memory_peak', peak),
    ['used_memory_peak_perc', percent(used, peak)],
    ['used_memory_overhead', overhead],
    ['used_memory_startup', startup],
    ['used_memory_dataset', dataset],
    ['used_memory_dataset_perc', percent(dataset, used - startup)],
    ['allocator_allocated', allocated],
    ['allocator_active', active],
    ['allocator_resident', resident],
    ...both('total_system_memory', figures.total),
    // Scripts run in the heap of everything else: there is no interpreter with a memory of its own.
    ['used_memory_lua', 0],
    ['used_memory_vm_eval', 0],
    ['used_memory_lua_human', humanBytes(0)],
    ['used_memory_scripts_eval', scripting.scriptBytes],
    ['number_of_cached_scripts', scripting.scriptCount],
    ['number_of_functions', scripting.functionCount],
    ['number_of_libraries', scripting.libraryCount],
    ['used_memory_vm_functions', 0],
    ...both('used_memory_vm_total', 0),
    ['used_memory_functions', scripting.functionBytes],
    ...both('used_memory_scripts', scripting.scriptBytes + scripting.functionBytes),
    ...both('maxmemory', Number(maxMemory)),
    ['maxmemory_policy', maxMemoryPolicy],
    ['allocator_frag_ratio', ratio(active, allocated)],
    ['allocator_frag_bytes', active - allocated],
    ['allocator_rss_ratio', ratio(resident, active)],
    ['allocator_rss_bytes', resident - active],
    ['rss_overhead_ratio', ratio(rss, resident)],
    ['rss_overhead_bytes', rss - resident],
    ['mem_fragmentation_ratio', ratio(rss, used)],
    ['mem_fragmentation_bytes', rss - used],
    ['mem_not_counted_for_evict', 0],
    ['mem_replication_backlog', 0],
    ['mem_total_replication_buffers', 0],
    ['mem_clients_slaves', 0],
    ['mem_clients_normal', figures.clients],
    ['mem_cluster_links', 0],
    ['mem_aof_buffer', 0],
    ['mem_allocator', `v8-${process.versions.v8}`],
    ['active_defrag_running', 0],
    ['lazyfree_pending_objects', 0],
    ['lazyfreed_objects', 0],
  ];
}
