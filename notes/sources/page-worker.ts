/**
 * The other side of `page-thread.ts`: loaded a second time, in a thread of its own, it does what it is asked. It names its
 * own file, which in the built program is another one than here.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { PageTasks } from './page-tasks.ts';

export const workerFile = import.meta.url;
/** As `workerData`: this file is loaded to work, not for its name. */
export const isToWork = 'gleaner: take pages apart';

export type Asked = {
  [Task in keyof PageTasks]: { task: Task; asked: Parameters<PageTasks[Task]>[0] };
}[keyof PageTasks];
export type Answer =
  { kind: 'ready' } | { kind: 'done'; result: unknown } | { kind: 'broken'; error: string };

if (parentPort !== null && workerData === isToWork) {
  const port = parentPort;
  const { pageTasks } = await import('./page-tasks.ts');
  const answer = (message: Answer): void => port.postMessage(message);
  port.on('message', ({ task, asked }: Asked) => {
    try {
      answer({ kind: 'done', result: pageTasks[task](asked as never) });
    } catch (error) {
      answer({
        kind: 'broken',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  });
  answer({ kind: 'ready' });
}
