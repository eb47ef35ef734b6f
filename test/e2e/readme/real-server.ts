import { Module } from '@nestjs/common';
import { CacheModule } from 'rednest';

/** Embedded without REDIS_URL, on that server with it. */
@Module({ imports: [CacheModule.forRoot({ url: process.env['REDIS_URL'] })] })
export class AppModule {}
