import { Injectable } from '@nestjs/common';
import type { Mail } from './mail.js';

const KEPT = 100;

/** Where mails leave the application; here they are only kept. What is for `nobody@...` comes back. */
@Injectable()
export class MailTransport {
  private readonly mails: Mail[] = [];

  /** The mails that were sent, the last of them. */
  get sent(): readonly Mail[] {
    return this.mails;
  }

  /** @throws Error when the address takes no mail */
  async send(mail: Mail): Promise<void> {
    if (mail.to.startsWith('nobody@')) throw new Error(`${mail.to} takes no mail`);
    this.mails.push(mail);
    if (this.mails.length > KEPT) this.mails.shift();
  }
}
