import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InMemoryCache } from '../../lib/engine/engine.js';
import type { ProtocolVersion } from '../../lib/protocol/reply-encoder.js';
import { RespServer } from '../../lib/server/resp-server.js';
import { EngineClient } from './engine-client.js';
import { RawClient } from './raw-client.js';
import type { TestClient } from './test-client.js';

/** The ways to an engine. */
export const FACES = ['gate', 'server'] as const;
export type FaceName = (typeof FACES)[number];

/** A way to an engine whose clients can be asked one after the other. */
export interface EngineFace {
  connect(protocol: ProtocolVersion): Promise<TestClient>;
  /** Waits until all that clients have sent is executed, and all answers are there. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a way to an engine. */
export async function openFace(name: FaceName, engine: InMemoryCache): Promise<EngineFace> {
  return name === 'gate' ? new GateFace(engine) : ServerFace.open(engine);
}

class GateFace implements EngineFace {
  constructor(private readonly engine: InMemoryCache) {}

  connect(protocol: ProtocolVersion): Promise<TestClient> {
    return EngineClient.connect(this.engine, protocol);
  }

  async settle(): Promise<void> {}

  async close(): Promise<void> {}
}

/** How often the event loop turns without any progress before what is missing is given up. */
const PATIENCE = 50;

class ServerFace implements EngineFace {
  private readonly clients: RawClient[] = [];
  private readonly input: Meter;
  private readonly output: Meter;

  private constructor(
    engine: InMemoryCache,
    private readonly server: RespServer,
    private readonly folder: string,
    private readonly path: string,
  ) {
    this.input = new Meter(engine.stats, 'netInput');
    this.output = new Meter(engine.stats, 'netOutput');
  }

  static async open(engine: InMemoryCache): Promise<ServerFace> {
    const folder = mkdtempSync(join(tmpdir(), 'rednest-face-'));
    const path = join(folder, 'engine.sock');
    const server = new RespServer(engine, { sweep: false });
    await server.listen({ path });
    return new ServerFace(engine, server, folder, path);
  }

  async connect(protocol: ProtocolVersion): Promise<TestClient> {
    const client = await RawClient.connect({ path: this.path }, protocol);
    this.clients.push(client);
    return client;
  }

  async settle(): Promise<void> {
    let before = '';
    for (let idle = 0; idle < PATIENCE && !this.isSettled();) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = `${this.input.total} ${this.output.total} ${this.received}`;
      idle = now === before ? idle + 1 : 0;
      before = now;
    }
  }

  async close(): Promise<void> {
    await this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get received(): number {
    return this.clients.reduce((sum, client) => sum + client.bytesReceived, 0);
  }

  private isSettled(): boolean {
    const sent = this.clients.reduce((sum, client) => sum + client.bytesSent, 0);
    return this.input.total === sent && this.output.total === this.received;
  }
}

type Count = 'netInput' | 'netOutput';

/** Adds up what a statistic counts, whatever CONFIG RESETSTAT does to it. */
class Meter {
  total = 0;

  constructor(stats: InMemoryCache['stats'], name: Count) {
    let count = stats[name];
    Object.defineProperty(stats, name, {
      get: () => count,
      set: (value: number) => {
        if (value > count) this.total += value - count;
        count = value;
      },
    });
  }
}
