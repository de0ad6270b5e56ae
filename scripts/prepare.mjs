// What start.mjs and test.mjs do first: install what is missing, build what changed. Runs on any Node >= 20, no dependencies.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node that the project runs on, whatever Node started this script. */
export const projectNode = join(
  root,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

const sources = [
  'notes',
  'electron',
  'cli',
  'renderer',
  'package.json',
  'package-lock.json',
  'bundling.ts',
  'rolldown.config.ts',
  'vite.config.ts',
];

/** `npm ci` when the installed packages are not those of the lockfile. Exits with npm's code when it fails. */
export function install() {
  if (existsSync(projectNode) && isInstalled()) return;
  console.log('Installing what Gleaner needs (npm ci) …');
  const npm = process.env.npm_execpath;
  const done = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--loglevel=error'], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm ci --loglevel=error', { cwd: root, stdio: 'inherit', shell: true });
  if (done.status !== 0 || !existsSync(projectNode)) {
    console.error(
      'Could not install the packages: see above. Check the network, then run the same command again.',
    );
    process.exit(done.status || 1);
  }
}

/** npm keeps its own record of what it installed; packages for other systems are missing there, and may be. */
function isInstalled() {
  const packagesIn = (file) => JSON.parse(readOr(join(root, file), '{}')).packages ?? {};
  const there = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json')).every(
    ([path, { version, optional }]) =>
      path === '' || (there[path] ? there[path].version === version : optional),
  );
}

/** Builds dist/ when a source changed since the last build, or `always`. */
export function build({ always = false } = {}) {
  const stamp = join(root, 'dist/.built');
  const wanted = hashOf(sources);
  if (!always && readOr(stamp, '') === wanted) return;
  console.log('Building …');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  for (const tool of [
    ['node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts', '--log-level', 'silent'],
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  ]) {
    const done = spawnSync(projectNode, tool, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    if (done.status !== 0) {
      console.error(`The build failed (${tool[0]}): see above.`);
      process.exit(1);
    }
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Path of Electron's executable when its runtime is there, else `null`. The package itself brings none. */
export function electronRuntime() {
  const folder = join(root, 'node_modules/electron');
  const name = readOr(join(folder, 'path.txt'), '');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (name === '' && !override) return null;
  const file = join(override ?? join(folder, 'dist'), name || 'electron');
  return existsSync(file) ? file : null;
}

/** Runs a program of the project with its output passed on; answers its exit code. */
export function run(command, args, env = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    // A terminal on Windows signals the child by itself, and killing it there would end it in the middle of a save.
    const pass = (signal) => process.platform !== 'win32' && child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', () => done(127));
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      done(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1));
    });
  });
}

export function readOr(file, otherwise) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return otherwise;
  }
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    const file = join(root, path);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(join(path, name));
    } else {
      hash.update(path).update(readFileSync(file));
    }
  };
  paths.forEach(add);
  return hash.digest('hex');
}
