import 'reflect-metadata';
import type { INestApplication, NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule, type AppSettings } from './app.module.js';

/** The HTTP servers that the application runs on. */
export const adapters = {
  express: () => new ExpressAdapter(),
  fastify: () => new FastifyAdapter(),
};

/** One of them. */
export type Adapter = keyof typeof adapters;

/** Makes the application, and does not listen yet. */
export function createApp(
  adapter: Adapter,
  settings: AppSettings,
  options: NestApplicationOptions = {},
): Promise<INestApplication> {
  return NestFactory.create(AppModule.with(settings), adapters[adapter](), options);
}
