import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryCache } from '../../../lib/engine/engine.js';
import { InvalidOptionError } from '../../../lib/engine/invalid-option.js';
import { OK } from '../../../lib/engine/reply.js';
import { error, recordingEngine } from '../../support/recording-client.js';

const NOPERM = error("NOPERM this user has no permissions to run the 'set' command");

function withFile<T>(content: string, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'acl-options-'));
  try {
    const path = join(folder, 'users.acl');
    writeFileSync(path, content);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the users option', () => {
  it('declares users as a configuration file does', () => {
    const { client } = recordingEngine({ users: ['reader on >secret ~cache:* +@read', 'idle'] });
    expect(client.run('ACL USERS')).toEqual(['default', 'idle', 'reader']);
    expect(client.run('AUTH reader secret')).toBe(OK);
    expect(client.run('SET cache:1 v')).toEqual(NOPERM);
    expect(client.run('GET cache:1')).toBeNull();
  });

  it('leaves the default user as the password option has made it', () => {
    const { client } = recordingEngine({ password: 'secret', users: ['reader on'] });
    expect(client.run('PING')).toEqual(error('NOAUTH Authentication required.'));
    expect(client.run('AUTH secret')).toBe(OK);
  });

  it('can declare the default user', () => {
    const { client } = recordingEngine({ users: ['default on nopass ~* +@read'] });
    expect(client.run('GET k')).toBeNull();
    expect(client.run('SET k v')).toEqual(NOPERM);
  });

  it('takes text as UTF-8', () => {
    const { client } = recordingEngine({ users: ['jörg on >pässword +@all'] });
    expect(client.run('AUTH "j\\xc3\\xb6rg" "p\\xc3\\xa4ssword"')).toBe(OK);
  });

  it.each([
    [['joe +nope'], /'\+nope': Unknown command or category name in ACL/],
    [['joe on', 'joe off'], /'joe': Duplicate user found/],
    [['joe (+get'], /'\(\+get': Unmatched parenthesis/],
    [['"jo e" on'], /Syntax error/],
    [[''], /Syntax error/],
    ['joe on', /an array of strings/],
    [[5], /an array of strings/],
  ])('cannot be %j', (users, why) => {
    const make = (): InMemoryCache => new InMemoryCache({ users: users as string[] });
    expect(make).toThrow(InvalidOptionError);
    expect(make).toThrow(why);
  });
});

describe('the aclfile parameter', () => {
  it('names the file that the users of a new engine are in', () => {
    withFile('user reader on nopass +@read ~*\n', (aclfile) => {
      const { client } = recordingEngine({ config: { aclfile } });
      expect(client.run('ACL USERS')).toEqual(['default', 'reader']);
      expect(client.run('CONFIG GET aclfile')).toMatchObject({ words: ['aclfile', aclfile] });
    });
  });

  it('cannot name a file with mistakes, or one that is not there', () => {
    withFile('user reader +nope\n', (aclfile) => {
      expect(() => new InMemoryCache({ config: { aclfile } })).toThrow(
        /'config.aclfile'.*:1: Error in applying operation '\+nope'/,
      );
    });
    expect(() => new InMemoryCache({ config: { aclfile: '/nowhere/users.acl' } })).toThrow(
      /opening file '\/nowhere\/users.acl': No such file or directory/,
    );
  });

  it('leaves no room for users next to it', () => {
    withFile('', (aclfile) => {
      expect(() => new InMemoryCache({ config: { aclfile }, users: ['joe on'] })).toThrow(
        InvalidOptionError,
      );
    });
  });

  it('fails to be saved where nothing can be written', () => {
    const { engine, client } = recordingEngine();
    engine.settings.aclFile = '/nowhere/users.acl';
    expect(client.run('ACL SAVE')).toEqual(
      error(
        'ERR There was an error trying to save the ACLs. Please check the server logs for more information',
      ),
    );
  });
});
