import 'reflect-metadata';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Controller, type INestMicroservice } from '@nestjs/common';
import {
  ClientProxyFactory,
  EventPattern,
  MessagePattern,
  Payload,
  RpcException,
  Transport,
  type ClientProxy,
} from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { firstValueFrom, from, lastValueFrom, toArray, type Observable } from 'rxjs';
import { describeEachServer } from '../../support/each-server.js';

let published: string[] = [];
let onPublished: () => void = () => undefined;

@Controller()
class MathController {
  @MessagePattern('sum')
  sum(@Payload() numbers: number[]): number {
    return numbers.reduce((a, b) => a + b, 0);
  }

  @MessagePattern('count')
  count(@Payload() to: number): Observable<number> {
    return from(Array.from({ length: to }, (_, i) => i + 1));
  }

  @MessagePattern('fail')
  fail(): never {
    throw new RpcException('no such thing');
  }

  @EventPattern('article.*')
  published(@Payload() title: string): void {
    published.push(title);
    onPublished();
  }
}

describeEachServer("Nest's Redis transport", (server) => {
  let service: INestMicroservice;
  let client: ClientProxy;

  beforeEach(async () => {
    const options = { host: '127.0.0.1', port: server().port };
    const module = await Test.createTestingModule({ controllers: [MathController] }).compile();
    service = module.createNestMicroservice({
      transport: Transport.REDIS,
      options: { ...options, wildcards: true },
      logger: false,
    });
    await service.listen();
    client = ClientProxyFactory.create({ transport: Transport.REDIS, options });
    await client.connect();
    published = [];
  });

  afterEach(async () => {
    await client.close();
    await service.close();
  });

  it('answers requests, also many at once', async () => {
    expect(await firstValueFrom(client.send('sum', [1, 2, 3]))).toBe(6);
    const sums = Array.from({ length: 50 }, (_, i) => firstValueFrom(client.send('sum', [i, 1])));
    expect(await Promise.all(sums)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  it('answers with streams and errors', async () => {
    expect(await lastValueFrom(client.send('count', 3).pipe(toArray()))).toEqual([1, 2, 3]);
    await expect(firstValueFrom(client.send('fail', {}))).rejects.toMatchObject({
      message: 'no such thing',
    });
  });

  it('brings events to the handlers of their pattern', async () => {
    const arrived = new Promise<void>((resolve) => (onPublished = resolve));
    client.emit('article.published', 'Ünïcode');
    await arrived;
    expect(published).toEqual(['Ünïcode']);
  });
});
