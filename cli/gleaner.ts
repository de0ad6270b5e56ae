/**
 * The `gleaner` command. This file runs on any Node from 20 on: it finds the Node that Gleaner needs, and only
 * then loads the rest, which imports modules that an older Node does not have.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;
/** Set for the second process, so that a wrong Node is not started for ever. */
const handedOn = 'GLEANER_HANDED_ON';

const file = fileURLToPath(import.meta.url);
const here = dirname(file);
// Built, this file is gleaner.js, with all it needs beside it; in development it is cli/gleaner.ts.
const isBuilt = extname(file) === '.js';
const root = dirname(here);

if (Number(process.versions.node.split('.')[0]) >= neededMajor) await run();
else handOn();

async function run(): Promise<void> {
  muteSqliteWarning();
  // Compiling a megabyte of JavaScript takes longer than the list. Beside the built files, so that it goes when they do.
  if (isBuilt) module.enableCompileCache(join(here, '.compiled'));
  const { runCommand } = await import('./commands.ts');
  await runCommand(process.argv.slice(2), {
    ui: process.env['GLEANER_UI'] ?? (isBuilt ? join(here, 'ui') : join(root, 'dist/ui')),
    starter: isBuilt ? join(here, 'starter') : join(root, 'notes/starter'),
  });
}

/** Node says for a while that node:sqlite may change; Gleaner runs on a Node that it was tested with. */
function muteSqliteWarning(): void {
  const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) emitWarning(warning, ...rest);
  };
}

/** Runs this command again on the project's own Node. */
function handOn(): void {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  // Beside the checkout's other packages, or where Gleaner is itself installed as a package.
  const node = [join(root, 'node_modules/node/bin', executable), join(root, '../node/bin', executable)].find(
    existsSync,
  );
  if (!node || process.env[handedOn]) {
    process.stderr.write(
      `gleaner: This is Node ${process.versions.node}, and Gleaner needs Node ${neededMajor}. ` +
        `Run \`npm ci\` in ${root}, or install Node ${neededMajor} from https://nodejs.org.\n`,
    );
    process.exitCode = 1;
    return;
  }
  const child = spawn(node, process.argv.slice(1), {
    // The channel tells the child when this process is killed in a way that it cannot pass on.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [handedOn]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Windows has no signals to send; there the console tells both processes.
    process.on(signal, () => {
      if (process.platform !== 'win32') child.kill(signal);
    });
  }
  child.on('error', (error) => {
    process.stderr.write(`gleaner: ${node} does not start: ${error.message}. Run \`npm ci\` in ${root}.\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    } else process.exit(code ?? 1);
  });
}
