import { expect, it } from '@jest/globals';
import { OK, ReplyError } from '../../../lib/engine/reply.js';
import { describeWithRedisCluster } from '../../support/redis-cluster.js';
import { describeWithRedis } from '../../support/redis-server.js';

describeWithRedis('a redis-server of the tests', (server) => {
  it('answers over its port and over its unix socket', async () => {
    const overPath = await server().connect(3);
    const overPort = await server().connect(2, { port: server().port });
    expect(await overPath.call('SET', 'k', '\xff\0')).toEqual(OK);
    expect(await overPort.pipeline([['GET', 'k'], ['NOSUCH']])).toEqual([
      '\xff\0',
      new ReplyError("ERR unknown command 'NOSUCH', with args beginning with: "),
    ]);
    await Promise.all([overPath.close(), overPort.close()]);
  });
});

describeWithRedisCluster('a cluster of the tests', (cluster) => {
  it('serves all slots', async () => {
    const client = await cluster().nodes[0]!.connect();
    expect(await client.call('CLUSTER', 'INFO')).toContain('cluster_state:ok');
    await client.close();
  });
});
