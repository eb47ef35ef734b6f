import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'redis';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { describeEachServer } from '../../support/each-server.js';

interface Node {
  readonly http: HttpServer;
  readonly io: Server;
  readonly port: number;
}

/** The connections of an adapter, and how to end them. */
interface Pair {
  readonly publisher: unknown;
  readonly subscriber: unknown;
  close(): unknown;
}

const CLIENTS: Record<string, (url: string) => Promise<Pair>> = {
  async ioredis(url) {
    const publisher = new Redis(url);
    const subscriber = publisher.duplicate();
    await Promise.all([once(publisher, 'ready'), once(subscriber, 'ready')]);
    return {
      publisher,
      subscriber,
      close: () => [publisher.disconnect(), subscriber.disconnect()],
    };
  },
  async 'node-redis'(url) {
    const publisher = createClient({ url });
    const subscriber = publisher.duplicate();
    await Promise.all([publisher.connect(), subscriber.connect()]);
    return {
      publisher,
      subscriber,
      close: () => Promise.all([publisher.close(), subscriber.close()]),
    };
  },
};

for (const [client, open] of Object.entries(CLIENTS)) {
  describeEachServer(`@socket.io/redis-adapter on ${client}`, (server) => {
    let nodes: Node[] = [];
    let pairs: Pair[] = [];
    let sockets: Socket[] = [];

    async function start(): Promise<Node> {
      const pair = await open(server().url);
      pairs.push(pair);
      const http = createServer();
      const node = new Server(http, {
        adapter: createAdapter(pair.publisher, pair.subscriber, { requestsTimeout: 20_000 }),
      });
      node.on('connection', (socket) => {
        socket.on('join', (room: string, done: () => void) => {
          void socket.join(room);
          done();
        });
      });
      await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
      return { http, io: node, port: (http.address() as AddressInfo).port };
    }

    async function connect({ port }: Node): Promise<Socket> {
      const socket = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
      sockets.push(socket);
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      return socket;
    }

    /** Until every node hears the others. */
    async function meet(): Promise<void> {
      for (const node of nodes) {
        while ((await node.io.serverSideEmitWithAck('who').catch(() => [])).length < 1);
      }
    }

    beforeEach(async () => {
      nodes = [await start(), await start()];
      for (const node of nodes) node.io.on('who', (answer) => (answer as (n: number) => void)(1));
      await meet();
    });

    afterEach(async () => {
      for (const socket of sockets) socket.disconnect();
      await Promise.all(nodes.map((node) => node.io.close()));
      await Promise.all(pairs.map((pair) => pair.close()));
      nodes = [];
      pairs = [];
      sockets = [];
    });

    it('brings a broadcast to the rooms of another node', async () => {
      const [here, there] = nodes as [Node, Node];
      const ada = await connect(here);
      const bob = await connect(there);
      await bob.emitWithAck('join', 'room');
      await ada.emitWithAck('join', 'other');
      const heard = new Promise((resolve) => bob.once('news', (...words) => resolve(words)));
      here.io.to('room').emit('news', 'été', Buffer.from([0, 255, 13, 10]));
      expect(await heard).toEqual(['été', Buffer.from([0, 255, 13, 10])]);
    });

    it('asks other nodes for their sockets, and moves them', async () => {
      const [here, there] = nodes as [Node, Node];
      await connect(here);
      const bob = await connect(there);
      expect(await here.io.fetchSockets()).toHaveLength(2);
      here.io.in(bob.id!).socketsJoin('moved');
      while ((await here.io.in('moved').fetchSockets()).length === 0);
      const [found] = await here.io.in('moved').fetchSockets();
      expect(found!.id).toBe(bob.id);
    });
  });
}
