import type { ExecutionContext } from '@nestjs/common';

/** The request and the response of a call, where its kind of context has them. */
export interface RequestResponse {
  /** Express' or Fastify's request, or the client of a WebSocket. */
  readonly req: unknown;
  /** Express' or Fastify's response. */
  readonly res: unknown;
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** A field of what may be an object. */
export const field = (value: unknown, name: string): unknown =>
  isObject(value) ? value[name] : undefined;

/**
 * Finds request and response in any context: HTTP, GraphQL (those of its context object), WebSockets (the client)
 * and microservices (nothing).
 */
export function requestResponse(context: ExecutionContext): RequestResponse {
  switch (context.getType<string>()) {
    case 'http': {
      const http = context.switchToHttp();
      return { req: http.getRequest(), res: http.getResponse() };
    }
    case 'graphql': {
      const shared: unknown = context.getArgByIndex(2);
      return {
        req: field(shared, 'req') ?? field(shared, 'request'),
        res: field(shared, 'res') ?? field(shared, 'reply'),
      };
    }
    case 'ws':
      return { req: context.switchToWs().getClient(), res: undefined };
    default:
      return { req: undefined, res: undefined };
  }
}

/**
 * What stands for one call in its guards and interceptors: the request of HTTP, else the list of arguments, since
 * several calls can come with one request (GraphQL) or over one connection (WebSockets).
 */
export function callOf(context: ExecutionContext): object {
  if (context.getType<string>() === 'http') {
    const request: unknown = context.switchToHttp().getRequest();
    if (isObject(request)) return request;
  }
  return context.getArgs();
}

/** The address of the client, as the framework tells it; it follows the proxies that the application trusts. */
export function clientAddress(req: unknown): string | undefined {
  const candidates = [
    field(req, 'ip'),
    // Socket.IO, and ws.
    field(field(req, 'handshake'), 'address'),
    field(field(req, '_socket'), 'remoteAddress'),
    field(field(req, 'socket'), 'remoteAddress'),
  ];
  return candidates.find((address): address is string => typeof address === 'string');
}

/** Sets a header field of the response, if there is one and its head was not sent yet. */
export function setHeader(res: unknown, name: string, value: string): void {
  if (!isObject(res) || res['headersSent'] === true || res['sent'] === true) return;
  // Express' response is Node's; Fastify's reply has a method of its own.
  const set = res['setHeader'] ?? res['header'];
  if (typeof set === 'function') set.call(res, name, value);
}

/** The status of the response, if there is one. */
export function statusOf(res: unknown): number | undefined {
  const status = field(res, 'statusCode');
  return typeof status === 'number' ? status : undefined;
}

/** Calls back once the response has been handed over to the network. @returns whether that can be known */
export function onResponseSent(res: unknown, listener: () => void): boolean {
  const raw = field(res, 'raw') ?? res;
  const once = field(raw, 'once');
  if (typeof once !== 'function') return false;
  once.call(raw, 'finish', listener);
  return true;
}
