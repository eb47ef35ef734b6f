import { ConnectionManager, as, cmd, pipe, type FromCacheResponse, type ToArg } from 'rednest';

const redis = new ConnectionManager();

/** An application's own type says what it is as an argument ... */
export class Price implements ToArg {
  constructor(readonly cents: number) {}

  toArg(): number {
    return this.cents;
  }
}

/** ... and how it is made of a reply. */
const asPrice: FromCacheResponse<Price> = {
  expected: 'a price in cents',
  fromCacheResponse: (response) => new Price(as.number.fromCacheResponse(response)),
};

await cmd('SET').arg('price').arg(new Price(1999)).query(redis);
export const price = await cmd('GET').arg('price').query(redis, asPrice); // Price { cents: 1999 }

await cmd('SET')
  .arg('user')
  .arg(JSON.stringify({ name: 'alice' }))
  .query(redis);
const asUser = as.optional(as.json<{ name: string }>());
export const user = await cmd('GET').arg('user').query(redis, asUser); // { name: 'alice' }

export const counted = await pipe()
  .add(cmd('INCR').arg('visits'), as.number)
  .add(cmd('SETNX').arg('first').arg('alice'), as.boolean)
  .atomic()
  .query(redis); // [1, true]

redis.disconnect();
