import { afterEach, describe } from '@jest/globals';
import type { INestApplication, ModuleMetadata } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import supertest from 'supertest';

/** A running application: its address for requests, and itself. */
export interface RunningApplication {
  readonly app: INestApplication;
  request(): ReturnType<typeof supertest>;
}

/** Starts an application of a module on 127.0.0.1; it is closed after the test. */
export type StartApplication = (
  module: ModuleMetadata,
  options?: { readonly trustProxy?: boolean },
) => Promise<RunningApplication>;

/**
 * Runs the same tests on Express and on Fastify.
 * @param fn registers the tests
 */
export function describeEachPlatform(name: string, fn: (start: StartApplication) => void): void {
  describe.each(['Express', 'Fastify'] as const)(`${name}, on %s`, (platform) => {
    let running: INestApplication[] = [];
    afterEach(async () => {
      await Promise.all(running.map((app) => app.close()));
      running = [];
    });
    fn(async (metadata, { trustProxy = false } = {}) => {
      const testing = await Test.createTestingModule(metadata).compile();
      const app =
        platform === 'Express'
          ? testing.createNestApplication()
          : testing.createNestApplication<NestFastifyApplication>(
              new FastifyAdapter({ trustProxy }),
            );
      if (platform === 'Express') app.getHttpAdapter().getInstance().set('trust proxy', trustProxy);
      app.useLogger(false);
      running.push(app);
      await app.listen(0, '127.0.0.1');
      const url = await app.getUrl();
      return { app, request: () => supertest(url) };
    });
  });
}
