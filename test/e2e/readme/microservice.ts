import { Controller, Injectable, Module, UseGuards, type ExecutionContext } from '@nestjs/common';
import { MessagePattern, Payload, RpcException } from '@nestjs/microservices';
import {
  CacheModule,
  RateLimit,
  RateLimitGuard,
  TokenBlacklistGuard,
  type InvalidTokenReason,
  type RateLimitRejection,
} from 'rednest';

interface Message {
  readonly user: string;
  readonly token: string;
}

const messageOf = (context: ExecutionContext): Message => context.switchToRpc().getData<Message>();

@Injectable()
export class RpcRateLimitGuard extends RateLimitGuard {
  protected override createError({ retryAfter }: RateLimitRejection): Error {
    return new RpcException({ status: 429, message: 'Too Many Requests', retryAfter });
  }
}

@Injectable()
export class RpcTokenGuard extends TokenBlacklistGuard {
  protected override createError(reason: InvalidTokenReason): Error {
    return new RpcException({ status: 401, message: 'Unauthorized', reason });
  }
}

@Controller()
@UseGuards(RpcTokenGuard, RpcRateLimitGuard)
export class SumController {
  @MessagePattern('sum')
  @RateLimit({ limit: 2, window: '1m', key: (context) => messageOf(context).user })
  sum(@Payload('numbers') numbers: readonly number[]): number {
    return numbers.reduce((a, b) => a + b, 0);
  }
}

@Module({
  imports: [
    CacheModule.forRoot({
      tokenBlacklist: { from: (_request, context) => messageOf(context).token, missing: 'refuse' },
    }),
  ],
  controllers: [SumController],
})
export class AppModule {}
