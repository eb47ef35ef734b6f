import {
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

/** What log-in puts into a token; `jti` tells two tokens of one user apart. */
export interface Claims {
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
}

/** A request that has passed {@link JwtAuthGuard}. */
export interface AuthenticatedRequest {
  readonly headers: { readonly authorization?: string };
  user?: Claims;
}

/** Checks the signature and the expiry of the bearer token, and puts its claims on the request. */
@Injectable()
export class JwtAuthGuard implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined) {
      throw new UnauthorizedException('Log in first');
    }
    try {
      request.user = await this.jwt.verifyAsync<Claims>(token);
    } catch {
      throw new UnauthorizedException('The token is not valid');
    }
    return true;
  }
}
