import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';

const SKIP = Symbol.for('rednest:token-blacklist:skip');

/** Leaves a controller or a handler out of `TokenBlacklistGuard`: a public route. */
export const SkipTokenBlacklist = (): CustomDecorator<symbol> => SetMetadata(SKIP, true);

/** Whether a handler or its controller is left out. */
export const isTokenBlacklistSkipped = (context: ExecutionContext): boolean =>
  [context.getHandler(), context.getClass()].some(
    (target) => Reflect.getMetadata(SKIP, target) === true,
  );
