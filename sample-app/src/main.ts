import { randomBytes } from 'node:crypto';
import { adapters, createApp, type Adapter } from './create-app.js';
import { whatToTry } from './what-to-try.js';

const { ADAPTER = 'express', PORT = '3000', REDIS_URL, JWT_SECRET } = process.env;
if (!Object.hasOwn(adapters, ADAPTER)) {
  throw new Error(`ADAPTER must be one of ${Object.keys(adapters).join(', ')}: ${ADAPTER}`);
}

const app = await createApp(ADAPTER as Adapter, {
  jwtSecret: JWT_SECRET || randomBytes(32).toString('hex'),
  cache: REDIS_URL ? { url: REDIS_URL } : {},
});
app.enableShutdownHooks();
await app.listen(PORT);
const store = REDIS_URL ? 'a real Redis' : 'the embedded engine';
console.log(whatToTry(`http://localhost:${PORT}`, ADAPTER, store));
