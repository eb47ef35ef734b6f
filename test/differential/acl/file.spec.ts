import { afterAll, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { ReplyError, Status, type Reply } from '../../../lib/engine/reply.js';
import { EngineClient } from '../../support/engine-client.js';
import type { TestClient } from '../../support/test-client.js';
import { describeDifferential } from '../harness/table.js';

const folder = mkdtempSync(join(tmpdir(), 'acl-file-'));
const PATHS = { ours: join(folder, 'ours.acl'), theirs: join(folder, 'theirs.acl') };
for (const path of Object.values(PATHS)) writeFileSync(path, '');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One of the two that are compared. */
interface Side {
  readonly path: string;
  connect(): Promise<TestClient>;
}

const FILES: readonly string[] = [
  '',
  'user default on nopass ~* &* +@all\nuser a on >x +get\n',
  'user a on >x\nuser b off ~k* %R~r &c +@read -get (~x +set)\n',
  'user a on\nuser a off\nusr b\nuser\nuser "c d" on\nuser e +nope -get foo\nuser f (+get ~a)\n',
  'user z on\nuser z off\nuser y +a +b\nuser y +c\nuser x\n',
  '\n  \n# comment\nuser g on\n',
  'user g on # comment\n',
  'user a on )\n',
  'user default on ~* &* +@all nopass >p nopass\n',
  'user default on nopass sanitize-payload ~* &* +@all\n',
  'user j "on" +get\n   user k on\nuser\tl on\nUSER m on\n',
  'user n on   +get   \r\nuser o on\r\n',
  'user p reset on +get off\nuser q  "+get" on\n',
  'user r on~* foo bar\nuser s nope1 nope2\n',
  'user a\tb on\nuser ok on\n',
  'user\n',
  'user ',
  'user t',
  'user u (+get ~a) ( +set ~b ) (+del\t~c)\n',
  'user v +config|get +select|1 +config|nope +get|\n',
  'user w on #abc <x !x ~a ~* ~b\n',
  'user \xff on >\xfe ~\xfd\n',
];

function text(reply: Reply, path: string): unknown {
  if (Array.isArray(reply)) return reply.map((each: Reply) => text(each, path));
  const plain =
    reply instanceof ReplyError ? reply.message : reply instanceof Status ? reply.text : reply;
  return typeof plain === 'string' ? plain.replaceAll(path, 'FILE') : plain;
}

describeDifferential(
  'The file of users',
  (server) => {
    /** What both sides answer to the same questions. */
    async function both<T>(ask: (side: Side) => Promise<T>): Promise<[T, T]> {
      writeFileSync(PATHS.ours, '');
      const engine = new InMemoryCache({ config: { aclfile: PATHS.ours } });
      return [
        await ask({ path: PATHS.ours, connect: () => EngineClient.connect(engine) }),
        await ask({ path: PATHS.theirs, connect: () => server().connect() }),
      ];
    }

    it.each(FILES)('is read as Redis reads it: %j', async (content) => {
      const [ours, theirs] = await both(async ({ path, connect }) => {
        const client = await connect();
        const answers: unknown[] = [];
        writeFileSync(path, 'user before on +get\n');
        answers.push(text(await client.call('ACL', 'LOAD'), path));
        writeFileSync(path, content, 'latin1');
        answers.push(text(await client.call('ACL', 'LOAD'), path));
        answers.push(text(await client.call('ACL', 'LIST'), path));
        answers.push(text(await client.call('ACL', 'SAVE'), path), readFileSync(path, 'latin1'));
        await client.close();
        return answers;
      });
      expect(ours).toEqual(theirs);
    });

    it('need not be there', async () => {
      const [ours, theirs] = await both(async ({ path, connect }) => {
        const client = await connect();
        rmSync(path, { force: true });
        const answers = [text(await client.call('ACL', 'LOAD'), path)];
        answers.push(text(await client.call('ACL', 'SAVE'), path), existsSync(path));
        await client.close();
        return answers;
      });
      expect(ours).toEqual(theirs);
    });

    it('ends the connections of all users but the default one', async () => {
      const [ours, theirs] = await both(async ({ path, connect }) => {
        writeFileSync(path, 'user joe on nopass +@all\n');
        const client = await connect();
        const answers: unknown[] = [text(await client.call('ACL', 'LOAD'), path)];
        const joe = await connect();
        const asking = await connect();
        for (const each of [joe, asking])
          answers.push(text(await each.call('AUTH', 'joe', 'x'), path));
        answers.push(text(await asking.call('ACL', 'LOAD'), path));
        for (const each of [joe, asking]) {
          await each.call('PING').catch(() => undefined);
          answers.push(each.closed);
        }
        answers.push(text(await client.call('PING'), path));
        await client.close();
        return answers;
      });
      expect(ours).toEqual(theirs);
    });

    it('is replaced whole', async () => {
      writeFileSync(PATHS.ours, 'user someone on\n');
      const engine = new InMemoryCache({ config: { aclfile: PATHS.ours } });
      const client = await EngineClient.connect(engine);
      await client.call('ACL', 'DELUSER', 'someone');
      await client.call('ACL', 'SETUSER', 'joe', 'on', '+get');
      await client.call('ACL', 'SAVE');
      expect(readFileSync(PATHS.ours, 'latin1')).toBe(
        'user default on nopass ~* &* +@all\nuser joe on resetchannels -@all +get\n',
      );
      expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
      await client.close();
    });
  },
  { args: ['--aclfile', PATHS.theirs] },
);
