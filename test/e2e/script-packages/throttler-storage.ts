import { jest } from '@jest/globals';
import { createRequire } from 'node:module';
import type * as Storage from '@nest-lab/throttler-storage-redis';

// The package is CommonJS and asks for Nest, which is not: Jest cannot load that. All it takes from Nest is the decorator.
jest.mock('@nestjs/common', () => ({ Injectable: () => () => {} }));
const require = createRequire(import.meta.url);

export const { ThrottlerStorageRedisService } =
  require('@nest-lab/throttler-storage-redis') as typeof Storage;
