import { Module } from '@nestjs/common';
import { MailTransport } from './mail-transport.js';
import { MailsController } from './mails.controller.js';
import { Outbox } from './outbox.js';

@Module({ controllers: [MailsController], providers: [MailTransport, Outbox] })
export class MailsModule {}
