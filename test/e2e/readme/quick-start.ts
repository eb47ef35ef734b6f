import { Injectable, Module } from '@nestjs/common';
import { CacheModule, ConnectionManager } from 'rednest';

@Injectable()
export class Greetings {
  constructor(private readonly redis: ConnectionManager) {}

  async greet(name: string): Promise<string> {
    const times = await this.redis.incr(`greetings:${name}`);
    return `Hello ${name}, this is visit ${times}`;
  }
}

@Module({ imports: [CacheModule.forRoot()], providers: [Greetings] })
export class AppModule {}
