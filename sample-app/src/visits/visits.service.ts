import { Injectable } from '@nestjs/common';
import { ConnectionManager } from 'rednest';

const DAYS_KEPT = 7;

/** How often the application was visited. */
export interface Visits {
  readonly total: number;
  readonly today: number;
}

/** Counts visits: in all, and per day for a week. */
@Injectable()
export class VisitsService {
  constructor(private readonly redis: ConnectionManager) {}

  /** Counts one visit. Both counters change together, and a day's counter never lacks its TTL. */
  async count(): Promise<Visits> {
    const [total, today] = this.keys();
    const replies = await this.redis
      .multi()
      .incr(total)
      .incr(today)
      .expire(today, DAYS_KEPT * 86_400)
      .exec();
    const [first, second] = (replies ?? []).map(([error, reply]) => {
      if (error) throw error;
      return Number(reply);
    });
    return { total: first ?? 0, today: second ?? 0 };
  }

  private keys(): [total: string, today: string] {
    const day = new Date().toISOString().slice(0, 10);
    // The braces put both into one slot of a cluster, as a transaction needs.
    return ['{visits}:total', `{visits}:${day}`];
  }
}
