import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import { RateLimit, RateLimitGuard, TokenBlacklistGuard } from 'rednest';
import { AuthService } from './auth.service.js';
import { JwtAuthGuard, type AuthenticatedRequest } from './jwt-auth.guard.js';

@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Stricter than the rest: passwords are not to be guessed. */
  @Post('login')
  @HttpCode(200)
  @UseGuards(RateLimitGuard)
  @RateLimit({ limit: 5, window: '1m', name: 'login' })
  async logIn(@Body() body: unknown): Promise<{ token: string }> {
    const { name, password } = (body ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof password !== 'string') {
      throw new BadRequestException('name and password must be texts');
    }
    return { token: await this.auth.logIn(name, password) };
  }

  @Post('logout')
  @HttpCode(204)
  @UseGuards(JwtAuthGuard, TokenBlacklistGuard)
  async logOut(@Req() request: AuthenticatedRequest): Promise<void> {
    await this.auth.logOut(request.user!);
  }

  @Get('me')
  @UseGuards(JwtAuthGuard, TokenBlacklistGuard)
  me(@Req() request: AuthenticatedRequest): { name: string } {
    return { name: request.user!.sub };
  }
}
