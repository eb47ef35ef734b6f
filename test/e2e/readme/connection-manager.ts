import { ConnectionManager } from 'rednest';

const redis = new ConnectionManager({ keyPrefix: 'app:' });

await redis.set('session', 'alice', 'EX', 3600);
export const user = await redis.get('session'); // 'alice'

// A transaction: both or none, and nobody sees one without the other.
export const replies = await redis.multi().incr('visits').expire('visits', 60).exec();
// [[null, 1], [null, 1]]

// Subscribers are connections of their own, as with any Redis.
const subscriber = redis.duplicate();
await subscriber.subscribe('news');
const received = new Promise((resolve) => subscriber.once('message', (_, text) => resolve(text)));
await redis.publish('news', 'hello');
export const message = await received; // 'hello'

await subscriber.quit();
await redis.quit();
