import { Controller, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { JwtModule, JwtService } from '@nestjs/jwt';
import { CacheModule, TokenBlacklist, TokenBlacklistGuard } from 'rednest';

@Injectable()
export class Auth {
  constructor(private readonly blacklist: TokenBlacklist) {}

  /** This token is refused from now on, until it expires anyway. */
  async logOut(token: string): Promise<void> {
    await this.blacklist.revoke(token);
  }

  /** All tokens that were issued to the user up to now. */
  async logOutEverywhere(userId: string): Promise<void> {
    await this.blacklist.revokeAll(userId);
  }
}

@Controller()
@UseGuards(TokenBlacklistGuard)
export class ProfileController {
  @Get('profile')
  profile(): string {
    return 'for your eyes only';
  }
}

const Jwt = JwtModule.register({ secret: 'change me', signOptions: { expiresIn: '1h' } });

@Module({
  imports: [
    Jwt,
    CacheModule.forRootAsync({
      imports: [Jwt],
      inject: [JwtService],
      useFactory: (jwt: JwtService) => ({
        tokenBlacklist: { verify: (token) => jwt.verifyAsync(token), missing: 'refuse' },
      }),
    }),
  ],
  controllers: [ProfileController],
  providers: [Auth],
})
export class AppModule {}
