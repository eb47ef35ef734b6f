import { Controller, Get, Module } from '@nestjs/common';
import { CacheMetrics, CacheModule, type CacheFigures } from 'rednest';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: CacheMetrics) {}

  @Get()
  read(): Promise<CacheFigures> {
    return this.metrics.snapshot();
  }
}

@Module({ imports: [CacheModule.forRoot()], controllers: [MetricsController] })
export class AppModule {}
