/** Makes a link of a name that stands in another note: one splice, saved over the version that was read, and taken back by Undo. */
import type { LinkedLine, NotePath } from '../../notes/api.ts';
import { applyChanges } from '../../notes/text/header-edit.ts';
import { linkMention } from '../../notes/text/note-link-mentions.ts';
import { notebook, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';

export interface Mention {
  /** The note where the name stands. */
  path: NotePath;
  title: string;
  line: LinkedLine;
  /** Which name of the line. */
  at: number;
}

/** Links the mention to the note at `to`; `true`: it was done. */
export async function linkIt({ path, title, line, at }: Mention, to: NotePath): Promise<boolean> {
  let isDone = false;
  await attempt(t('failed.linkMention', { path }), async () => {
    await sessions().flush(path);
    const note = await notebook().read({ path });
    if (note.unsaved !== null) {
      notify(t('links.linkUnsaved', { title }), { kind: 'alert' });
      return;
    }
    const [span] = line.at.slice(at, at + 1);
    const target = await targetFor(path, to);
    const written = note.text.split('\n')[line.line - 1]?.slice(...(span ?? [0, 0])) ?? '';
    const change =
      span === undefined || written === '' || note.readOnly !== null
        ? null
        : linkMention(note.text, { line: line.line, span, written }, target);
    const text = change === null ? null : applyChanges(note.text, [change]);
    const saved = text === null ? null : await notebook().save({ path, base: note.version, text });
    if (saved?.kind !== 'saved') {
      notify(t('links.linkChanged', { title }), { kind: 'alert' });
      return;
    }
    isDone = true;
    const run = () =>
      void attempt(t('failed.linkMention', { path }), async () => {
        await sessions().flush(path);
        const back = await notebook().save({ path, base: saved.version, text: note.text });
        if (back.kind !== 'saved') notify(t('links.linkChanged', { title }), { kind: 'alert' });
      });
    notify(t('links.linkedIt', { title }), { action: { label: t('toast.undo'), run } });
  });
  return isDone;
}

/** What a link in `from` says to lead to `to`. */
async function targetFor(from: NotePath, to: NotePath): Promise<string> {
  const stem = to.slice(to.lastIndexOf('/') + 1).replace(/\.(?:md|markdown)$/i, '');
  const offers = await notebook().linkTargets({ path: from, text: stem, limit: 30 });
  const whole = to.replace(/\.(?:md|markdown)$/i, '');
  return offers.find(({ path }) => path === to)?.target ?? whole;
}
