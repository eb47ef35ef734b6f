import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  BigNumberReply,
  DoubleReply,
  MapReply,
  NULL_ARRAY,
  OK,
  Push,
  ReplyError,
  SetReply,
  Status,
  VerbatimReply,
  type Reply,
} from '../../lib/engine/reply.js';
import { normalize } from '../../lib/engine/int64.js';
import { encodeReply } from '../../lib/protocol/reply-encoder.js';
import { ReplyParser } from '../support/reply-parser.js';

const bytes = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));
const line = bytes.map((text) => text.replace(/[\r\n]/g, ' '));
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(normalize);

/** What both versions send alike; RESP2's nulls are two. */
const common: fc.Arbitrary<Reply>[] = [
  bytes,
  int64,
  fc.constant(null),
  fc.constant(OK),
  line.map((text) => new Status(text)),
  line.map((text) => new ReplyError(text)),
];
const resp2 = fc.letrec<{ reply: Reply }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small' },
    ...common,
    fc.constant(NULL_ARRAY),
    fc.array(tie('reply')),
  ),
})).reply;
const resp3 = fc.letrec<{ reply: Reply }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small' },
    ...common,
    fc.boolean(),
    fc.double().map((value) => new DoubleReply(value)),
    fc.bigInt().map((value) => new BigNumberReply(value)),
    fc
      .tuple(bytes, fc.constantFrom('txt' as const, 'mkd' as const))
      .map(([text, format]) => new VerbatimReply(text, format)),
    fc.array(tie('reply')),
    fc.array(tie('reply')).map((members) => new SetReply(members)),
    fc.array(fc.tuple(tie('reply'), tie('reply'))).map((entries) => MapReply.of(entries)),
    fc.array(tie('reply')).map((elements) => new Push(elements)),
  ),
})).reply;

function parse(pieces: readonly string[]): Reply[] {
  const parser = new ReplyParser();
  const replies: Reply[] = [];
  for (const piece of pieces) {
    parser.push(piece);
    for (let frame = parser.next(); frame; frame = parser.next()) replies.push(frame.reply);
  }
  expect(parser.pending).toBe(0);
  return replies;
}

describe('a reply that is sent and read', () => {
  it.each([
    [2, resp2],
    [3, resp3],
  ] as const)('is the same on RESP%i, in pieces of any size', (protocol, reply) => {
    fc.assert(
      fc.property(fc.array(reply), fc.nat({ max: 20 }), (replies, size) => {
        const sent = replies.map((one) => encodeReply(one, protocol)).join('');
        const step = size + 1;
        const pieces = Array.from({ length: Math.ceil(sent.length / step) }, (_, i) =>
          sent.slice(i * step, (i + 1) * step),
        );
        expect(parse(pieces)).toEqual(replies);
      }),
    );
  });

  it('is handed out with its own bytes', () => {
    const parser = new ReplyParser();
    parser.push(',1.50\r\n*1\r\n$1\r\na\r\n|1\r\n+ttl\r\n:3\r\n+OK\r\n');
    expect(parser.next()).toEqual({ reply: new DoubleReply(1.5), raw: ',1.50\r\n' });
    expect(parser.next()).toEqual({ reply: ['a'], raw: '*1\r\n$1\r\na\r\n' });
    expect(parser.next()).toEqual({ reply: OK, raw: '|1\r\n+ttl\r\n:3\r\n+OK\r\n' });
    expect(parser.next()).toBeUndefined();
  });

  it.each([
    'x\r\n',
    ':1.5\r\n',
    ':\r\n',
    '$x\r\n',
    '*-2\r\n',
    '$1\r\nabc',
    '#x\r\n',
    ',\r\n',
    '(1.5\r\n',
    '_x\r\n',
    '=3\r\nabc\r\n',
  ])('is refused when it is %j', (bytes) => {
    const parser = new ReplyParser();
    parser.push(bytes);
    expect(() => parser.next()).toThrow(/^Not |CRLF/);
  });
});
