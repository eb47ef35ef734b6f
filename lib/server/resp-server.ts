import {
  createServer,
  type AddressInfo,
  type ListenOptions as NodeListenOptions,
  type Server,
  type Socket,
} from 'node:net';
import { clearInterval, setInterval } from 'node:timers';
import {
  BackgroundSweep,
  checkSweepOptions,
  type SweepOptions,
} from '../client/background-sweep.js';
import { encode, type Bytes } from '../engine/bytes.js';
import { InMemoryCache } from '../engine/engine.js';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { aFunction, checkKnownOptions, type OptionCheck } from '../engine/known-options.js';
import {
  checkListenOptions,
  isUnixSocket,
  type ListenAddress,
  type ListenOptions,
  type TcpAddress,
  type TcpListenOptions,
  type UnixAddress,
  type UnixListenOptions,
} from './listen-options.js';
import { PROTECTED_MODE, TOO_MANY_CLIENTS } from './refusals.js';
import { RespSocket } from './resp-socket.js';
import { readShared } from './shared-read.js';
import { isLoopback, originOf } from './socket-address.js';
import { removeStaleSocket, setPermissions } from './unix-socket.js';

/** What a server can be made with. */
export interface RespServerOptions {
  /** The removal of expired keys in the background while the server listens, where nobody else does it yet; or none. */
  readonly sweep?: SweepOptions | false;
  /** Told of a bug of the engine; its request was answered with an error (default: a warning of the process). */
  readonly onFault?: (fault: unknown) => void;
}

const OPTIONS: Record<keyof RespServerOptions, OptionCheck> = {
  sweep: (name, value) => {
    if (value !== false) checkSweepOptions(name, value);
  },
  onFault: aFunction,
};

/** Where a listener listens, and whom it refuses. */
interface Place {
  readonly address: ListenAddress;
  readonly protectedMode?: boolean;
}

const DEFAULT_HOST = '127.0.0.1';
const LOOPBACK_ONLY =
  'an address of the loopback interface while no password is set and the protected mode is on';
/** Where CONFIG leaves it to the system, which would not understand 0. */
const DEFAULT_BACKLOG = 511;
/** ms between two looks at connections that are silent, or slow to read. */
const INSPECTION_INTERVAL = 1000;
const MS_PER_SECOND = 1000;

// Captured now: with fake timers that are installed later, "run all timers" would never end.
const startTimer = setInterval;
const stopTimer = clearInterval;

/**
 * The face of an engine to other processes: it speaks RESP2 and RESP3 over TCP and unix sockets as redis-server does,
 * within the limits of CONFIG (`maxclients`, `timeout`, `tcp-keepalive`, `client-output-buffer-limit`,
 * `client-query-buffer-limit`, `proto-max-bulk-len`).
 *
 * ```ts
 * const server = new RespServer(new InMemoryCache());
 * const { port } = await server.listen({ port: 6379 });
 * await server.close();
 * ```
 */
export class RespServer {
  private readonly listeners = new Map<Server, ListenAddress>();
  private readonly sockets = new Set<RespSocket>();
  private stopInspecting: (() => void) | undefined;
  private readonly onFault: (fault: unknown) => void;

  /**
   * @param engine what is served; several servers may share it
   * @throws InvalidOptionError naming the option that cannot be accepted
   */
  constructor(
    readonly engine: InMemoryCache,
    private readonly options: RespServerOptions = {},
  ) {
    if (!(engine instanceof InMemoryCache)) {
      throw new InvalidOptionError('engine', 'an InMemoryCache', engine);
    }
    checkKnownOptions<RespServerOptions>('', options, OPTIONS);
    this.onFault = options.onFault ?? warn;
  }

  /** Where the server listens. */
  get addresses(): ListenAddress[] {
    return [...this.listeners.values()];
  }

  /** How many connections are open. */
  get connections(): number {
    return this.sockets.size;
  }

