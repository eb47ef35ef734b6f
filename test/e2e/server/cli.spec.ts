import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { ReplyError } from '../../../lib/engine/reply.js';
import { compileLibrary } from '../../support/compiled-library.js';
import { exchange, RawClient } from '../../support/raw-client.js';
import { atEnd, temporaryFolder } from '../../support/served-engine.js';

let folder: string;
beforeAll(() => void (folder = compileLibrary()));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const command = (): string => join(folder, 'cli.js');

/** What the command prints and answers when it does not stay. */
function runToTheEnd(args: readonly string[], input = ''): { code: number | null; output: string } {
  const options = { input, timeout: 30_000 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [command(), ...args], options);
  return { code: status, output: `${stdout}${stderr}` };
}

class Running {
  output = '';
  readonly exited: Promise<number | null>;

  private constructor(readonly child: ChildProcess) {
    this.exited = new Promise((resolve) => child.once('close', (code) => resolve(code)));
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (text: Buffer) => (this.output += text));
    }
  }

  /** Runs the command until its ready line. */
  static async start(args: readonly string[], input = ''): Promise<Running> {
    const child = spawn(process.execPath, [command(), ...args]);
    atEnd(() => child.kill('SIGKILL'));
    const running = new Running(child);
    child.stdin.end(input);
    const gone = running.exited.then((code) => {
      throw new Error(`exit code ${code}: ${running.output}`);
    });
    const ready = new Promise<void>((resolve) => {
      child.stdout.on('data', () => {
        if (running.output.includes('Ready to accept connections')) resolve();
      });
    });
    await Promise.race([ready, gone]);
    gone.catch(() => undefined);
    return running;
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    return this.exited;
  }
}

async function takePort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

