import { rateLimitMetadata, type Skipped } from './rate-limit.decorators.js';
import {
  DEFAULT_LIMIT_NAME,
  defaultLimits,
  parseWindow,
  type RateLimitCount,
  type RateLimitModuleOptions,
  type RateLimitOptions,
} from './rate-limit-options.js';

/** A limit that applies to a route. */
export interface RouteLimit {
  readonly options: RateLimitOptions;
  /** Unlike that of any other limit of the route. */
  readonly name: string;
  /** Where it was declared, and so what shares its counters: `*`, `Controller` or `Controller.handler`. */
  readonly scope: string;
  /** ms */
  readonly window: number;
  readonly count: RateLimitCount;
}

/** A class, as contexts tell it. */
export interface ControllerClass {
  readonly name: string;
}

interface Level {
  readonly scope: string;
  readonly limits: readonly RateLimitOptions[];
}

const nameOf = ({ name }: RateLimitOptions): string => name ?? DEFAULT_LIMIT_NAME;

const without = (limits: readonly RateLimitOptions[], skipped: Skipped | undefined) =>
  skipped === 'all' ? [] : limits.filter((limit) => !skipped?.includes(nameOf(limit)));

/**
 * Finds the limits of a route. Those of a name are taken from the nearest place that declares one: the handler, its
 * controller, the module.
 */
export function routeLimits(
  options: RateLimitModuleOptions,
  controller: ControllerClass,
  handler: { readonly name: string },
): readonly RouteLimit[] {
  const ofHandler = rateLimitMetadata(handler);
  const ofController = rateLimitMetadata(controller);
  const outer = (limits: readonly RateLimitOptions[]): readonly RateLimitOptions[] =>
    without(without(limits, ofController.skipped), ofHandler.skipped);
  const levels: Level[] = [
    {
      scope: `${controller.name}.${handler.name}`,
      limits: without(ofHandler.limits, ofHandler.skipped),
    },
    { scope: controller.name, limits: outer(ofController.limits) },
    { scope: '*', limits: outer(defaultLimits(options)) },
  ];
  const declared = new Set<string>();
  const names = new Set<string>();
  const found: RouteLimit[] = [];
  for (const { scope, limits } of levels) {
    for (const limit of limits) {
      if (declared.has(nameOf(limit))) continue;
      const name = unlike(names, nameOf(limit));
      names.add(name);
      found.push({
        options: limit,
        name,
        scope,
        window: parseWindow('window', limit.window),
        count: limit.count ?? 'all',
      });
    }
    for (const limit of limits) declared.add(nameOf(limit));
  }
  return found;
}

/** Limits of one place that have no names are told apart by numbers. */
function unlike(names: ReadonlySet<string>, name: string): string {
  let candidate = name;
  for (let i = 2; names.has(candidate); i++) candidate = `${name}-${i}`;
  return candidate;
}
