/**
 * Changes notes without end, the way a person does, and says before and after each step what it does: `node workload.ts
 * FOLDER HOME SEED [full]`. `full`: by a whole notebook with its index, history and bulk changes; else by its files alone.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openFolder } from '../../notes/files/folder.ts';
import { openJournal } from '../../notes/files/journal.ts';

/** One step. `count`: the number in the note's text, which only grows. */
export interface Step {
  do: 'save' | 'keep' | 'rename' | 'trash' | 'restore' | 'create' | 'tag';
  note: number;
  path: string;
  count: number;
  /** Where a rename leads. */
  to?: string;
}

export type Line = { begins: Step } | { done: Step };

/** A note's text tells whose it is, how new, and whether it is whole. */
export function textOf(note: number, count: number): string {
  const lines = Array.from({ length: (count * 37) % 400 }, (_, i) => `${count} 行 ${i}`);
  return `# note ${note}\n\nversion ${count}\n\n${lines.join('\n')}\n\nend ${count}\n`;
}

/** `null`: it is torn, empty, or something else. Tags come and go by bulk changes. */
export function readText(text: string): { note: number; count: number } | null {
  const body = text.replace(/^---\n(?:.*\n)*?---\n\n?/, '');
  const match = /^# note (\d+)\n\nversion (\d+)\n/.exec(body);
  if (match === null) return null;
  const [note, count] = [Number(match[1]), Number(match[2])];
  return body === textOf(note, count) ? { note, count } : null;
}

const most = 8;

interface Work {
  version: (path: string) => Promise<string>;
  save: (path: string, base: string | null, text: string) => Promise<{ kind: string }>;
  keep: (path: string, base: string, text: string) => Promise<unknown>;
  rename: (from: string, to: string) => Promise<unknown>;
  trash: (path: string) => Promise<string>;
  restore: (trashed: string) => Promise<string>;
  tag: (count: number) => Promise<unknown>;
}

if (import.meta.main) await work();

async function work(): Promise<void> {
  const [folder = '', home = '', seed = '1', full = ''] = process.argv.slice(2);
  process.env['GLEANER_HOME'] = home;
  const { version, save, keep, rename, trash, restore, tag } =
    full === '' ? byFiles(folder, home) : await byNotebook(folder);
  const random = randomBy(Number(seed));
  const say = (line: Line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const known = knownIn(folder);
  for (let turn = 0; ; turn++) {
    const note = Math.floor(random() * most);
    const there = known.get(note);
    const chance = random();
    const step = (kind: Step['do'], path: string, count: number, to?: string): Step => {
      const made: Step = { do: kind, note, path, count, ...(to === undefined ? {} : { to }) };
      say({ begins: made });
      return made;
    };
    if (there === undefined) {
      const made = step('create', `note ${note}.md`, 1);
      must(await save(made.path, null, textOf(note, 1)));
      known.set(note, { path: made.path, count: 1, trashed: null });
      say({ done: made });
    } else if (there.trashed !== null) {
      const made = step('restore', there.path, there.count);
      there.path = await restore(there.trashed);
      there.trashed = null;
      say({ done: { ...made, path: there.path } });
    } else if (chance < 0.08) {
      const made = step('trash', there.path, there.count);
      there.trashed = await trash(there.path);
      say({ done: made });
    } else if (chance < 0.2) {
      const to = `${random() < 0.5 ? '' : '子/'}note ${note} ${turn}-${Math.floor(random() * 1e6)}.md`;
      const made = step('rename', there.path, there.count, to);
      await rename(there.path, to);
      there.path = to;
      say({ done: made });
    } else if (chance < 0.25 && full !== '') {
      const made = step('tag', there.path, there.count);
      await tag(turn);
      say({ done: made });
    } else {
      const count = there.count + 1;
      const base = await version(there.path);
      const text = textOf(note, count);
      if (chance < 0.6) {
        const kept = step('keep', there.path, count);
        await keep(there.path, base, text);
        say({ done: kept });
      }
      const made = step('save', there.path, count);
      must(await save(there.path, base, text));
      there.count = count;
      say({ done: made });
    }
  }
}

function must(result: { kind: string }): void {
  if (result.kind !== 'saved') throw new Error(`The workload was answered ${result.kind}.`);
}

function byFiles(folder: string, home: string): Work {
  const notes = openFolder(folder);
  const journal = openJournal(join(home, 'journal'));
  return {
    version: (path) => Promise.resolve(notes.read(path).version),
    save: (path, base, text) => notes.save(path, base, text),
    keep: (path, base, text) => journal.put(path, { base, text, at: Date.now() }),
    rename: (from, to) => notes.rename(from, to),
    trash: (path) => notes.trash(path),
    restore: (trashed) => notes.restore(trashed),
    tag: () => Promise.resolve(),
  };
}

async function byNotebook(folder: string): Promise<Work> {
  const { openNotebook } = await import('../../notes/notebook.ts');
  const notebook = await openNotebook(folder, { watch: false });
  await notebook.ready;
  return {
    version: async (path) => (await notebook.read({ path })).version,
    save: (path, base, text) => notebook.save({ path, base, text, isMeant: true }),
    keep: (path, base, text) => notebook.journal({ path, base, text }),
    rename: (from, to) => notebook.rename({ path: from, to }),
    trash: (path) => notebook.trash({ path }),
    restore: (trashed) => notebook.restore({ trashed }),
    async tag(count) {
      const change = { kind: 'add', name: `t${count % 3}`, filter: '' } as const;
      const { plan, total } = await notebook.bulkPreview({ change, offset: 0, limit: 1 });
      if (total > 0) await notebook.bulkApply({ change, plan });
    },
  };
}

/** What an earlier run left, which was killed. */
function knownIn(folder: string) {
  const known = new Map<number, { path: string; count: number; trashed: string | null }>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.md') || path.startsWith('.gleaner')) continue;
    const found = readText(readFileSync(join(folder, path), 'utf8'));
    if (found === null) continue;
    const isTrashed = path.startsWith('.trash/');
    const trashed = isTrashed ? path.slice('.trash/'.length) : null;
    const before = known.get(found.note);
    // Killed between its new name and the end of the old one, a note has both.
    if (before !== undefined && (isTrashed || before.count > found.count)) continue;
    known.set(found.note, { path: isTrashed ? `note ${found.note}.md` : path, count: found.count, trashed });
  }
  return known;
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
