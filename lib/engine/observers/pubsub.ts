import type { Bytes } from '../bytes.js';
import { matchGlob } from '../glob.js';
import { Push } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import type { Unit } from '../unit.js';

/** The kinds of subscription: by channel name, by glob pattern, by shard channel name. */
export type SubscriptionKind = 'channels' | 'patterns' | 'shardChannels';

const KINDS: readonly SubscriptionKind[] = ['channels', 'patterns', 'shardChannels'];

/** Who listens to what, and the delivery of messages through the unit's outbox. */
export class PubSub {
  private readonly registry: Readonly<Record<SubscriptionKind, Map<Bytes, Set<Session>>>> = {
    channels: new Map(),
    patterns: new Map(),
    shardChannels: new Map(),
  };

  constructor(private readonly unit: Unit) {}

  /** @returns whether the subscription is new */
  subscribe(session: Session, kind: SubscriptionKind, name: Bytes): boolean {
    if (session[kind].has(name)) return false;
    session[kind].add(name);
    session.turn(SessionState.SUBSCRIBER, true);
    const subscribers = this.registry[kind].get(name);
    if (subscribers) subscribers.add(session);
    else this.registry[kind].set(name, new Set([session]));
    return true;
  }

  /** @returns whether there was such a subscription */
  unsubscribe(session: Session, kind: SubscriptionKind, name: Bytes): boolean {
    if (!session[kind].delete(name)) return false;
    session.turn(
      SessionState.SUBSCRIBER,
      KINDS.some((any) => session[any].size > 0),
    );
    const subscribers = this.registry[kind].get(name);
    subscribers?.delete(session);
    if (subscribers?.size === 0) this.registry[kind].delete(name);
    return true;
  }

  /** Ends all subscriptions of a session. */
  unsubscribeAll(session: Session): void {
    for (const kind of KINDS) {
      for (const name of session[kind]) this.unsubscribe(session, kind, name);
    }
  }

  /** PUBLISH. @returns how many subscriptions received the message */
  publish(channel: Bytes, message: Bytes): number {
    let count = this.send(this.registry.channels.get(channel), ['message', channel, message]);
    for (const [pattern, subscribers] of this.registry.patterns) {
      if (matchGlob(pattern, channel)) {
        count += this.send(subscribers, ['pmessage', pattern, channel, message]);
      }
    }
    return count;
  }

  /** SPUBLISH. @returns how many sessions received the message */
  publishToShard(channel: Bytes, message: Bytes): number {
    return this.send(this.registry.shardChannels.get(channel), ['smessage', channel, message]);
  }

  /** Hands one message to many. @returns to how many */
  private send(subscribers: ReadonlySet<Session> | undefined, elements: readonly Bytes[]): number {
    if (!subscribers) return 0;
    const message = new Push(elements);
    for (const session of subscribers) this.unit.send(session, message);
    return subscribers.size;
  }

  /** The names that have subscribers. @param pattern a glob that limits them */
  active(kind: SubscriptionKind, pattern?: Bytes): Bytes[] {
    const names = [...this.registry[kind].keys()];
    return pattern === undefined ? names : names.filter((name) => matchGlob(pattern, name));
  }

  /** How many sessions listen to a name. */
  subscribers(kind: SubscriptionKind, name: Bytes): number {
    return this.registry[kind].get(name)?.size ?? 0;
  }

  /** How many distinct names of a kind have subscribers. */
  count(kind: SubscriptionKind): number {
    return this.registry[kind].size;
  }
}
