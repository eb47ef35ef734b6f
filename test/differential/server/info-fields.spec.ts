import { expect, it } from '@jest/globals';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { describeDifferential } from '../harness/table.js';

/** Fields that cannot exist here, and why. */
const NOT_HERE: Readonly<Record<string, string>> = {
  redis_git_sha1: 'there is no build of redis-server',
  redis_git_dirty: 'there is no build of redis-server',
  redis_build_id: 'there is no build of redis-server',
  atomicvar_api: 'C only',
  gcc_version: 'C only',
  used_cpu_sys_main_thread: 'Node tells the time of the process, not of a thread',
  used_cpu_user_main_thread: 'Node tells the time of the process, not of a thread',
};
/** Fields that Redis 7.0 does not have. */
const NEWER_OR_OWN = [
  'node_version',
  'acl_access_denied_auth',
  'acl_access_denied_cmd',
  'acl_access_denied_key',
  'acl_access_denied_channel',
];
/** Fields whose values are the same on a fresh server, whatever machine and process it is. */
const SAME_VALUE =
  /^(redis_mode|arch_bits|process_supervised|hz|configured_hz|io_threads_active|cluster_\w+|maxclients|blocked_clients|tracking_clients|clients_in_timeout_table|maxmemory\w*|mem_(not|repl|total|cluster|aof|clients_slaves)\w*|active_defrag\w+|lazy\w+|loading|async_loading|current_\w+|rdb_(bgsave|last_bgsave|current|saves|last_cow|last_load)\w*|aof_\w+|module_\w+|sync_\w+|expired_stale_perc|evicted_\w+|total_eviction\w+|latest_fork_usec|total_forks|migrate\w+|slave\w+|tracking_\w+|unexpected_error_replies|dump_payload\w+|io_threaded\w+|role|connected_slaves|master_failover_state|master_replid2|master_repl_offset|second_repl_offset|repl_\w+|total_net_repl\w+|instantaneous_\w+repl_kbps|used_cpu_\w+_children)$/;

type Lines = readonly (readonly [name: string, value: string])[];

async function linesOf(client: TestClient, ...sections: string[]): Promise<Lines> {
  const info = String(await client.call('INFO', ...sections));
  return info
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => line.split(/:(.*)/) as [string, string]);
}

describeDifferential('INFO', (server) => {
  it('has the sections and fields of Redis, in its order, with its values where both are new', async () => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    const sections = ['default', 'modules', 'commandstats', 'errorstats', 'latencystats'];
    for (const client of [ours, theirs]) await client.call('CONFIG', 'RESETSTAT');
    const mine = await linesOf(ours, ...sections);
    const expected = await linesOf(theirs, ...sections);
    const names = (lines: Lines): string[] =>
      lines.map(([name]) => name).filter((name) => !/^(cmdstat|latency_)/.test(name));
    expect(names(mine).filter((name) => !NEWER_OR_OWN.includes(name))).toEqual(
      names(expected).filter((name) => NOT_HERE[name] === undefined),
    );
    const same = (lines: Lines): Lines => lines.filter(([name]) => SAME_VALUE.test(name));
    expect(same(mine)).toEqual(same(expected));
    expect(same(mine).length).toBeGreaterThan(70);
    await Promise.all([ours.close(), theirs.close()]);
  });

  it.each([
    [],
    ['all'],
    ['EVERYTHING'],
    ['default'],
    ['default', 'commandstats'],
    ['all', 'server'],
    ['nope'],
    ['nope', 'server'],
    ['latencystats', 'keyspace', 'latencystats'],
    ['sentinel'],
    ['modules'],
  ])('has the titles that Redis has for %j', async (...sections) => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    const titles = async (client: TestClient): Promise<string[]> =>
      (await linesOf(client, ...sections)).map(([name]) => name).filter((name) => name[0] === '#');
    expect(await titles(ours)).toEqual(await titles(theirs));
    await Promise.all([ours.close(), theirs.close()]);
  });

  it('spells what commands count and take as Redis does', async () => {
    const ours = await EngineClient.connect(new InMemoryCache());
    const theirs = await server().connect();
    const shapes = async (client: TestClient): Promise<string[]> => {
      await client.call('CONFIG', 'RESETSTAT');
      await client.call('CONFIG', 'SET', 'latency-tracking-info-percentiles', '0 50 99.99 100');
      for (let i = 0; i < 3; i++) await client.call('SET', 'k', 'v');
      await client.call('CLIENT', 'GETNAME');
      const lines = await linesOf(client, 'commandstats', 'latencystats');
      await client.call('CONFIG', 'SET', 'latency-tracking-info-percentiles', '50 99 99.9');
      return lines
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}:${value.replace(/(usec|call|p[\d.]+)=[\d.]+/g, '$1=N')}`)
        .filter((line) => !/resetstat|config\|set/.test(line))
        .sort();
    };
    expect(await shapes(ours)).toEqual(await shapes(theirs));
    await Promise.all([ours.close(), theirs.close()]);
  });
});
