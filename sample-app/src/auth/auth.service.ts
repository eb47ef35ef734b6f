import { randomUUID } from 'node:crypto';
import { Injectable, UnauthorizedException } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { TokenBlacklist } from 'rednest';
import type { Claims } from './jwt-auth.guard.js';
import { Users } from './users.js';

/** Hands tokens out, and takes them back. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: Users,
    private readonly jwt: JwtService,
    private readonly blacklist: TokenBlacklist,
  ) {}

  /** @throws UnauthorizedException when name and password do not belong together */
  async logIn(name: string, password: string): Promise<string> {
    if (!(await this.users.verify(name, password))) {
      throw new UnauthorizedException('Name or password is wrong');
    }
    return this.jwt.signAsync({}, { subject: name, jwtid: randomUUID() });
  }

  /** The token is refused from now on. The blacklist forgets it when it would have expired anyway. */
  async logOut(claims: Claims): Promise<void> {
    await this.blacklist.revoke(claims);
  }
}
