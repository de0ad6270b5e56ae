/** Whether every system can hold a file of this name: pure, because the list of notes says it of each. */
import type { NotePath } from '../api.ts';

/** Bytes of UTF-8 that a name may have on most disks. */
export const longestName = 255;

export const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u;
/** Characters that turn the direction of text (a name could show as another). */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Names of devices on Windows, with any extension. The superscript digits count too. */
export const device =
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?=\s*(?:\.|$))/iu;

export type NameProblem =
  | { code: 'empty' | 'control' | 'unseen' | 'half' | 'end' | 'device' | 'long' }
  /** A character that Windows keeps for itself. */
  | { code: 'forbidden'; character: string };

/** Why a file or folder should not get this name; `null`: every system takes it. */
export function nameProblem(name: string): NameProblem | null {
  const forbidden = /[<>:"/\\|?*]/u.exec(name);
  if (name === '') return { code: 'empty' };
  if (forbidden) return { code: 'forbidden', character: forbidden[0] };
  if (controls.test(name)) return { code: 'control' };
  if (bidi.test(name) || /\ufeff|\u200b/u.test(name)) return { code: 'unseen' };
  if (!name.isWellFormed()) return { code: 'half' };
  if (/[. ]$/u.test(name)) return { code: 'end' };
  if (device.test(name)) return { code: 'device' };
  // A UTF-16 unit is at most three bytes.
  if (name.length * 3 > longestName && byteLength(name) > longestName) return { code: 'long' };
  return null;
}

/** The first part of a path that another system can't hold; `null`: each can. */
export function pathProblem(path: NotePath): { name: string; problem: NameProblem } | null {
  for (const name of path.split('/')) {
    const problem = nameProblem(name);
    if (problem !== null) return { name, problem };
  }
  return null;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