  /**
   * Begins to accept connections on a TCP port or a unix socket; several calls listen in several places.
   * @returns the address, with the port that was chosen for port 0
   * @throws InvalidOptionError naming the option that cannot be accepted; `host` too, when other machines could reach
   *   it although no password is set and the protected mode is on
   * @throws Error of Node when the address cannot be bound, with a code such as `EADDRINUSE`
   */
  async listen(options: TcpListenOptions): Promise<TcpAddress>;
  async listen(options: UnixListenOptions): Promise<UnixAddress>;
  async listen(options: ListenOptions): Promise<ListenAddress>;
  async listen(options: ListenOptions): Promise<ListenAddress> {
    checkListenOptions('', options);
    const { settings } = this.engine;
    const backlog = options.backlog ?? (settings.tcpBacklog || DEFAULT_BACKLOG);
    if (isUnixSocket(options)) {
      const { path, permissions = settings.unixSocketPerm } = options;
      removeStaleSocket(path);
      await this.open({ path, backlog }, { address: { path } });
      setPermissions(path, permissions);
      settings.unixSocket = encode(path);
      return { path };
    }
    const { host = DEFAULT_HOST, protectedMode } = options;
    if (this.isProtected(protectedMode) && !isLoopback(host)) {
      throw new InvalidOptionError('host', LOOPBACK_ONLY, host);
    }
    const address = { port: options.port, host };
    const listener = await this.open(
      { ...address, backlog, ipv6Only: true },
      { address, protectedMode },
    );
    address.port = (listener.address() as AddressInfo).port;
    settings.port = address.port;
    settings.bind = [encode(host)];
    return address;
  }

  /** Closes all connections and listens no longer. Safe to repeat. */
  async close(): Promise<void> {
    const listeners = [...this.listeners.keys()];
    this.forgetAddresses();
    this.listeners.clear();
    const closed = listeners.map((listener) => new Promise((done) => listener.close(done)));
    for (const { session } of this.sockets) this.engine.kill(session);
    this.stopInspecting?.();
    this.stopInspecting = undefined;
    BackgroundSweep.of(this.engine)?.release(this);
    await Promise.all(closed);
  }

  /** CONFIG no longer tells addresses that it has from here. */
  private forgetAddresses(): void {
    const { settings } = this.engine;
    for (const address of this.addresses) {
      if ('path' in address && settings.unixSocket === encode(address.path))
        settings.unixSocket = '';
      if ('port' in address && settings.port === address.port) settings.port = 0;
    }
  }

  private async open(options: NodeListenOptions, place: Place): Promise<Server> {
    const listener = createServer({ pauseOnConnect: true, noDelay: true }, (socket) =>
      this.accept(socket, place),
    );
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(options, () => {
        listener.off('error', reject);
        resolve();
      });
    });
    listener.on('error', this.onFault);
    this.listeners.set(listener, place.address);
    this.startBackground();
    return listener;
  }

  /** Whether only this machine may connect. @param protectedMode the option of a listener */
  private isProtected(protectedMode = this.engine.settings.protectedMode): boolean {
    return protectedMode && this.engine.acl.defaultUser.noPassword;
  }

  private accept(accepted: Socket, place: Place): void {
    const refusal = this.refusalOf(accepted, place);
    if (refusal !== undefined) {
      this.refuse(accepted, refusal);
      return;
    }
    const path = 'path' in place.address ? place.address.path : undefined;
    let socket: RespSocket;
    try {
      socket = new RespSocket(this.engine, originOf(accepted, path), this.onFault);
    } catch {
      // The engine was closed.
      accepted.destroy();
      return;
    }
    this.sockets.add(socket);
    const stream = readShared(accepted, (bytes, length) => socket.receive(bytes, length));
    socket.use(stream, () => this.sockets.delete(socket));
    const { tcpKeepalive } = this.engine.settings;
    if (path === undefined && tcpKeepalive > 0) {
      stream.setKeepAlive(true, tcpKeepalive * MS_PER_SECOND);
    }
  }

  private refusalOf(accepted: Socket, { address, protectedMode }: Place): Bytes | undefined {
    if (this.sockets.size >= this.engine.settings.maxClients) return TOO_MANY_CLIENTS;
    if ('path' in address || !this.isProtected(protectedMode)) return undefined;
    return isLoopback(accepted.remoteAddress ?? '') ? undefined : PROTECTED_MODE;
  }

  private refuse(accepted: Socket, refusal: Bytes): void {
    this.engine.stats.rejectedConnections++;
    accepted.on('error', () => undefined);
    accepted.end(refusal, 'latin1', () => accepted.destroy());
  }

  private startBackground(): void {
    const { engine, options } = this;
    if (options.sweep !== false) {
      if (!BackgroundSweep.of(engine)) BackgroundSweep.install(engine, options.sweep ?? {});
      BackgroundSweep.of(engine)?.use(this);
    }
    this.stopInspecting ??= this.startInspecting();
  }

  private startInspecting(): () => void {
    const { clock } = this.engine;
    const inspect = (): void => {
      const now = clock.now();
      for (const socket of this.sockets) socket.inspect(now);
    };
    if (clock.onAdvance) return clock.onAdvance(inspect);
    const timer = startTimer(inspect, INSPECTION_INTERVAL).unref();
    return () => stopTimer(timer);
  }
}

function warn(fault: unknown): void {
  process.emitWarning(fault instanceof Error ? fault : new Error(String(fault)));
}