async function freePort(): Promise<number> {
  const { port, server } = await takePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the command', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and ends cleanly', async (signal) => {
    const port = await freePort();
    const running = await Running.start(['--port', String(port), '--databases', '3']);
    const client = await RawClient.connect({ port });
    await client.call('SET', 'k', 'v', 'PX', '1');
    expect(await client.call('SELECT', '3')).toBeInstanceOf(ReplyError);
    expect(await client.call('CONFIG', 'GET', 'port')).toEqual(['port', String(port)]);
    expect(await client.call('CONFIG', 'GET', 'bind')).toEqual(['bind', '127.0.0.1 -::1']);
    expect(await running.stop(signal)).toBe(0);
    expect(running.output).toContain('Ready to accept connections tcp\n');
    expect(running.output).toContain(`Received ${signal} scheduling shutdown...\n`);
    await client.close();
    await expect(exchange({ port }, 'PING\r\n')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('ends when SHUTDOWN asks for it, without an answer', async () => {
    const port = await freePort();
    const running = await Running.start(['--port', String(port)]);
    const client = await RawClient.connect({ port });
    expect(await client.call('SHUTDOWN', 'ABORT')).toBeInstanceOf(ReplyError);
    client.send([['SHUTDOWN', 'NOSAVE']]);
    expect(await running.exited).toBe(0);
    expect(running.output).toContain('User requested shutdown...\n');
    expect(client.rest()).toEqual([]);
    await client.close();
  });

  it('takes its configuration from a file, from others, from the input and from options', async () => {
    const place = temporaryFolder();
    const socket = join(place, 'my server.sock');
    const file = join(place, 'redis.conf');
    writeFileSync(join(place, 'limits-1.conf'), 'maxclients 11\nMAXMEMORY 1mb\r\n');
    writeFileSync(join(place, 'limits-2.conf'), 'timeout 7\n');
    writeFileSync(
      file,
      [
        '# what it is for',
        `include ${place}/limits-*.conf`,
        'port 0',
        `unixsocket "${socket}"`,
        'unixsocketperm 700',
        'requirepass "pass \\x77ord"',
        "user reader on >'se\"cret' ~cache:* +get",
        'save 900 1',
        'save 300 10 60 100',
        'client-output-buffer-limit normal 1mb 0 0',
        'client-output-buffer-limit pubsub 2mb 0 0',
        'timeout 8',
        '',
      ].join('\n'),
    );
    const running = await Running.start([file, '--maxclients', '12', '-'], 'timeout 9\nhz 20\n');
    expect(statSync(socket).mode & 0o777).toBe(0o700);
    const client = await RawClient.connect({ path: socket });
    expect(await client.call('AUTH', 'pass word')).toMatchObject({ text: 'OK' });
    const get = async (name: string): Promise<unknown> =>
      ((await client.call('CONFIG', 'GET', name)) as unknown[])[1];
    expect(await get('maxclients')).toBe('12');
    expect(await get('maxmemory')).toBe('1048576');
    expect(await get('timeout')).toBe('9');
    expect(await get('hz')).toBe('20');
    expect(await get('save')).toBe('900 1 300 10 60 100');
    expect(await get('client-output-buffer-limit')).toBe(
      'normal 1048576 0 0 slave 268435456 67108864 60 pubsub 2097152 0 0',
    );
    expect(await client.call('AUTH', 'reader', 'se"cret')).toMatchObject({ text: 'OK' });
    expect(await client.call('GET', 'cache:1')).toBeNull();
    expect(await client.call('GET', 'other')).toBeInstanceOf(ReplyError);
    await client.call('AUTH', 'default', 'pass word');
    await client.call('CONFIG', 'SET', 'timeout', '10');
    expect(await client.call('CONFIG', 'REWRITE')).toMatchObject({ text: 'OK' });
    await client.close();
    expect(readFileSync(file, 'latin1')).toMatch(/^# what it is for\n[^]*\ntimeout 10\n/);
    expect(await running.stop('SIGTERM')).toBe(0);
    expect(running.output).toContain('Ready to accept connections unix\n');
    expect(existsSync(socket)).toBe(false);
  });

  it('writes its log to a file', async () => {
    const log = join(temporaryFolder(), 'server.log');
    const running = await Running.start(['--port', '0', '--unixsocket', `${log}.sock`]);
    await running.stop('SIGTERM');
    const port = String(await freePort());
    const child = spawn(process.execPath, [command(), '--port', port, '--logfile', log]);
    atEnd(() => child.kill('SIGKILL'));
    const exited = new Promise((resolve) => child.once('close', resolve));
    while (!existsSync(log) || !readFileSync(log, 'utf8').includes('Ready')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill('SIGTERM');
    await exited;
    expect(readFileSync(log, 'utf8')).toMatch(
      /^\d+:M \d\d \w{3} \d{4} [\d:.]{12} \* Configuration/,
    );
  });

  it('tells its version and how it is used', () => {
    const version = { code: 0, output: expect.stringMatching(/^Redis server v=[\d.]+ sha=/) };
    const help = { code: 0, output: expect.stringMatching(/^Usage: rednest \[\/path\/to/) };
    expect(runToTheEnd(['-v'])).toEqual(version);
    expect(runToTheEnd(['--version'])).toEqual(version);
    expect(runToTheEnd(['-h'])).toEqual(help);
    expect(runToTheEnd(['--help'])).toEqual(help);
  });

  it.each([
    ['no port', ['--port', '0'], 'Configured to not listen anywhere, exiting.\n'],
    [
      'other machines without a password',
      ['--port', '1', '--bind', '0.0.0.0'],
      /Refusing to listen on 0\.0\.0\.0: [^]*--requirepass[^]*--protected-mode no\.\n$/,
    ],
    [
      'an address of another machine',
      ['--bind', '192.0.2.1', '--port', '1', '--requirepass', 'x'],
      'Failed listening on port 1 (TCP), aborting.\n',
    ],
    [
      'a path that is too long for a socket',
      ['--port', '0', '--unixsocket', `/tmp/${'x'.repeat(120)}`],
      'Failed opening Unix socket: unix socket path too long (125), must be under 108\n',
    ],
    ['a port that is none', ['--port', 'x'], "argument couldn't be parsed into an integer\n"],
    ['a port without a number', ['--port'], 'wrong number of arguments\n'],
    [
      'an option that nobody knows',
      ['--prot', '1'],
      'Bad directive or wrong number of arguments\n',
    ],
    ['a configuration that is not there', ['/nowhere.conf'], 'No such file or directory\n'],
    ['a file of users that is not there', ['--aclfile', '/nowhere'], /Aborting Redis startup/],
    ['a log file in no folder', ['--logfile', '/nowhere/log'], /Can't open the log file: No such/],
  ])('does not start with %s', (_, args, message) => {
    const { code, output } = runToTheEnd(args);
    expect(code).toBe(1);
    if (typeof message === 'string') expect(output).toContain(message);
    else expect(output).toMatch(message);
  });

  it('does not start where the port is taken', async () => {
    const { port, server } = await takePort();
    atEnd(() => server.close());
    const { code, output } = runToTheEnd(['--port', String(port)]);
    expect(code).toBe(1);
    expect(output).toContain(
      `Could not create server TCP listening socket 127.0.0.1:${port}: bind: Address already in use`,
    );
  });
});
