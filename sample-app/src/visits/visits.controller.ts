import { Controller, Post } from '@nestjs/common';
import { VisitsService, type Visits } from './visits.service.js';

@Controller('visits')
export class VisitsController {
  constructor(private readonly visits: VisitsService) {}

  @Post()
  count(): Promise<Visits> {
    return this.visits.count();
  }
}
