import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const KEY_LENGTH = 32;

/** A stored password: never the text itself. */
interface Secret {
  readonly salt: Buffer;
  readonly key: Promise<Buffer>;
}

const secretOf = (password: string): Secret => {
  const salt = randomBytes(16);
  return { salt, key: derive(password, salt, KEY_LENGTH) };
};

/** The people who may log in. */
@Injectable()
export class Users {
  private readonly secrets = new Map([
    ['alice', secretOf('wonderland')],
    ['bob', secretOf('builder')],
  ]);
  /** Compared with when the name is unknown, so that the answer takes as long as for a known one. */
  private readonly nobody = secretOf(randomBytes(16).toString('hex'));

  /** Whether the name and the password belong together. */
  async verify(name: string, password: string): Promise<boolean> {
    const known = this.secrets.get(name);
    const { salt, key } = known ?? this.nobody;
    const same = timingSafeEqual(await derive(password, salt, KEY_LENGTH), await key);
    return same && known !== undefined;
  }
}
