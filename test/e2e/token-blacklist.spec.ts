import { expect, it } from '@jest/globals';
import {
  Controller,
  Get,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { JwtModule, JwtService } from '@nestjs/jwt';
import {
  CacheModule,
  SkipTokenBlacklist,
  TokenBlacklist,
  TokenBlacklistGuard,
  type CacheModuleOptions,
  type TokenBlacklistOptions,
} from 'rednest';
import { describeEachPlatform, type StartApplication } from '../support/nest-applications.js';
import { describeWithRedis } from '../support/redis-server.js';

/** As passport does: claims on the request, or a user object made from them. */
@Injectable()
class Passport implements CanActivate {
  constructor(private readonly jwt: JwtService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<{
      headers: { authorization?: string; 'x-token'?: string };
      user?: unknown;
    }>();
    const token = request.headers['x-token'] ?? request.headers.authorization?.slice(7);
    if (token !== undefined) request.user = await this.jwt.verifyAsync<object>(token);
    return true;
  }
}

@Controller()
@UseGuards(TokenBlacklistGuard)
class Guarded {
  @Get('guarded')
  guarded(): string {
    return 'ok';
  }

  @Get('public')
  @SkipTokenBlacklist()
  open(): string {
    return 'ok';
  }
}

@Controller()
@UseGuards(Passport, TokenBlacklistGuard)
class ByClaims {
  @Get('claims')
  claims(): string {
    return 'ok';
  }
}

async function running(
  start: StartApplication,
  tokenBlacklist: TokenBlacklistOptions = {},
  options: CacheModuleOptions = {},
) {
  const { app, request } = await start({
    imports: [
      CacheModule.forRoot({ ...options, tokenBlacklist }),
      JwtModule.register({ global: true, secret: 'secret', signOptions: { expiresIn: '1h' } }),
    ],
    controllers: [Guarded, ByClaims],
  });
  const jwt = app.get(JwtService);
  return {
    request,
    blacklist: app.get(TokenBlacklist),
    sign: (claims: object = {}) =>
      jwt.sign(claims, { subject: 'alice', jwtid: String(Math.random()) }),
  };
}

describeEachPlatform('TokenBlacklistGuard', (start) => {
  it('refuses a revoked bearer token with 401 and the challenge of RFC 6750', async () => {
    const { request, blacklist, sign } = await running(start);
    const token = sign();
    const other = sign();
    await request().get('/guarded').set('authorization', `Bearer ${token}`).expect(200);
    await blacklist.revoke(token);
    const refused = await request()
      .get('/guarded')
      .set('authorization', `bearer  ${token}`)
      .expect(401);
    expect(refused.headers['www-authenticate']).toBe(
      'Bearer error="invalid_token", error_description="The token was revoked"',
    );
    expect(refused.body).toMatchObject({ statusCode: 401, message: 'The token was revoked' });
    await request().get('/guarded').set('authorization', `Bearer ${other}`).expect(200);
    await request().get('/public').set('authorization', `Bearer ${token}`).expect(200);
  });

  it('refuses all tokens of a subject', async () => {
    const { request, blacklist, sign } = await running(start);
    const token = sign();
    const accepted = await blacklist.revokeAll('alice');
    await request().get('/guarded').set('authorization', `Bearer ${token}`).expect(401);
    const next = sign({ iat: accepted });
    await request().get('/guarded').set('authorization', `Bearer ${next}`).expect(200);
  });

  it('lets requests without a token pass, unless one is required', async () => {
    const { request } = await running(start);
    await request().get('/guarded').expect(200);
    await request().get('/guarded').set('authorization', 'Basic YTpi').expect(200);
    const strict = await running(start, { missing: 'refuse', realm: 'the "API"' });
    const refused = await strict.request().get('/guarded').expect(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer realm="the \\"API\\""');
    await strict.request().get('/public').expect(200);
  });

  it('finds tokens in cookies and wherever a function looks', async () => {
    const { request, blacklist, sign } = await running(start, {
      from: [
        'bearer',
        { cookie: 'session' },
        (req) => (req as { headers: Record<string, string> }).headers['x-token'],
      ],
    });
    const token = sign();
    const cookie = `theme=dark; session=${encodeURIComponent(token)}; x`;
    await request().get('/guarded').set('cookie', cookie).expect(200);
    await blacklist.revoke(token);
    await request().get('/guarded').set('cookie', cookie).expect(401);
    await request().get('/guarded').set('cookie', `session="${token}"`).expect(401);
    await request().get('/guarded').set('cookie', `xsession=${token}`).expect(200);
    await request().get('/guarded').set('x-token', token).expect(401);
  });

  it('takes the claims that were put on the request before', async () => {
    const { request, blacklist, sign } = await running(start);
    const token = sign({ jti: undefined });
    await request().get('/claims').set('x-token', token).expect(200);
    const { jti } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<
      'jti',
      string
    >;
    await blacklist.revoke({ jti });
    await request().get('/claims').set('x-token', token).expect(401);
  });

  it('verifies tokens where it is told how', async () => {
    const jwt = new JwtService({ secret: 'secret' });
    const { request, sign } = await running(start, {
      verify: (token) => jwt.verifyAsync<object>(token),
    });
    await request().get('/guarded').set('authorization', `Bearer ${sign()}`).expect(200);
    const forged = new JwtService({ secret: 'other' }).sign({ sub: 'alice' });
    const refused = await request()
      .get('/guarded')
      .set('authorization', `Bearer ${forged}`)
      .expect(401);
    expect(refused.headers['www-authenticate']).toContain('error="invalid_token"');
    expect(refused.body).toMatchObject({ message: 'The token could not be verified' });
  });

  it('is not confused by tokens that are none', async () => {
    const { request } = await running(start);
    for (const token of ['a', 'a.b.c', '..', 'e30.e30.', 'e30.bnVsbA.x', 'x'.repeat(4000)]) {
      await request().get('/guarded').set('authorization', `Bearer ${token}`).expect(200);
    }
  });
});

describeWithRedis('TokenBlacklistGuard on a real server', (server) => {
  describeEachPlatform('an application', (start) => {
    it('refuses what another instance has revoked', async () => {
      const keyPrefix = `${Math.random()}:`;
      const first = await running(start, { keyPrefix }, { url: server().url });
      const second = await running(start, { keyPrefix }, { url: server().url });
      const token = first.sign();
      const ask = () => second.request().get('/guarded').set('authorization', `Bearer ${token}`);
      await ask().expect(200);
      await first.blacklist.revoke(token);
      await ask().expect(401);
    });
  });
});
