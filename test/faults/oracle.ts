/** What a workload was promised, and whether a disk keeps it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { History } from '../../notes/files/history/history.ts';
import { openJournal } from '../../notes/files/journal.ts';
import { filesIn, textIn } from './lab.ts';
import { type Line, readText, type Step } from './workload.ts';

interface Promised {
  /** The last count that was called saved. */
  saved: number;
  /** The last count that was called kept, or saved. */
  kept: number;
  /** `null`: in the trash. */
  path: string | null;
  /** The last count that was begun. */
  begun: number;
}

export class Oracle {
  readonly #notes = new Map<number, Promised>();
  #underWay: Step | null = null;
  steps = 0;

  hear(line: Line): void {
    const step = 'begins' in line ? line.begins : line.done;
    const known = this.#notes.get(step.note);
    if ('begins' in line) {
      this.#underWay = step;
      if (known) known.begun = Math.max(known.begun, step.count);
      return;
    }
    this.#underWay = null;
    this.steps++;
    const { count } = step;
    const path = step.do === 'trash' ? null : (step.to ?? step.path);
    const saved = step.do === 'save' || step.do === 'create' ? count : (known?.saved ?? count);
    const begun = Math.max(known?.begun ?? 0, count);
    this.#notes.set(step.note, { saved, kept: Math.max(known?.kept ?? 0, count), path, begun });
  }

  /** The process ended within a step: whether the note has moved is for the disk to say from now on. */
  wasKilled(folder: string): void {
    const step = this.#underWay;
    const known = step === null ? undefined : this.#notes.get(step.note);
    this.#underWay = null;
    if (step === null || known === undefined || !moves.includes(step.do)) return;
    const there = filesIn(folder).filter(
      (path) => path.endsWith('.md') && readText(textIn(folder, path) ?? '')?.note === step.note,
    );
    const path = there.find((one) => !one.startsWith('.trash/')) ?? null;
    if (known.path === null || !there.includes(known.path)) known.path = path;
  }

  /** Everything that is not as it was promised, a sentence each. The step under way may have happened or not. */
  lostIn(folder: string, home: string): string[] {
    const lost: string[] = [];
    const found = new Map<number, { path: string; count: number }[]>();
    for (const path of filesIn(folder).filter((file) => file.endsWith('.md'))) {
      const read = readText(readFileSync(join(folder, path), 'utf8'));
      if (read === null)
        lost.push(`${path} is empty, torn or strange: ${JSON.stringify(textIn(folder, path)?.slice(0, 30))}`);
      else found.set(read.note, [...(found.get(read.note) ?? []), { path, count: read.count }]);
    }
    const journals = journalsIn(home);
    for (const [note, { saved, kept, path, begun }] of this.#notes) {
      const files = found.get(note) ?? [];
      const newest = Math.max(0, ...files.map(({ count }) => count));
      const isMoving = this.#underWay?.note === note && moves.includes(this.#underWay.do);
      if (newest < saved) lost.push(`note ${note}: ${saved} was called saved, the disk has ${newest}`);
      if (newest > begun) lost.push(`note ${note}: the disk has ${newest}, only ${begun} was ever written`);
      if (path !== null && !isMoving && !files.some((file) => file.path === path))
        lost.push(
          `note ${note} is not at ${path} but at ${files.map((file) => file.path).join(', ') || 'no place'}`,
        );
      if (path === null && !isMoving && !files.some((file) => file.path.startsWith('.trash/')))
        lost.push(`note ${note} was deleted and is not in the trash`);
      const journaled = Math.max(0, ...journals.filter((one) => one.note === note).map(({ count }) => count));
      if (Math.max(newest, journaled) < kept)
        lost.push(
          `note ${note}: ${kept} was called kept, file and journal have ${Math.max(newest, journaled)}`,
        );
    }
    return lost;
  }
}

const moves: readonly Step['do'][] = ['rename', 'trash', 'restore'];

/** Every version that the histories below `home` list: how many there are, and those that can't be read. */
export async function versionsIn(home: string): Promise<{ listed: number; lost: string[] }> {
  const lost: string[] = [];
  let listed = 0;
  for (const folder of notebooksIn(home)) {
    const history = await History.open(join(folder, 'history'));
    for (const { path } of history.newest())
      for (const kept of history.of(path)) {
        listed++;
        const bytes = await history.bytes(kept);
        if (bytes === null) lost.push(`version ${kept.id} of ${path} is listed and can't be read`);
        else if (readText(bytes.toString('utf8')) === null)
          lost.push(
            `version ${kept.id} of ${path} is torn: ${JSON.stringify(bytes.toString('utf8', 0, 30))}`,
          );
      }
  }
  return { listed, lost };
}

function notebooksIn(home: string): string[] {
  const notebooks = join(home, 'notebooks');
  return existsSync(notebooks) ? readdirSync(notebooks).map((name) => join(notebooks, name)) : [home];
}

/** What can be recovered, from a journal below `home`. */
function journalsIn(home: string): { note: number; count: number }[] {
  return notebooksIn(home)
    .flatMap((folder) => openJournal(join(folder, 'journal')).list())
    .flatMap(({ text }) => readText(text) ?? []);
}
