import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../notes/remote.ts';
import { unless } from '../temporary.ts';
import { startTestWeb } from '../test-web.ts';
import { ended, root, type RunOptions, workshop, type Workshop } from './run.ts';
import { exchange, openSocket, request, signIn } from './served.ts';

/** Windows has none: there a process that is told to end by another one is killed at once. */
const hasSignals = process.platform !== 'win32';

let desk: Workshop;
const running: ChildProcess[] = [];

beforeEach(() => {
  desk = workshop({ 'a.md': '# A\n' });
  mkdirSync(join(desk.place, 'ui'));
  writeFileSync(join(desk.place, 'ui/index.html'), '<!doctype html><title>Gleaner</title>');
});
afterEach(async () => {
  for (const child of running.splice(0)) await stopped(child, 'SIGKILL');
  desk.remove();
});

async function stopped(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exit = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await exit;
  }
  return child.exitCode;
}

interface Serving {
  child: ChildProcess;
  /** Everything printed on stdout and stderr so far. */
  printed: () => { stdout: string; stderr: string };
  folder: string;
  port: number;
  token: string;
}

/** Starts `gleaner serve …args` and waits for its line. */
async function serve(args: string[], options: RunOptions = {}): Promise<Serving> {
  const env = { GLEANER_UI: join(desk.place, 'ui'), DISPLAY: '', WAYLAND_DISPLAY: '', ...options.env };
  const child = desk.start(['serve', ...args], { ...options, env });
  running.push(child);
  let stdout = '';
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  await new Promise<void>((found, failed) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      if (stdout.includes('\n')) found();
    });
    child.once('exit', (code) => failed(new Error(`ended with ${String(code)}: ${stdout}${stderr}`)));
  });
  const [, folder = '', port = '', token = ''] =
    /^Gleaner is serving (.+) at http:\/\/127\.0\.0\.1:(\d+)\/#token=([\w-]{43})\n$/.exec(stdout) ?? [];
  return { child, printed: () => ({ stdout, stderr }), folder, port: Number(port), token };
}

test('prints one line, signs in and serves the notebook until it is told to stop', async () => {
  const { child, folder, port, token, printed } = await serve(['notes', '--no-open']);
  expect(folder).toBe(desk.folder);
  const page = await exchange(port, request('GET', '/', { Host: `127.0.0.1:${port}` }));
  expect(page.body).toContain('<title>Gleaner</title>');
  const pass = await signIn({ port, token });
  const socket = await openSocket(port, pass);
  const notebook = connect({
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (listener) =>
      void socket.on('message', (frame: Buffer) => listener(JSON.parse(frame.toString()))),
  });
  const note = await notebook.read({ path: 'a.md' });
  await notebook.save({ path: 'a.md', base: note.version, text: '# A\n\n中文\n' });
  expect(desk.bytes('a.md').toString()).toBe('# A\n\n中文\n');
  expect(await stopped(child, 'SIGTERM')).toBe(hasSignals ? 0 : null);
  expect(printed().stderr).toBe('');
  expect(printed().stdout.split(token)).toHaveLength(2);
  expect(printed().stdout).not.toContain(pass.key);
});

test('fetches from a private address that was allowed, and never from where it is served itself', async () => {
  const web = await startTestWeb();
  onTestFinished(() => web.close());
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const own = (free.address() as AddressInfo).port;
  await new Promise((closed) => free.close(closed));
  const allowed = [web.address, `127.0.0.1:${own}`, `localhost:${own}`, `[::1]:${own}`];
  const options = allowed.flatMap((address) => ['--allow-address', address]);
  const { port, token } = await serve(['notes', '--no-open', '--port', String(own), ...options]);
  expect(port).toBe(own);
  const socket = await openSocket(port, await signIn({ port, token }));
  const notebook = connect({
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (listener) =>
      void socket.on('message', (frame: Buffer) => listener(JSON.parse(frame.toString()))),
  });
  const fetched = (url: string) => notebook.fetchCard({ url, refresh: true });
  expect(await fetched(`${web.origin}/ok`)).toMatchObject({ kind: 'card' });
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '127.1', '0x7f000001', '127.0.0.1.'])
    expect(await fetched(`http://${host}:${port}/`), host).toMatchObject({
      reason: expect.stringMatching(/^(?:private-address|port)$/) as string,
    });
});

test.runIf(hasSignals).each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  `ends well on %s, with a tab open${unless(hasSignals, 'signals')}`,
  async (signal) => {
    const { child, port, token } = await serve(['notes', '--no-open']);
    const socket = await openSocket(port, await signIn({ port, token }));
    const goodbye = new Promise((closed) => socket.once('close', closed));
    expect(await stopped(child, signal)).toBe(0);
    expect(await goodbye).toBe(1001);
  },
);

