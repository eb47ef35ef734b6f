import { Module } from '@nestjs/common';
import { CacheModule } from 'rednest';

/** Some of the nodes: `10.0.0.1:7000,10.0.0.2:7000`. */
const nodes = (process.env['REDIS_NODES'] ?? '').split(',');

@Module({ imports: [CacheModule.forRoot({ nodes, client: { connectTimeout: 5000 } })] })
export class AppModule {}
