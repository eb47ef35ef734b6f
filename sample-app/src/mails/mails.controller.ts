import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import type { Mail } from './mail.js';
import { Outbox, type MailState } from './outbox.js';

@Controller('mails')
export class MailsController {
  constructor(private readonly outbox: Outbox) {}

  /** Takes a mail; it is sent in the background. */
  @Post()
  @HttpCode(202)
  async post(@Body() body: unknown): Promise<{ id: string }> {
    return { id: await this.outbox.post(mailOf(body)) };
  }

  @Get(':id')
  async find(@Param('id') id: string): Promise<MailState> {
    const found = await this.outbox.find(id);
    if (found === undefined) throw new NotFoundException(`There is no mail ${id}`);
    return found;
  }
}

function mailOf(input: unknown): Mail {
  const { to, subject, text } = (input ?? {}) as Record<string, unknown>;
  if (typeof to !== 'string' || typeof subject !== 'string' || typeof text !== 'string') {
    throw new BadRequestException('to, subject and text must be texts');
  }
  return { to, subject, text };
}
