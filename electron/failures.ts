/** Failures of the main process, and of the processes it keeps, go into the log: kinds and places, never messages (safety T-06). */
import { app } from 'electron';
import { openLog } from '../notes/files/log-file.ts';
import { keepLog, logFailure, logLine } from '../notes/log.ts';

/** What becomes of a failure stays as Electron has it: it is only written down. */
export function logMainFailures(): void {
  keepLog((entry) => openLog().write(entry));
  process.on('uncaughtExceptionMonitor', (error) => logFailure('the desktop window’s process failed', error));
  process.on('unhandledRejection', (error) => logFailure('the desktop window’s process failed', error));
  app.on('render-process-gone', (_event, _page, { reason }) => logGone('the page', reason));
  app.on('child-process-gone', (_event, { type, reason }) => logGone(type, reason));
}

function logGone(what: string, reason: string): void {
  if (reason !== 'clean-exit') logLine(`${what} ended: ${reason}`);
}
