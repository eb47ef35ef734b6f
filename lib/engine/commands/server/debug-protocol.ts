import type { Bytes } from '../../bytes.js';
import {
  BigNumberReply,
  DoubleReply,
  MapReply,
  Push,
  Replies,
  SetReply,
  VerbatimReply,
  type Reply,
} from '../../reply.js';
import { serverErrors } from '../../server-errors.js';

/** DEBUG PROTOCOL: a reply of each type, for the tests of clients. @throws the error for any other type */
export function sampleReply(type: Bytes, protocol: 2 | 3): Reply {
  switch (type.toLowerCase()) {
    case 'string':
      return 'Hello World';
    case 'integer':
      return 12_345;
    case 'double':
      return new DoubleReply(Number('3.141'), '3.141');
    case 'null':
      return null;
    case 'array':
      return [0, 1, 2];
    case 'set':
      return new SetReply([0, 1, 2]);
    case 'map':
      return MapReply.of([0, 1, 2].map((each) => [each, each === 1]));
    case 'bignum':
      return new BigNumberReply(1_234_567_999_999_999_999_999_999_999_999_999_999n);
    case 'attrib':
      // Attributes may always be left out.
      return 'Some real reply following the attribute';
    case 'push':
      if (protocol === 2) throw serverErrors.resp2NotSupported();
      return new Replies([
        new Push(['server-cpu-usage', 42]),
        'Some real reply following the push reply',
      ]);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'verbatim':
      return new VerbatimReply('This is a verbatim\nstring');
    default:
      throw serverErrors.unknownProtocolType();
  }
}
