import { Inject } from '@nestjs/common';
import { getConnectionManagerToken, getInMemoryCacheToken } from './tokens.js';

/**
 * Injects the `ConnectionManager` of a module.
 * @param name the `name` of `CacheModule.forRoot({ name })`; without it the unnamed module is meant
 */
export const InjectConnectionManager = (name?: string): ParameterDecorator & PropertyDecorator =>
  Inject(getConnectionManagerToken(name));

/**
 * Injects the embedded engine of a module, an `InMemoryCache`; `undefined` on a real server.
 * @param name the `name` of `CacheModule.forRoot({ name })`; without it the unnamed module is meant
 */
export const InjectInMemoryCache = (name?: string): ParameterDecorator & PropertyDecorator =>
  Inject(getInMemoryCacheToken(name));
