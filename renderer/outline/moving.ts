/** Moves sections of the open note, in it or into another note: text is written where it goes before it is taken from where it was. */
import type { NotePath, Version } from '../../notes/api.ts';
import { applyChanges } from '../../notes/text/header-edit.ts';
import {
  appendSection,
  moveSection,
  placeBeside,
  sectionsOf,
  takeSection,
} from '../../notes/text/move-section.ts';
import { carriedText } from '../../notes/text/note-link-carry.ts';
import { notebook, openNote, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, dismiss, notify } from '../notices.ts';
import { useStore } from '../store.ts';

/** `null`: the text can't be changed now, which is said where the person can do something about it. */
function changeableText(): string | null {
  const { note } = useStore.getState();
  if (note === null || sessions().isComposing()) return null;
  if (note.status.kind === 'read-only') {
    notify(t('outline.readOnly'), { kind: 'alert' });
    return null;
  }
  return sessions().text();
}

/** Moves the section at `line` before the one at `before` (`null`: to the end), in one step of undo. Answers its line then. */
export function moveHere(line: number, before: number | null): number | null {
  const text = changeableText();
  if (text === null) return null;
  const changes = moveSection(text, line, before);
  if (changes === null) {
    notify(t('outline.cannotMove'), { kind: 'alert' });
    return null;
  }
  if (changes.length === 0) return line;
  const old = sectionsOf(text);
  const moved = old.find((one) => one.line === line);
  const same = old.filter(({ text: name, level }) => name === moved?.text && level === moved.level);
  sessions().edit(changes);
  const now = sectionsOf(applyChanges(text, changes)).filter(
    (one) => one.text === moved?.text && one.level === moved.level,
  );
  // Of several that are called the same, the one that is elsewhere.
  const lines = new Set(same.map((one) => one.line));
  return (now.find((one) => !lines.has(one.line)) ?? now[0])?.line ?? null;
}

/** Among the sections of its level; `null`: it is the first or the last of them. */
export function moveBeside(line: number, way: 'up' | 'down'): number | null {
  const text = changeableText();
  const before = text === null ? undefined : placeBeside(text, line, way);
  return before === undefined ? null : moveHere(line, before);
}

/** The line of the section that the cursor is in; `null`: it stands before the first one. */
export function sectionAtCursor(): number | null {
  const { note } = useStore.getState();
  return note?.facts.headings.findLast(({ line }) => line <= note.line)?.line ?? null;
}

/** Moves a section of the open note to the end of another one, and offers to take that back. */
export async function moveToNote(line: number, to: NotePath): Promise<void> {
  const from = useStore.getState().note?.path;
  const text = changeableText();
  if (from === undefined || text === null || from === to) return;
  await attempt(t('failed.moveSection', { path: to }), async () => {
    await sessions().flush(to);
    const target = await notebook().read({ path: to });
    const taken = takeSection(text, line);
    const section = taken && carriedText(taken.section, from, to);
    const change = section === null ? null : appendSection(target.text, section);
    if (
      taken === null ||
      section === null ||
      change === null ||
      target.readOnly !== null ||
      target.unsaved !== null
    ) {
      notify(t('outline.cannotMove'), { kind: 'alert' });
      return;
    }
    const heading = sectionsOf(text).find((one) => one.line === line)?.text ?? '';
    const saved = await notebook().save({
      path: to,
      base: target.version,
      text: applyChanges(target.text, [change]),
    });
    const title = (await notebook().facts({ path: to })).title;
    if (saved.kind !== 'saved') {
      notify(t('links.linkChanged', { title }), { kind: 'alert' });
      return;
    }
    // It is in the other note: now it may go from here.
    if (useStore.getState().note?.path !== from || sessions().text() !== text || sessions().isComposing()) {
      notify(t('outline.moveTwice'), { kind: 'alert' });
      return;
    }
    let toast: number | null = null;
    const moved = new MovedSection({ from, to, title, heading, section, before: target.text }, saved.version);
    const takeBack = sessions().edit(taken.changes, {
      step: {
        undone: () => {
          if (toast !== null) dismiss(toast);
          moved.undone();
        },
        redone: () => moved.redone(),
      },
    });
    await sessions().flush(from);
    const run = () =>
      void attempt(t('failed.moveSection', { path: from }), async () => {
        if (useStore.getState().note?.path !== from) await openNote(from);
        if (!takeBack()) notify(t('links.linkChanged', { title: from }), { kind: 'alert' });
      });
    toast = notify(t('outline.movedTo', { heading, title }), {
      action: { label: t('toast.undo'), run },
      stays: true,
    });
  });
}

interface Move {
  from: NotePath;
  to: NotePath;
  /** Of the note that has it now. */
  title: string;
  heading: string;
  /** As it stands there. */
  section: string;
  /** What that note was without it. */
  before: string;
}

/** A section that stands in another note now, and follows when the step that took it from its own is undone. */
class MovedSection {
  readonly #move: Move;
  /** Of the other note as the move made it; `null`: the section was taken out again. */
  #version: Version | null;
  /** One after the other: undone and done again at once, it would be in neither note. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(move: Move, version: Version) {
    this.#move = move;
    this.#version = version;
  }

  /** It is back in its note: it goes from the other one, where that is as the move left it. */
  undone(): void {
    this.#queue = this.#queue.then(() => this.#takeOut());
  }

  /** It was taken from its note once more: it must not be in neither. */
  redone(): void {
    this.#queue = this.#queue.then(() => this.#putIn());
  }

  async #takeOut(): Promise<void> {
    const { from, to, title, before } = this.#move;
    const base = this.#version;
    if (base === null) return;
    await attempt(t('failed.moveSection', { path: from }), async () => {
      // While it is not safe where it came from, it stays where it went.
      if (!(await sessions().flush(from))) {
        notify(t('outline.moveStillThere', { title }));
        return;
      }
      await sessions().flush(to);
      // Undoing takes back what was put there, however much that is of the note.
      const result = await notebook().save({ path: to, base, text: before, isMeant: true });
      if (result.kind === 'saved') this.#version = null;
      notify(result.kind === 'saved' ? t('outline.moveUndone') : t('outline.moveStillThere', { title }));
    });
  }

  async #putIn(): Promise<void> {
    const { to, title, heading, section } = this.#move;
    if (this.#version !== null) return;
    await attempt(t('outline.inNeither', { heading, path: to }), async () => {
      await sessions().flush(to);
      const target = await notebook().read({ path: to });
      const change = appendSection(target.text, section);
      const text = change === null ? null : applyChanges(target.text, [change]);
      const saved = text === null ? null : await notebook().save({ path: to, base: target.version, text });
      if (saved?.kind === 'saved') {
        this.#move.before = target.text;
        this.#version = saved.version;
        notify(t('outline.movedTo', { heading, title }));
      } else notify(t('outline.inNeither', { heading, path: to }), { kind: 'alert' });
    });
  }
}
