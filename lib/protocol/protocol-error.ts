/**
 * A request that breaks the protocol. The connection answers {@link message} as an `ERR` reply and closes, as
 * Redis does: what follows such a request cannot be told apart.
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';

  private constructor(text: string) {
    super(`Protocol error: ${text}`);
  }

  static invalidMultibulkLength(): ProtocolError {
    return new ProtocolError('invalid multibulk length');
  }

  static invalidBulkLength(): ProtocolError {
    return new ProtocolError('invalid bulk length');
  }

  /** @param got the byte in the place of the `$` */
  static expectedDollar(got: string): ProtocolError {
    return new ProtocolError(`expected '$', got '${got}'`);
  }

  static unbalancedQuotes(): ProtocolError {
    return new ProtocolError('unbalanced quotes in request');
  }

  static tooBigInline(): ProtocolError {
    return new ProtocolError('too big inline request');
  }

  static tooBigMultibulkCount(): ProtocolError {
    return new ProtocolError('too big mbulk count string');
  }

  static tooBigBulkCount(): ProtocolError {
    return new ProtocolError('too big bulk count string');
  }

  static unauthenticatedMultibulkLength(): ProtocolError {
    return new ProtocolError('unauthenticated multibulk length');
  }

  static unauthenticatedBulkLength(): ProtocolError {
    return new ProtocolError('unauthenticated bulk length');
  }
}
