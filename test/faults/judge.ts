/** What must be true after every fault, whatever it was. */
import { temporariesIn, textIn } from './lab.ts';
import type { Answer } from './subject.ts';
import type { Subject } from './subject-process.ts';

export interface Trial {
  /** What was done to it, for the report. */
  what: string;
  folder: string;
  path: string;
  /** What the file held; `null`: there was none. */
  before: string | null;
  after: string;
}

/** Right after the fault, which may still be there: the note is whole, and the answer is honest. */
export function judge({ what, folder, path, before, after }: Trial, answer: Answer): string[] {
  const now = textIn(folder, path);
  const lost: string[] = [];
  if (now !== before && now !== after) lost.push(`${what}: the note is neither old nor new: ${brief(now)}`);
  if (answer.kind === 'saved' && now !== after)
    lost.push(`${what}: called saved, but the file has ${brief(now)}`);
  if (answer.kind === 'dead') lost.push(`${what}: the process died`);
  if (answer.kind === 'conflict') lost.push(`${what}: a conflict with nobody`);
  if (answer.message !== undefined && !isHonest(answer.message, path))
    lost.push(`${what}: says "${answer.message}"`);
  return lost;
}

/** Once the fault is over: the same text is saved as a person would, and nothing is left lying about. */
export async function judgeRecovery(subject: Subject, trial: Trial, base: string | null): Promise<string[]> {
  const { what, folder, path, after } = trial;
  const answer = await subject.ask({ do: 'save', path, base, text: after });
  const lost: string[] = [];
  if (answer.kind !== 'saved')
    lost.push(`${what}: afterwards it says ${answer.kind} ${answer.message ?? ''}`);
  const now = textIn(folder, path);
  if (now !== after) lost.push(`${what}: afterwards the file has ${brief(now)}`);
  const left = temporariesIn(folder);
  if (left.length > 0) lost.push(`${what}: left ${left.join(' ')}`);
  return lost;
}

/** It names the note, the reason and what the person still has. */
function isHonest(message: string, path: string): boolean {
  return message.startsWith(`Could not save ${path}`) && message.endsWith('Your text is still here.');
}

function brief(text: string | null): string {
  return text === null ? 'no file' : JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
