import { InMemoryCache, RespServer } from 'rednest';

const server = new RespServer(new InMemoryCache({ password: 'secret' }));
export const tcp = await server.listen({ port: 0, host: '0.0.0.0' }); // { host: '0.0.0.0', port: 41207 }
export const unix = await server.listen({ path: '/tmp/rednest-app.sock', permissions: 0o700 });
await server.close();
