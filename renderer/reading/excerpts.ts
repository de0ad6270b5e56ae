/** What the open note took from the article: found again in its copy, and the way from one to the other. */
import { useEffect } from 'react';
import type { NoteSource } from '../../notes/api.ts';
import { type Located, locateQuotes, type Quote, quotesOf } from '../../notes/text/quotes.ts';
import { sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import { currentSource } from '../sources/current-source.ts';
import { useStore } from '../store.ts';
import { openReading, reached, useReading } from './reading-state.ts';
import { useKnown } from '../sources/known-articles.ts';
import { noExcerpts, type Shown, useShown } from './shown.ts';

/** After the last change of the note, ms: looking for many excerpts in a long article is not done at every key. */
const settleMs = 300;

/** Keeps `useShown().excerpts` and the marks in the copy true to the open note, and shows the one that is wanted. */
export function useExcerpts(): void {
  const shown = useShown((state) => state.shown);
  const wanted = useReading(({ reading }) => reading?.wanted ?? noWords);
  const path = useStore((state) => state.note?.path ?? null);
  const facts = useStore((state) => state.note?.facts ?? null);
  const normalised = shown?.normalised;
  const source = facts?.sources.find((one) => one.normalised === normalised);

  useEffect(() => {
    if (shown === null) return undefined;
    const read = () => readExcerpts(shown, path, source ?? null);
    // At once for another article or note; later while it is being written.
    if (useShown.getState().excerpts.path !== path) return read();
    const timer = setTimeout(read, settleMs);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `source` is another object whenever `facts` is
  }, [shown, path, facts]);

  useEffect(() => {
    if (shown === null || wanted.length === 0) return;
    const quotes = wanted.map((text) => ({ text, line: 0, kind: 'excerpt', isQuotation: false }) as const);
    const found = locateQuotes(shown.article.text.text, quotes).find(({ span }) => span !== null);
    if (found?.span == null) notify(t(wanted.length === 1 ? 'reading.notFound' : 'reading.noneFound'));
    else {
      shown.article.reveal(found.span);
      shown.article.focus();
    }
    reached();
  }, [shown, wanted]);
}

const noWords: readonly string[] = [];

let lastLooked: { shown: Shown; key: string } | null = null;

function readExcerpts(shown: Shown, path: string | null, source: NoteSource | null): void {
  const text = sessions().text();
  const quotes = path === null || source === null || text === null ? [] : quotesOf(text, source.normalised);
  const key = JSON.stringify([path, quotes]);
  if (lastLooked?.shown === shown && lastLooked.key === key) return;
  lastLooked = { shown, key };
  const found = quotes.length === 0 ? [] : locateQuotes(shown.article.text.text, quotes);
  shown.article.mark(found.flatMap(({ span }) => (span === null ? [] : [span])));
  const located = excerptsIn(found);
  useShown.setState({ excerpts: path === null || located.length === 0 ? noExcerpts : { path, located } });
}

/** The excerpts alone. One that mixes the article's words with the reader's own stands where a mark of it was found. */
export function excerptsIn(found: readonly Located[]): Located[] {
  const excerpts: Located[] = [];
  for (const one of found) {
    const last = excerpts.at(-1);
    if (one.quote.kind === 'excerpt') excerpts.push(one);
    else if (last?.span === null && one.span !== null)
      excerpts[excerpts.length - 1] = { ...one, quote: last.quote };
  }
  return excerpts;
}

/** What became of an excerpt: it stands in the copy, it should and does not, or it is the reader's own words. */
export function findingOf({ quote, span }: Located): 'found' | 'missing' | 'own' {
  if (span !== null) return 'found';
  return quote.isQuotation ? 'missing' : 'own';
}

/** The excerpt at an offset of the article's text. */
export function excerptAt(offset: number): Located | null {
  const { located } = useShown.getState().excerpts;
  return located.find(({ span }) => span !== null && span[0] <= offset && offset <= span[1]) ?? null;
}

/** Shows an excerpt in the note it stands in. */
export function showInNote({ line }: Pick<Quote, 'line'>): void {
  useStore.setState({ page: 'editor', drawerOpen: false });
  requestAnimationFrame(() => sessions().goToLine(line));
}

/** The source of the line with the cursor. */
export function sourceAtCursor(): NoteSource | null {
  const { note } = useStore.getState();
  return note === null ? null : currentSource(note.facts, note.line);
}

/** Whether there is a copy to look in, as far as is known. */
export function canFindInArticle(): boolean {
  const source = sourceAtCursor();
  if (source === null) return false;
  const article = useKnown.getState().articles[source.normalised];
  return article === undefined || article.copy?.kind === 'kept';
}

/** Opens the copy of the article at the cursor where the excerpt of that line stands. */
export function findLineInArticle(): void {
  const source = sourceAtCursor();
  if (source !== null) findInArticle(source);
}

/** Opens the copy of an article at the excerpt with the cursor; where there is none, at the first that stands in it. */
export function findInArticle({ normalised }: Pick<NoteSource, 'normalised'>): void {
  const text = sessions().text();
  const isAtCursor = sourceAtCursor()?.normalised === normalised;
  const line = isAtCursor ? (useStore.getState().note?.line ?? 0) : 0;
  openReading(normalised, { wanted: text === null ? [] : wordsAt(quotesOf(text, normalised), line) });
}

/** The words of the excerpt at this 1-based line of the note and its marks; of all, above the first. */
export function wordsAt(quotes: readonly Quote[], line: number): string[] {
  const from = quotes.findLastIndex((one) => one.kind === 'excerpt' && one.line <= line);
  const next = quotes.findIndex((one, index) => one.kind === 'excerpt' && index > from);
  return quotes.slice(Math.max(0, from), from < 0 || next < 0 ? undefined : next).map(({ text }) => text);
}
