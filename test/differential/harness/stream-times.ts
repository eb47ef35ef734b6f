import { MapReply, type Reply } from '../../../lib/engine/reply.js';

const ID = /^\d+-\d+$/;
/** What stands in front of a time in a map, or in RESP2's flat array. */
const TIMES = ['idle', 'seen-time'];

/**
 * A reply about streams in which times that are near those of another one are replaced by them: when consumers were
 * seen, and when entries were delivered.
 * @param tolerance ms
 */
export function withNearTimes(reply: Reply, other: Reply, tolerance: number): Reply {
  if (reply instanceof MapReply && other instanceof MapReply) {
    const entries = reply.entries.map(([name, value], i): readonly [Reply, Reply] => {
      const near = other.entries[i]?.[1] ?? null;
      return [name, TIMES.includes(String(name)) ? nearer(value, near) : aligned(value, near)];
    });
    return MapReply.of(entries);
  }
  if (!Array.isArray(reply) || !Array.isArray(other)) return reply;
  const time = timeOfDelivery(reply);
  return reply.map((value: Reply, i): Reply => {
    const isTime = i === time || (i % 2 === 1 && TIMES.includes(String(reply[i - 1])));
    return isTime ? nearer(value, other[i] ?? null) : aligned(value, other[i] ?? null);
  });

  function aligned(value: Reply, near: Reply): Reply {
    return withNearTimes(value, near, tolerance);
  }

  function nearer(value: Reply, near: Reply): Reply {
    if (typeof value !== 'number' || typeof near !== 'number') return value;
    return Math.abs(value - near) <= tolerance ? near : value;
  }
}

/** Where the time is in `[id, consumer, time, deliveries]` and in `[id, time, deliveries]`. */
function timeOfDelivery(reply: readonly Reply[]): number {
  const isDelivery = reply.length === 3 || reply.length === 4;
  return isDelivery && ID.test(String(reply[0])) ? reply.length - 2 : -1;
}
