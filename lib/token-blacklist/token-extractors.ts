import type { ExecutionContext } from '@nestjs/common';
import { accepts } from '../engine/known-options.js';
import { field } from '../nest/request-response.js';
import type { TokenSource } from './token-blacklist-options.js';

/** `Authorization: Bearer <token>` (RFC 6750, section 2.1); the scheme is case-insensitive (RFC 9110). */
const BEARER = /^bearer +(\S+) *$/i;

/** The header fields of a request, or of the handshake of a WebSocket. */
const headerOf = (request: unknown, name: string): string | undefined => {
  const headers = field(request, 'headers') ?? field(field(request, 'handshake'), 'headers');
  const value = field(headers, name);
  return typeof value === 'string' ? value : undefined;
};

const bearerToken = (request: unknown): string | undefined =>
  BEARER.exec(headerOf(request, 'authorization') ?? '')?.[1];

/** A cookie, parsed by the framework or from the `Cookie` field (RFC 6265, section 4.2). */
function cookieToken(request: unknown, name: string): string | undefined {
  const parsed = field(field(request, 'cookies'), name);
  if (typeof parsed === 'string') return parsed || undefined;
  for (const pair of headerOf(request, 'cookie')?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return cookieValue(pair.slice(at + 1).trim());
  }
  return undefined;
}

function cookieValue(text: string): string | undefined {
  const value = text.replace(/^"(.*)"$/, '$1');
  try {
    return decodeURIComponent(value) || undefined;
  } catch {
    return value;
  }
}

const aTokenOrNone = accepts(
  'functions that answer a text or undefined',
  (token) => typeof token === 'string',
);

/**
 * The token of a request, from the first source that has one.
 * @throws InvalidOptionError when a function answers something else
 */
export async function extractToken(
  sources: readonly TokenSource[],
  request: unknown,
  context: ExecutionContext,
): Promise<string | undefined> {
  for (const source of sources) {
    const token = await tokenFrom(source, request, context);
    if (typeof token === 'string' && token !== '') return token;
    // A list of tokens, say, must not pass for none.
    aTokenOrNone('tokenBlacklist.from', token ?? '');
  }
  return undefined;
}

function tokenFrom(
  source: TokenSource,
  request: unknown,
  context: ExecutionContext,
): string | undefined | Promise<string | undefined> {
  if (source === 'bearer') return bearerToken(request);
  if (typeof source === 'function') return source(request, context);
  return cookieToken(request, source.cookie);
}
