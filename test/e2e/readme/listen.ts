import { Module } from '@nestjs/common';
import { CacheModule } from 'rednest';

@Module({ imports: [CacheModule.forRoot({ listen: { port: 6379 } })] })
export class AppModule {}
