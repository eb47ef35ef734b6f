import type { Bytes } from './bytes.js';
import { ReplyError } from './reply.js';

/** The error texts of commands about the server itself, word for word Redis's. */

const error = (message: Bytes): ReplyError => new ReplyError(`ERR ${message}`);

/** An error is one line, and ends where a NUL is quoted. */
const quoted = (text: Bytes): Bytes =>
  text
    .replace(/\0.*/s, '')
    .replace(/[\r\n]+$/, '')
    .replace(/[\r\n]/g, ' ');

export const serverErrors = {
  slowLogCount: () => error('count should be greater than or equal to -1'),
  noLatencySamples: (event: Bytes) => error(`No samples available for event '${quoted(event)}'`),
};
