import { UnauthorizedException } from '@nestjs/common';

/** Why a request was refused. */
export type InvalidTokenReason = 'missing' | 'revoked' | 'unverified';

const MESSAGES: Readonly<Record<InvalidTokenReason, string>> = {
  missing: 'A token is required',
  revoked: 'The token was revoked',
  unverified: 'The token could not be verified',
};

/** A request was refused for its token: 401 Unauthorized (RFC 6750, section 3.1). */
export class InvalidTokenException extends UnauthorizedException {
  /** @param cause what the verification threw */
  constructor(
    readonly reason: InvalidTokenReason,
    cause?: unknown,
  ) {
    super(MESSAGES[reason], { cause });
  }
}

/**
 * The `WWW-Authenticate` field (RFC 6750, section 3): a request without a token is not told of an error.
 * @param realm printable ASCII
 */
export function bearerChallenge(reason: InvalidTokenReason, realm?: string): string {
  const parameters = [
    ...(realm === undefined ? [] : [['realm', realm.replace(/["\\]/g, '\\$&')]]),
    ...(reason === 'missing'
      ? []
      : [
          ['error', 'invalid_token'],
          ['error_description', MESSAGES[reason]],
        ]),
  ];
  return ['Bearer', parameters.map(([name, value]) => `${name}="${value}"`).join(', ')]
    .join(' ')
    .trim();
}
