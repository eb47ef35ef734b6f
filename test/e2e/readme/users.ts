import { ConnectionManager, InMemoryCache } from 'rednest';

const engine = new InMemoryCache({ users: ['reporter on >secret ~stats:* +@read +info'] });

const redis = new ConnectionManager({ engine });
await redis.set('stats:visits', 3);

const reporter = new ConnectionManager({ engine, username: 'reporter', password: 'secret' });
export const visits = await reporter.get('stats:visits'); // '3'
export const refused = await reporter.set('stats:visits', 4).catch(String);
// ReplyError: NOPERM this user has no permissions to run the 'set' command

reporter.disconnect();
redis.disconnect();
