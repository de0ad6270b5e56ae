/** What quick open shows for a text: notes, or after `>`, `#` or `@` commands, tags and the headings of the open note. */
import { FileText, Hash, Heading, Link2, Plus, Search } from 'lucide-react';
import { type Facet, type NotePath, NotesError, type Suggestion } from '../../notes/api.ts';
import { fitOf, typedOf } from '../../notes/text/fuzzy.ts';
import { formatTerm } from '../../notes/text/filter-text.ts';
import { readFilter } from '../../notes/text/filter.ts';
import { notebook, openNote, sessions, setFilter } from '../actions.ts';
import { openBeside } from '../beside/open-beside.ts';
import { dayOf } from '../lists/dates.ts';
import { formatNumber, t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { focusPane } from '../panes.ts';
import { forgetNote, type RecentNote, recentNotes } from '../recent-notes.ts';
import { shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import type { Choice } from './chooser.tsx';
import { commandChoices } from './command-choices.tsx';
import { closeDialog, closeDialogAfter } from './focus-before.ts';

/** Notes offered to somebody who has opened none yet. */
const mostNewest = 10;
/** Rows of one answer. */
const most = 50;
/** An outline is looked through, not only typed into. */
const mostHeadings = 300;

export type Mode = 'notes' | 'commands' | 'tags' | 'headings';

export function modeOf(text: string): Mode {
  const modes: Record<string, Mode> = { '>': 'commands', '》': 'commands', '#': 'tags', '@': 'headings' };
  return modes[text.trimStart().normalize('NFKC').charAt(0)] ?? 'notes';
}

export async function choicesFor(text: string): Promise<Choice[]> {
  const rest = text.trimStart().slice(1);
  switch (modeOf(text)) {
    case 'commands':
      return commandChoices(rest);
    case 'tags':
      return tagChoices(await sessions().knownTags(), rest);
    case 'headings':
      return headingChoices(rest);
    case 'notes':
      return text.trim() === '' ? recentChoices() : noteChoices(text);
  }
}

/** The notes opened last, or the newest; not the open one, so that Enter goes to the one before it. */
async function recentChoices(): Promise<Choice[]> {
  // The names are gathered while the person thinks.
  notebook()
    .suggest({ text: '', limit: 1 })
    .catch(() => undefined);
  const { notebook: state, note } = useStore.getState();
  const isOther = ({ path }: { path: string }) => path !== note?.path;
  const recent = (state === null ? [] : recentNotes(state.folder)).filter(isOther);
  const offered = recent.length > 0 ? recent : (await newestNotes()).filter(isOther);
  const group = t(recent.length > 0 ? 'quickOpen.recent' : 'quickOpen.newest');
  return offered.map((one, at) => ({ ...recentChoice(one), ...(at === 0 && { group }) }));
}

async function newestNotes(): Promise<RecentNote[]> {
  const asked = { filter: '', sort: 'date' as const, offset: 0, limit: mostNewest, facets: false };
  return (await notebook().query(asked)).rows;
}

function recentChoice({ path, title, date }: RecentNote): Choice {
  return {
    key: path,
    icon: <FileText aria-hidden />,
    text: title === '' ? t('app.untitled') : title,
    spans: [],
    detail: path,
    ...(date !== null && { aside: dayOf(date) }),
    choose: () => shown(openRecent(path).then(() => path)),
    chooseBeside: () => shown(openBeside(path).then(() => path)),
  };
}

/** One that was deleted or renamed by another program is said once, and not offered again. */
async function openRecent(path: string): Promise<void> {
  await openNote(path);
  const { notebook: state, note } = useStore.getState();
  if (state === null || note?.path === path) return;
  await notebook()
    .facts({ path })
    .catch((error: unknown) => {
      if (error instanceof NotesError && error.code === 'not-found') forgetNote(state.folder, path);
    });
}

async function noteChoices(text: string): Promise<Choice[]> {
  const found = await notebook().suggest({ text, limit: most });
  const create: Choice = {
    key: 'create',
    icon: <Plus aria-hidden />,
    text: t('quickOpen.create', { title: text.trim() }),
    spans: [],
    aside: shownKeys('Shift+Enter', isMac),
    choose: () => createNamed(text),
  };
  const search: Choice = {
    key: 'search',
    icon: <Search aria-hidden />,
    text: t('quickOpen.search', { text: text.trim() }),
    spans: [],
    choose: () => searchFor(text.trim()),
  };
  return [...found.map(suggestionChoice), search, create];
}

const icons = { note: FileText, heading: Heading, source: Link2 };

function suggestionChoice(one: Suggestion): Choice {
  const { kind, path, title, text, by, spans, line, date } = one;
  const Icon = icons[kind];
  const at = line === null ? {} : { line };
  return {
    key: `${kind} ${path} ${line ?? ''} ${text}`,
    icon: <Icon aria-hidden />,
    text: text === '' ? t('app.untitled') : text,
    spans,
    detail: kind !== 'note' || by === 'path' ? title : path,
    ...(date !== null && { aside: dayOf(date) }),
    choose: () => shown(openNote(path, at).then(() => path)),
    chooseBeside: () => shown(openBeside(path, at).then(() => path)),
  };
}

/** What can't be read as a filter is looked for as it is written. */
function searchFor(text: string): void {
  closeDialog();
  useStore.setState({ view: 'notes' });
  setFilter(readFilter(text) === null ? formatTerm('text', text) : text);
  focusPane('list');
}

/** A new note with the typed title, shown with the cursor in its text. */
export function createNamed(text: string): Promise<void> {
  const title = text.trim();
  const making = async () => {
    let made: NotePath | null = null;
    await attempt(t('failed.create'), async () => {
      made = await notebook().create({ title, tags: [] });
      await openNote(made);
    });
    return made;
  };
  return shown(making());
}

/** Keys that follow are for the note that is being opened, not for the one that is still there. */
async function shown(opening: Promise<NotePath | null>): Promise<void> {
  const path = await closeDialogAfter(opening);
  if (path !== null && sessions().textOf(path) !== null) sessions().focus(path);
}

function tagChoices(tags: readonly Facet[], text: string): Choice[] {
  const typed = typedOf(text);
  return tags
    .flatMap(({ name, within }) => {
      const fit = fitOf(typed, name);
      return fit === null ? [] : [{ name, within, fit }];
    })
    .sort((a, b) => (typed.parts.length === 0 ? 0 : b.fit.mark - a.fit.mark) || b.within - a.within)
    .slice(0, most)
    .map(({ name, within, fit }) => ({
      key: name,
      icon: <Hash aria-hidden />,
      text: name,
      spans: fit.spans,
      aside: formatNumber(within),
      choose: () => {
        closeDialog();
        useStore.setState({ view: 'notes' });
        setFilter(formatTerm('tag', name));
        focusPane('list');
      },
    }));
}

/** In the order of the note, or the best first. */
function headingChoices(text: string): Choice[] {
  const { note } = useStore.getState();
  const typed = typedOf(text);
  if (note === null) return [];
  return note.facts.headings
    .flatMap((heading) => {
      const fit = fitOf(typed, heading.text);
      return fit === null ? [] : [{ ...heading, fit }];
    })
    .sort((a, b) => (typed.parts.length === 0 ? 0 : b.fit.mark - a.fit.mark) || a.line - b.line)
    .slice(0, mostHeadings)
    .map(({ level, line, text: shown, fit }) => ({
      key: String(line),
      icon: <span className="chooser-level">{`H${level}`}</span>,
      text: shown,
      spans: fit.spans,
      aside: t('quickOpen.line', { n: line }),
      choose: () => {
        closeDialog();
        void openNote(note.path, { line, focus: true });
      },
    }));
}
