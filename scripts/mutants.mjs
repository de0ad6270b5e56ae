// `npm run test:mutants [-- WORD]`: breaks a copy of Gleaner in one way at a time; the tests that guard it must fail.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install, projectNode, root } from './prepare.mjs';

install();
if (process.execPath !== projectNode && process.env.GLEANER_MUTANTS === undefined) {
  // The list is TypeScript, which the project's Node reads.
  const env = { ...process.env, GLEANER_MUTANTS: '1' };
  const args = [join(root, 'scripts/mutants.mjs'), ...process.argv.slice(2)];
  process.exit(spawnSync(projectNode, args, { stdio: 'inherit', env }).status ?? 1);
}
const { mutants } = await import(pathToFileURL(join(root, 'test/mutants/mutants.ts')).href);
const word = process.argv[2] ?? '';
const copy = mkdtempSync(join(tmpdir(), 'gleaner-mutants-'));
const left = new Set(['node_modules', '.git', 'dist', 'test-results']);
/** Tests that pass as long as nothing is broken. */
const sound = new Set();
let failures = 0;
let killed = 0;
try {
  cpSync(root, copy, { recursive: true, filter: (from) => !left.has(from.slice(root.length + 1)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  const chosen = mutants.filter(({ breaks }) => breaks.includes(word));
  console.log('| what is broken | test | |\n|---|---|---|');
  for (const mutant of chosen) {
    const verdict = judge(mutant);
    if (verdict === 'killed') killed++;
    else failures++;
    console.log(`| ${mutant.breaks} | ${mutant.test} | ${verdict} |`);
  }
  console.log(`\n${killed} of ${chosen.length} killed`);
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.exit(failures === 0 ? 0 : 1);

function judge({ file, search, replace, test, only }) {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const count = text.split(search).length - 1;
  if (count !== 1) return `WRONG: what is to be broken stands there ${count} times`;
  // Else a test that fails anyway, or none at all, would count as one that noticed.
  const whole = `${test} ${only}`;
  if (!sound.has(whole) && !passes(test, only))
    return 'WRONG: the test fails without it too, or there is none';
  sound.add(whole);
  try {
    writeFileSync(
      path,
      text.replace(search, () => replace),
    );
    return passes(test, only) ? 'SURVIVED' : 'killed';
  } finally {
    writeFileSync(path, text);
  }
}

function passes(test, only) {
  if (test.endsWith('.spec.ts')) return passesInBrowser(test, only);
  const file = join(copy, 'mutant-report.json');
  rmSync(file, { force: true });
  const args = ['run', test, '--reporter=json', `--outputFile=${file}`, '--bail=1'];
  if (only !== undefined) args.push('-t', only);
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(projectNode, [vitest, ...args], { cwd: copy, stdio: 'ignore' });
  return status === 0 && JSON.parse(readFileSync(file, 'utf8')).numPassedTests > 0;
}

/** With the interface and the host built out of what is broken. */
function passesInBrowser(test, only) {
  const modules = join(copy, 'node_modules');
  const run = (script, ...args) =>
    spawnSync(projectNode, [join(modules, script), ...args], { cwd: copy, stdio: 'ignore' }).status === 0;
  const isBuilt =
    run('vite/bin/vite.js', 'build', '--outDir', join(copy, 'dist/ui'), '--emptyOutDir') &&
    run('rolldown/bin/cli.mjs', '-c');
  // What can't be built was noticed by a compiler, and by no test.
  if (!isBuilt) throw new Error('The broken code can not be built.');
  return run(
    '@playwright/test/cli.js',
    'test',
    '--project=browser',
    '--workers=1',
    test,
    ...(only ? ['-g', only] : []),
  );
}
