/** Whatever happens to a note in whatever order: text that was said to be safe is in a file, the journal or the history. */
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import type { Notebook } from '../../../notes/api.ts';
import type { Sessions } from '../../../renderer/session/sessions.ts';
import { closeDesks, desk, never, typeAtEnd } from './make.ts';

afterEach(closeDesks);

type Step =
  'type' | 'type above' | 'save' | 'append outside' | 'rename' | 'tag' | 'crash' | 'look' | 'keep mine';
const step = fc.constantFrom<Step>(
  ...(['type', 'type', 'type above', 'save', 'save', 'append outside', 'rename'] as const),
  ...(['tag', 'crash', 'look', 'keep mine'] as const),
);

/** Notes who journals, so that they can be told to have left. */
function overheard(notebook: Notebook, writers: Set<string>): Notebook {
  return {
    ...notebook,
    listen: (listener) => notebook.listen(listener),
    journal: (args) => {
      if (args.writer !== undefined) writers.add(args.writer);
      return notebook.journal(args);
    },
  };
}

async function everything(notebook: Notebook, files: () => string[], read: (path: string) => string) {
  const texts = files().map(read);
  const lost = await notebook.unsaved({});
  for (const { path, writer } of lost) texts.push((await notebook.unsavedText({ path, writer })).text);
  const { notes: gone } = await notebook.deletedNotes({ offset: 0, limit: 100 });
  for (const path of [...files(), ...gone.map((note) => note.path)]) {
    const { versions } = await notebook.history({ path, offset: 0, limit: 200 });
    for (const { id } of versions) texts.push((await notebook.historyText({ path, id })).text);
  }
  return texts.join('\n');
}

it('no acknowledged text is ever missing', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const writers = new Set<string>();
      const made = await desk({ 'a.md': '# A\n\none\n\ntwo\n' }, never, (notebook) =>
        overheard(notebook, writers),
      );
      const { notebook, read, write, files } = made;
      let path = 'a.md';
      let sessions: Sessions = made.sessions;
      await sessions.open(path);
      const typed: string[] = [];
      const safe = new Set<string>();
      const acknowledge = () => typed.forEach((token) => safe.add(token));
      let count = 0;
      for (const one of steps) {
        const token = `<${++count}>`;
        switch (one) {
          case 'type':
            typeAtEnd(sessions, ` ${token}`);
            typed.push(token);
            break;
          case 'type above':
            sessions.edit([{ from: 0, to: 0, insert: `${token}\n` }]);
            typed.push(token);
            break;
          case 'tag':
            sessions.edit([{ from: 0, to: 0, insert: `tag ${token}\n` }]);
            typed.push(token);
            break;
          case 'save':
            await sessions.flush();
            acknowledge();
            break;
          case 'append outside':
            write(path, `${read(path).replace(/\n$/, '')} ${token}\n`);
            safe.add(token);
            break;
          case 'rename': {
            // As the app does: saved first, and a note that can't be is renamed with its text in the journal.
            await sessions.flush();
            acknowledge();
            const to = `${String(count)}.md`;
            await notebook.rename({ path, to });
            sessions.moved(path, to);
            path = to;
            break;
          }
          case 'look':
            await sessions.open(path);
            break;
          case 'keep mine': {
            const sides = await sessions.bothTexts();
            if (sides !== null) await sessions.resolve(sides, sides.mine).catch(() => undefined);
            break;
          }
          case 'crash':
            // What was typed since it was last acknowledged may be lost, and nothing else.
            typed.length = 0;
            notebook.left?.([...writers]);
            sessions = made.second();
            await sessions.open(path);
            break;
        }
      }
      await sessions.flush();
      acknowledge();
      notebook.left?.([...writers]);
      const all = await everything(notebook, files, read);
      expect([...safe].filter((token) => !all.includes(token))).toEqual([]);
      await closeDesks();
    }),
    { numRuns: 25, endOnFailure: true },
  );
});
