import { Injectable, Module } from '@nestjs/common';
import { CacheModule, type CacheModuleOptions } from 'rednest';

@Injectable()
class Config {
  readonly cache: CacheModuleOptions = { url: process.env['REDIS_URL'], client: { db: 1 } };
}

@Module({ providers: [Config], exports: [Config] })
class ConfigModule {}

@Module({
  imports: [
    CacheModule.forRootAsync({
      imports: [ConfigModule],
      inject: [Config],
      useFactory: ({ cache }: Config) => cache,
    }),
  ],
})
export class AppModule {}
