import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { InvalidOptionError } from '../engine/invalid-option.js';
import { accepts, isRecord } from '../engine/known-options.js';
import {
  clientAddress,
  requestResponse,
  setHeader,
  type RequestResponse,
} from '../nest/request-response.js';
import { clientTag, counterKey, hashTag, partitionOf } from './counter-key.js';
import type { Counter } from './fixed-window.js';
import { rateLimitFields } from './headers.js';
import type { LimitState } from './limit-state.js';
import { RateLimiter } from './rate-limiter.js';
import {
  checkLimit,
  DEFAULT_KEY_PREFIX,
  type KeyResult,
  type RateLimitCount,
} from './rate-limit-options.js';
import { routeLimits, type RouteLimit } from './route-limits.js';

/** The counters of one request. */
export interface RequestCounters {
  /** Those that count it when it arrives. */
  readonly counted: readonly Counter[];
  /** Those that count it by its outcome. */
  readonly deferred: readonly DeferredCounter[];
}

/** A counter that counts a request by its outcome. */
export interface DeferredCounter {
  readonly counter: Counter;
  readonly count: Exclude<RateLimitCount, 'all'>;
}

/** Counts HTTP requests of clients without an address, such as those that have already gone. */
const UNKNOWN_CLIENT = 'unknown';

/** Any object: it can be of the other build of this package, or a test's own. */
const aLimiter = accepts('a RateLimiter', isRecord);

/** What guard and interceptor share: they find out which counters a request has. Users override its methods. */
@Injectable()
export abstract class RequestLimits {
  private readonly routes = new WeakMap<object, WeakMap<object, readonly RouteLimit[]>>();

  /**
   * @param limiter counts the requests
   * @throws InvalidOptionError when it is no RateLimiter
   */
  constructor(@Inject(RateLimiter) protected readonly limiter: RateLimiter) {
    aLimiter('limiter', limiter);
  }

  /** Leaves requests out of all limits: the `skipIf` of the module. */
  protected shouldSkip(context: ExecutionContext): boolean | Promise<boolean> {
    return this.limiter.options.skipIf?.(context) ?? false;
  }

  /**
   * Whom a request is counted for, unless the limit has a `key`.
   * @returns `undefined` leaves the request unlimited: the default for contexts without an address, microservices
   */
  protected getTracker(request: unknown, context: ExecutionContext): KeyResult {
    const { tracker } = this.limiter.options;
    if (tracker) return tracker(request, context);
    const address = clientAddress(request);
    return address ?? (context.getType<string>() === 'http' ? UNKNOWN_CLIENT : undefined);
  }

  /**
   * The key of a counter. One that is made otherwise must have a hash tag, such as `{127.0.0.1}`, since there are
   * further keys next to it.
   * @param client what the tracker or the limit's `key` answered
   */
  protected generateKey(
    _context: ExecutionContext,
    client: string,
    { scope, name }: Pick<RouteLimit, 'scope' | 'name'>,
  ): string {
    const { keyPrefix = DEFAULT_KEY_PREFIX } = this.limiter.options;
    return counterKey(keyPrefix, clientTag(client), scope, name);
  }

  /** Where the request and the response are; either may be `undefined`. */
  protected getRequestResponse(context: ExecutionContext): RequestResponse {
    return requestResponse(context);
  }

  /** Tells the client about its limits. */
  protected setHeaders(res: unknown, limits: readonly LimitState[]): void {
    if (this.limiter.options.headers === false) return;
    for (const [name, value] of rateLimitFields(limits)) setHeader(res, name, value);
  }

  /** The limits of the route that a context belongs to. */
  protected limitsOf(context: ExecutionContext): readonly RouteLimit[] {
    const controller = context.getClass();
    const handler = context.getHandler();
    let handlers = this.routes.get(controller);
    if (handlers === undefined) this.routes.set(controller, (handlers = new WeakMap()));
    let limits = handlers.get(handler);
    if (limits === undefined) {
      handlers.set(handler, (limits = routeLimits(this.limiter.options, controller, handler)));
    }
    return limits;
  }

  /** The counters of a request. @throws InvalidOptionError when a function of the options answers nonsense */
  protected async countersOf(
    context: ExecutionContext,
    limits: readonly RouteLimit[],
  ): Promise<RequestCounters> {
    const counted: Counter[] = [];
    const deferred: DeferredCounter[] = [];
    if (await this.shouldSkip(context)) return { counted, deferred };
    let tracker: Promise<string | undefined> | undefined;
    const track = (): Promise<string | undefined> =>
      (tracker ??= Promise.resolve(
        this.getTracker(this.getRequestResponse(context).req, context),
      ).then((client) => checkClient('tracker', client)));
    for (const limit of limits) {
      const { options } = limit;
      if (options.skipIf && (await options.skipIf(context))) continue;
      const client =
        options.key === undefined ? await track() : await clientOf(options.key, context);
      if (client === undefined) continue;
      const counter = await this.counterOf(context, limit, client);
      if (limit.count === 'all') counted.push(counter);
      else deferred.push({ counter, count: limit.count });
    }
    return { counted, deferred };
  }

  private async counterOf(
    context: ExecutionContext,
    route: RouteLimit,
    client: string,
  ): Promise<Counter> {
    const { options, name, window } = route;
    const limit =
      typeof options.limit === 'function'
        ? checkLimit('limit', await options.limit(context))
        : options.limit;
    const key = this.generateKey(context, client, route);
    const tag = hashTag(key);
    if (tag === undefined) {
      throw new InvalidOptionError('generateKey', 'a key with a hash tag in braces', key);
    }
    // Behind one address there can be several users; only what a limit counts by itself is worth telling.
    const partition = typeof options.key === 'function' ? partitionOf(tag) : undefined;
    return { name, key, tag, limit, window, partition };
  }
}

async function clientOf(
  key: string | ((context: ExecutionContext) => KeyResult),
  context: ExecutionContext,
): Promise<string | undefined> {
  return typeof key === 'string' ? key : checkClient('key', await key(context));
}

/** Users' functions may well answer numbers, or null where nobody is logged in. */
function checkClient(name: string, client: unknown): string | undefined {
  if (client === undefined || client === null) return undefined;
  if (typeof client === 'string') return client;
  if (typeof client === 'bigint' || Number.isFinite(client)) return String(client);
  throw new InvalidOptionError(name, 'a function that answers a text or undefined', client);
}
