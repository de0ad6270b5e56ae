/** One save while a fault lasts, one after it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge, judgeRecovery, type Trial } from './judge.ts';
import type { Answer } from './subject.ts';
import type { Subject } from './subject-process.ts';

export interface Attempt {
  what: string;
  subject: Subject;
  folder: string;
  path?: string;
  after?: string;
  /** Begins the fault, once the note was read. */
  begin?: () => void;
  /** Ends it. */
  end?: () => void;
  /** What it must answer while the fault lasts: `saved`, or the code of an error. */
  expects: string;
}

/** Answers what was lost. The text that could not be saved must be kept meanwhile, outside the folder. */
export async function attempt({ subject, folder, what, expects, ...parts }: Attempt): Promise<string[]> {
  const { path = 'a.md', after = 'after\n', begin, end } = parts;
  const before = 'before, and a little more\n';
  writeFileSync(join(folder, path), before);
  const { version = '' } = await subject.ask({ do: 'read', path });
  begin?.();
  const trial: Trial = { what, folder, path, before, after };
  const lost: string[] = [];
  let answer: Answer;
  try {
    answer = await subject.ask({ do: 'save', path, base: version, text: after });
    lost.push(...judge(trial, answer));
    if (answer.kind !== expects)
      lost.push(`${what}: it said ${answer.kind} ${answer.message ?? ''}, not ${expects}`);
    if (answer.kind !== 'saved') {
      const kept = await subject.ask({ do: 'keep', path, base: version, text: after });
      if (kept.kind !== 'kept')
        lost.push(`${what}: the text could not be kept: ${kept.message ?? kept.kind}`);
    }
  } finally {
    end?.();
  }
  return [...lost, ...(await judgeRecovery(subject, trial, version))];
}
