// `npm start [-- folder]`: installs and builds what is missing, then opens the desktop window, or the browser where there is none.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, electronRuntime, install, projectNode, readOr, root, run } from './prepare.mjs';

const usage =
  'Usage: npm start [-- [folder] [--browser | --desktop] [--port N] [--no-open] [--lang en|zh] [--allow-address HOST:PORT]]';
const fetchLimitSeconds = 180;
const args = process.argv.slice(2);
const wants = (flag) => args.includes(flag);

if (wants('--help')) {
  console.log(usage);
  process.exit(0);
}
const { folder, passed } = readArguments(args);
if (folder !== null && !existsSync(folder)) {
  console.error(`There is no folder ${folder}. Check the path, or make the folder first.`);
  process.exit(1);
}

install();
if (wants('--dev')) {
  const dev = [
    join(root, 'scripts/dev.mjs'),
    ...(folder ? [folder] : []),
    ...(wants('--browser') ? ['--browser'] : []),
  ];
  process.exit(await run(projectNode, dev));
}
build();

const noDesktop = wants('--browser') ? 'you asked for it' : await whyNoDesktop();
if (noDesktop === null) {
  const started = Date.now();
  const code = await run(electronRuntime(), [
    root,
    ...(folder ? [folder] : []),
    ...languageOf(passed),
    ...allowedOf(passed),
  ]);
  // A runtime that cannot open a window (a library missing, no display after all) ends at once.
  if (code === 0 || Date.now() - started > 10_000 || wants('--desktop')) process.exit(code);
  console.log('Opening in the browser: the desktop window ended at once (see above).');
} else {
  if (wants('--desktop')) {
    console.error(`The desktop window cannot open: ${noDesktop}.`);
    process.exit(1);
  }
  console.log(`Opening in the browser: ${noDesktop}.`);
}
process.exit(
  await run(projectNode, [join(root, 'dist/gleaner.js'), 'serve', ...(folder ? [folder] : []), ...passed]),
);

/** `null` when the desktop window can open, else the reason, as the end of a sentence. */
async function whyNoDesktop() {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this machine has no display';
    if (process.getuid?.() === 0) return 'the desktop window does not run as root';
  }
  if (electronRuntime()) return null;
  const memory = join(root, '.cache/electron-not-fetched');
  const version = JSON.parse(readOr(join(root, 'node_modules/electron/package.json'), '{}')).version;
  if (readOr(memory, '') === version && !wants('--desktop')) {
    return 'the desktop runtime could not be fetched last time (npm start -- --desktop tries again)';
  }
  const problem = await fetchRuntime();
  if (problem === null && electronRuntime()) {
    rmSync(memory, { force: true });
    return null;
  }
  try {
    mkdirSync(join(root, '.cache'), { recursive: true });
    writeFileSync(memory, version);
  } catch {
    // A checkout that can't be written: the next start tries again.
  }
  return problem ?? 'the desktop runtime was fetched but is not whole';
}

/** Fetches Electron's runtime, with a line that counts; `null` when it arrived, else the reason. */
function fetchRuntime() {
  return new Promise((done) => {
    const say = (seconds) =>
      `Fetching the desktop runtime, once, about 120 MB: ${seconds} s (given up after ${fetchLimitSeconds} s)`;
    console.log(say(0));
    const child = spawn(projectNode, [join(root, 'node_modules/electron/install.js')], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint = (complaint + chunk).slice(-2000)));
    let seconds = 0;
    const clock = setInterval(() => {
      seconds += 1;
      if (process.stdout.isTTY) process.stdout.write(`\r${say(seconds)}`);
      else if (seconds % 15 === 0) console.log(say(seconds));
      if (seconds >= fetchLimitSeconds) child.kill('SIGKILL');
    }, 1000);
    child.on('close', (code) => {
      clearInterval(clock);
      if (process.stdout.isTTY && seconds > 0) process.stdout.write('\n');
      if (code === 0) return done(null);
      if (seconds >= fetchLimitSeconds) return done('the desktop runtime did not arrive within 3 minutes');
      const isOffline = /fetch failed|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH/.test(complaint);
      const reason = isOffline ? 'its host is not reachable' : complaint.trim().split('\n')[0];
      done(`the desktop runtime could not be fetched (${reason || `code ${code}`})`);
    });
  });
}

function readArguments(all) {
  const passed = [];
  let folder = null;
  for (let i = 0; i < all.length; i += 1) {
    const word = all[i];
    if (['--port', '--lang', '--allow-address'].includes(word)) passed.push(word, all[(i += 1)] ?? '');
    else if (word === '--no-open' || /^--(port|lang|allow-address)=/.test(word)) passed.push(word);
    else if (['--browser', '--desktop', '--dev'].includes(word)) continue;
    else if (!word.startsWith('-') && folder === null)
      folder = resolve(process.env.INIT_CWD ?? process.cwd(), word);
    else {
      console.error(`Gleaner does not know "${word}". ${usage}`);
      process.exit(2);
    }
  }
  return { folder, passed };
}

/** As the desktop window takes them: one word each. */
function allowedOf(passed) {
  return passed.flatMap((word, at) => {
    if (word.startsWith('--allow-address=')) return [word];
    return word === '--allow-address' ? [`${word}=${passed[at + 1]}`] : [];
  });
}

function languageOf(passed) {
  const at = passed.findIndex((word) => word.startsWith('--lang'));
  if (at < 0) return [];
  return passed[at].includes('=') ? [passed[at]] : [`--lang=${passed[at + 1]}`];
}