test('writes token and key nowhere', async () => {
  const { child, token, port } = await serve(['notes', '--no-open']);
  const { key } = await signIn({ port, token });
  await stopped(child, 'SIGTERM');
  const home = join(desk.place, 'home');
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name));
    expect([bytes.includes(token), bytes.includes(key)]).toEqual([false, false]);
  }
  expect(readdirSync(desk.folder)).toEqual(['a.md']);
});

test('takes the port it is given, and says so when another program has it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((ready) => other.once('listening', ready));
  const { port } = other.address() as AddressInfo;
  const env = { GLEANER_UI: join(desk.place, 'ui') };
  const refused = await ended(desk.start(['serve', 'notes', '--no-open', '--port', String(port)], { env }));
  expect([refused.code, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toMatch(
    new RegExp(`^gleaner: Port ${port} is used by another program\\. [^\\n]+\\n$`),
  );
  await new Promise((closed) => other.close(closed));
  expect((await serve(['notes', '--no-open', '--port', String(port)])).port).toBe(port);
});

test('says how to build the UI when it is not built', async () => {
  const env = { GLEANER_UI: join(desk.place, 'no-ui') };
  const { code, stdout, stderr } = await ended(desk.start(['serve', 'notes', '--no-open'], { env }));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^gleaner: The UI is not built\. Run `npm run build` [^\n]+\n$/);
});

test('says so when there is no such folder', async () => {
  const env = { GLEANER_UI: join(desk.place, 'ui') };
  const { code, stdout, stderr } = await ended(
    desk.start(['serve', '/nowhere/at/all', '--no-open'], { env }),
  );
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^gleaner: [^\n]*\/nowhere\/at\/all[^\n]*\n$/);
});

test('the language travels in the address', async () => {
  const { printed } = await serve(['notes', '--no-open', '--lang', 'zh']);
  expect(printed().stdout).toMatch(/ at http:\/\/127\.0\.0\.1:\d+\/\?lang=zh#token=[\w-]{43}\n$/);
});

describe('without a folder', () => {
  test('the first time makes a notebook in the documents folder, and says so', async () => {
    const home = join(desk.place, 'person');
    mkdirSync(join(home, 'Documents'), { recursive: true });
    const env = { HOME: home, USERPROFILE: home, XDG_CONFIG_HOME: join(home, '.config') };
    const first = await serve(['--no-open'], { env });
    const folder = join(home, 'Documents/Gleaner');
    expect(first.folder).toBe(folder);
    expect(first.printed().stderr).toContain(folder);
    const names = readdirSync(folder);
    expect(names.toSorted()).toEqual(['2020-01-13-serverless.md', 'welcome.md', '欢迎.md']);
    for (const name of names) {
      expect(readFileSync(join(folder, name)).equals(readFileSync(join(root, 'notes/starter', name)))).toBe(
        true,
      );
    }
  });

  test('is at the same port again, where a browser remembers it, unless that is taken', async () => {
    const first = await serve(['notes', '--no-open']);
    const beside = await serve(['notes', '--no-open']);
    expect(beside.port).not.toBe(first.port);
    await stopped(first.child, 'SIGTERM');
    await stopped(beside.child, 'SIGTERM');
    expect((await serve(['notes', '--no-open'])).port).toBe(beside.port);
  });

  test('opens the notebook of last time', async () => {
    await stopped((await serve(['notes', '--no-open'])).child, 'SIGTERM');
    const again = await serve(['--no-open']);
    expect([again.folder, again.printed().stderr]).toEqual([desk.folder, '']);
  });
});

describe.runIf(process.platform === 'linux')('the browser', () => {
  const withBrowser = () => {
    mkdirSync(join(desk.place, 'bin'));
    const program = join(desk.place, 'bin/xdg-open');
    writeFileSync(
      program,
      `#!/bin/sh\nprintf '%s|' "$@" > "${desk.place}/opened.part"\nmv "${desk.place}/opened.part" "${desk.place}/opened"\n`,
    );
    chmodSync(program, 0o755);
    return { DISPLAY: ':7', PATH: `${join(desk.place, 'bin')}:${process.env['PATH'] ?? ''}` };
  };

  test('opens with the address where there is a screen', async () => {
    const { port, token } = await serve(['notes'], { env: withBrowser() });
    const file = join(desk.place, 'opened');
    await expect.poll(() => existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(`http://127.0.0.1:${port}/#token=${token}|`);
  });

  test('that cannot be started is no failure', async () => {
    const { child } = await serve(['notes'], { env: { DISPLAY: ':7', PATH: '/nowhere' } });
    expect(await stopped(child, 'SIGTERM')).toBe(0);
  });
});
