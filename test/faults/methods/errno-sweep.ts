import { linkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, judgeRecovery, type Trial } from '../judge.ts';
import type { Lab } from '../lab.ts';
import type { Method, Outcome } from '../method.ts';
import { hasFired, trace } from '../strace.ts';
import type { Subject } from '../subject-process.ts';

const calls = [
  'openat',
  'pwrite64',
  'fsync',
  'close',
  'fchmod',
  'fchown',
  'rename',
  'link',
  'unlink',
  'ftruncate',
];
// prettier-ignore
const errors = ['EIO', 'ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'EXDEV', 'ENOENT', 'EISDIR', 'ENAMETOOLONG', 'EBUSY', 'EINTR'];
const kinds = ['over', 'new', 'linked'] as const;
/** No save makes more calls of one kind than this. */
const most = 12;

export const errnoSweep: Method = {
  name: 'errno sweep',
  tries:
    'Makes the Nth system call of a save fail, once or from then on, for every call, every error and every N until none fires.',
  needs: ['strace'],
  async run(lab: Lab): Promise<Outcome> {
    const folder = lab.make();
    const log = join(lab.folder, 'trace');
    const lost: string[] = [];
    let subject = await lab.subject(folder);
    let tried = 0;
    const chosen = lab.isLong ? errors : ['EIO', 'ENOSPC', 'EPERM'];
    for (const kind of lab.isLong ? kinds : (['over'] as const))
      for (const call of calls)
        for (const error of chosen)
          for (const mode of lab.isLong ? ['', '+'] : ['']) {
            // No kernel answers EINTR for ever, and what asks again then would ask for ever.
            if (error === 'EINTR' && mode === '+') continue;
            for (let nth = 1; nth <= most; nth++) {
              if (!subject.isAlive) subject = await lab.subject(folder);
              const what = `${kind}: ${call} ${error} at ${nth}${mode}`;
              const trial = await prepare(subject, folder, kind, what, tried);
              const tracing = await trace(
                subject.pid,
                log,
                call,
                `${call}:error=${error}:when=${nth}${mode}`,
              );
              const { path, after, base } = trial;
              const answer = await subject.ask({ do: 'save', path, base, text: after });
              const isFired = hasFired(await tracing.end());
              if (!isFired) break;
              tried++;
              // The system itself says that the note is not there.
              const isGone = answer.kind === 'gone' && error === 'ENOENT';
              lost.push(...(isGone ? [] : judgeFirst(trial, answer, kind)));
              lost.push(...(await judgeRecovery(subject, trial, base)));
            }
          }
    return { tried, lost };
  },
};

type Kind = (typeof kinds)[number];

async function prepare(subject: Subject, folder: string, kind: Kind, what: string, count: number) {
  const path = kind === 'new' ? `new ${count}.md` : `${kind}.md`;
  const after = `after ${count}\n${'text '.repeat(count % 200)}`;
  if (kind === 'new') return { what, folder, path, before: null, after, base: null };
  const before = `before ${count}\n${'line '.repeat(count % 150)}`;
  writeFileSync(join(folder, path), before);
  if (kind === 'linked') tryLink(join(folder, path));
  const { version = '' } = await subject.ask({ do: 'read', path });
  return { what, folder, path, before, after, base: version };
}

function tryLink(file: string): void {
  try {
    linkSync(file, `${file}.other`);
  } catch {
    // It has its second name already.
  }
}

/** A write in place can be torn when the disk fails twice: then the text is in the journal. */
function judgeFirst(trial: Trial, answer: Parameters<typeof judge>[1], kind: Kind): string[] {
  const found = judge(trial, answer);
  return kind === 'linked' && answer.kind !== 'saved'
    ? found.filter((one) => !one.includes('neither'))
    : found;
}
