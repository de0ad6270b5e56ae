/** From the article to the note: what is selected in the copy becomes a quotation below that article's heading. */
import type { NotePath, NoteSource, Span } from '../../notes/api.ts';
import { quoteUnder } from '../../notes/text/quoting.ts';
import { placeSource } from '../../notes/text/source-place.ts';
import { textFragment, withFragment } from '../../notes/text/text-fragment.ts';
import { normaliseUrl } from '../../notes/text/urls.ts';
import { notebook, openNote, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';
import { useShown } from './shown.ts';
import { tellQuoted } from './taken-back.ts';

interface Passage {
  normalised: string;
  /** Where the copy comes from: another address than a note's, where the page had moved or was saved elsewhere. */
  url: string;
  title: string;
  quote: string;
  /** To its place in the article. */
  fragment: string;
}

/** How much around a passage its address may need to be found by, UTF-16 units. */
const nearby = 20_000;

/** Quotes what is selected into the open note; where that one does not have the article, offers one that does. */
export async function quoteIntoNote(): Promise<void> {
  const passage = selectedPassage();
  if (passage === null) return void notify(t('reading.selectFirst'));
  await attempt(t('failed.quote'), async () => {
    const source = sourceInNote(passage.normalised);
    if (source !== null) quote(passage, source);
    else await offer(passage);
  });
}

function selectedPassage(): Passage | null {
  const { shown } = useShown.getState();
  // The article's own: the store hears of a selection a moment later than who has quick fingers.
  const selected = shown?.article.selected ?? null;
  if (shown === null || selected === null) return null;
  const { normalised, copy, article } = shown;
  const { text } = article.text;
  const [from, to] = trimmed(text, selected);
  if (from >= to) return null;
  const quote = text.slice(from, to);
  const fragment = textFragment(
    quote,
    text.slice(Math.max(0, from - nearby), from),
    text.slice(to, to + nearby),
  );
  return { normalised, url: copy.url, title: copy.title, quote, fragment };
}

function trimmed(text: string, [from, to]: Span): Span {
  const part = text.slice(from, to);
  return [from + part.length - part.trimStart().length, to - (part.length - part.trimEnd().length)];
}

/** The article as the open note links to it. */
export function sourceInNote(normalised: string): NoteSource | null {
  const { note } = useStore.getState();
  return note?.facts.sources.find((source) => source.normalised === normalised) ?? null;
}

function quote({ normalised, quote, fragment }: Passage, { url }: NoteSource): void {
  const { note } = useStore.getState();
  const text = sessions().text();
  if (note === null || text === null) return;
  const title = note.facts.title === '' ? note.path : note.facts.title;
  if (note.status.kind === 'read-only')
    return void notify(t('reading.readOnly', { title }), { kind: 'alert' });
  const placed = quoteUnder(text, normalised, quote, withFragment(url, fragment));
  if (placed === null) return void notify(t('reading.noSource', { title }), { kind: 'alert' });
  write(placed, note.path, title);
}

/** In one undo step. The focus stays where it is. */
function write(
  placed: { kind: string; changes: { from: number; to: number; insert: string }[]; line: number },
  path: NotePath,
  title: string,
): void {
  const run = () => void openNote(path, { line: placed.line, focus: true });
  const show = { label: t('reading.showInNote'), run };
  if (placed.changes.length === 0) return void notify(t('reading.quotedBefore', { title }), { action: show });
  const undo = sessions().edit(placed.changes);
  useShown.getState().shown?.article.deselect();
  tellQuoted({ path, title, inserted: placed.changes.map(({ insert }) => insert), undo }, show);
}

async function offer(passage: Passage): Promise<void> {
  const { notes } = await notebook().citing({ normalised: passage.normalised, offset: 0, limit: 1 });
  const [citing] = notes;
  if (citing !== undefined) {
    const title = citing.title === '' ? citing.path : citing.title;
    const run = async () => {
      await openNote(citing.path, { line: citing.line });
      const source = sourceInNote(passage.normalised);
      if (source !== null) quote(passage, source);
    };
    notify(t('reading.notHere'), {
      action: {
        label: t('reading.quoteInto', { title }),
        run: () => void attempt(t('failed.quote'), run),
      },
      stays: true,
    });
    return;
  }
  const { note } = useStore.getState();
  if (note === null || note.status.kind === 'read-only') return void notify(t('reading.nowhere'));
  const title = note.facts.title === '' ? note.path : note.facts.title;
  const run = () => Promise.resolve().then(() => add(passage, note.path, title));
  const action = { label: t('reading.addTo', { title }), run: () => void attempt(t('failed.quote'), run) };
  notify(t('reading.nowhere'), { action, stays: true });
}

function add({ normalised, url, title, quote, fragment }: Passage, path: NotePath, noteTitle: string): void {
  const text = sessions().text();
  if (text === null || useStore.getState().note?.path !== path) return;
  const source = { url: addressOf(normalised, url), title: title === '' ? null : title, quote, fragment };
  write(placeSource(text, source), path, noteTitle);
}

/** The address that a note without the article gets: one that leads to this article, and not to what it became. */
export function addressOf(normalised: string, url: string): string {
  return normaliseUrl(url) === normalised ? url : normalised;
}
