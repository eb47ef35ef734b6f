import { Controller, Get } from '@nestjs/common';
import { CacheMetrics, type CacheFigures } from 'rednest';

@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: CacheMetrics) {}

  @Get()
  read(): Promise<CacheFigures> {
    return this.metrics.snapshot();
  }
}
