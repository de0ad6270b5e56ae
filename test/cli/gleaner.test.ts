/** The built entry file: it has to find the right Node when it is started on another one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkFolder, removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, root } from './run.ts';

let place: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  place = temporaryFolder('gleaner-built-');
  const build = await rolldown({
    input: { gleaner: join(root, 'cli/gleaner.ts') },
    platform: 'node',
    cwd: root,
  });
  await build.write({
    dir: join(place, 'dist'),
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  mkdirSync(join(place, 'dist/ui'));
  writeFileSync(join(place, 'dist/ui/index.html'), '<!doctype html>');
  writeFileSync(join(place, 'package.json'), '{"type":"module"}');
  mkdirSync(join(place, 'notes'));
  writeFileSync(join(place, 'notes/a.md'), '---\ntags: [one]\n---\n');
  // Says of itself that it is an older Node, and of nothing else.
  writeFileSync(
    join(place, 'older.mjs'),
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0' } });`,
  );
});
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  removeFolder(place);
});

function gleaner(
  args: string[],
  { isOlder, hasOwnNode }: { isOlder: boolean; hasOwnNode: boolean },
): ChildProcess {
  const modules = join(place, 'node_modules');
  if (hasOwnNode && !existsSync(modules)) linkFolder(join(root, 'node_modules'), modules);
  if (!hasOwnNode) rmSync(modules, { force: true });
  const child = spawn(
    process.execPath,
    [...(isOlder ? ['--import', join(place, 'older.mjs')] : []), join(place, 'dist/gleaner.js'), ...args],
    {
      env: { ...process.env, GLEANER_HOME: join(place, 'home') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  started.push(child);
  return child;
}

test('the entry loads nothing that an older Node lacks', () => {
  const text = readFileSync(join(place, 'dist/gleaner.js'), 'utf8');
  expect(text).not.toMatch(/(from|import\()\s*["']node:sqlite|^import .*chunks\//m);
  expect(text).toMatch(/import\(["']\.\/chunks\//);
});

test('on the right Node it runs', async () => {
  const { code, stdout, stderr } = await ended(
    gleaner(['tags', join(place, 'notes'), '--json'], { isOlder: false, hasOwnNode: false }),
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({ tags: [{ name: 'one', count: 1 }] });
});

test('copied to another place it finds the UI and the starter notes beside itself', async () => {
  // The name that the sources have: a name must not matter.
  const copy = join(place, 'elsewhere/cli');
  cpSync(join(place, 'dist'), copy, { recursive: true });
  cpSync(join(root, 'notes/starter'), join(copy, 'starter'), { recursive: true });
  const home = join(place, 'person');
  mkdirSync(join(home, 'Documents'), { recursive: true });
  const child = spawn(process.execPath, [join(copy, 'gleaner.js'), 'serve', '--no-open'], {
    env: { ...process.env, GLEANER_HOME: join(home, 'data'), HOME: home, USERPROFILE: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(await line(child))?.[0] ?? '';
  expect(await (await fetch(address)).text()).toBe('<!doctype html>');
  expect(existsSync(join(home, 'Documents/Gleaner/welcome.md'))).toBe(true);
});

test('on an older Node it hands on to its own, with arguments, output and exit code', async () => {
  const run = (...args: string[]) => ended(gleaner(args, { isOlder: true, hasOwnNode: true }));
  const fine = await run('tags', join(place, 'notes'), '--json');
  expect({ code: fine.code, stderr: fine.stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(fine.stdout)).toEqual({ tags: [{ name: 'one', count: 1 }] });
  expect((await run('tags', '/nowhere/at/all')).code).toBe(1);
  expect((await run('tags')).code).toBe(2);
});

test('on an older Node without its own it says in one line what to do', async () => {
  const { code, stdout, stderr } = await ended(gleaner(['tags', 'x'], { isOlder: true, hasOwnNode: false }));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(
    /^gleaner: This is Node 20\.1\.0, and Gleaner needs Node 24\. Run `npm ci` [^\n]+\n$/,
  );
});

/** Answers when `child` has printed a line. */
function line(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('\n')) found(printed);
    });
    child.once('exit', (code) => failed(new Error(`ended with ${String(code)}: ${printed}`)));
  });
}

const serve = () =>
  gleaner(['serve', join(place, 'notes'), '--no-open'], { isOlder: true, hasOwnNode: true });

test.runIf(process.platform !== 'win32')(
  'handed on, it stops on a signal, with the exit code of the host',
  async () => {
    const child = serve();
    await line(child);
    const exit = new Promise((done) => child.once('exit', (...how) => done(how)));
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  },
);

test('handed on, the host does not outlive the process that started it', async () => {
  const child = serve();
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(await line(child))?.[1]);
  child.kill('SIGKILL');
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 10_000 }).toBe(false);
});
