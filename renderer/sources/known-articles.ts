/** What is known about the articles on screen: asked for when a card is shown, and again when it may be another. */
import { useEffect } from 'react';
import { create } from 'zustand';
import type { Article, Notebook } from '../../notes/api.ts';
import { useStore } from '../store.ts';

/** By normalised URL. */
export const useKnown = create<{ articles: Record<string, Article> }>(() => ({ articles: {} }));

/** Cards that come on screen together are asked for together, after this many ms. */
const gatherMs = 20;
/** Typing and bursts of changes cost one question each this many ms. */
const settleMs = 250;
/** While many notes change at once. */
const settleBusyMs = 1000;
/** The most that one call takes (notes/calls.ts). */
const mostAsked = 500;

let notebook: Notebook | null = null;
/** How many cards show an article. */
const shown = new Map<string, number>();
const wanted = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let isAsking = false;

export function watchArticles(asked: Notebook): void {
  notebook = asked;
  asked.listen((event) => {
    if (event.kind === 'articles') return outdate(event.normalised, gatherMs);
    if (event.kind !== 'changed') return;
    // What the open note itself cites is on screen; a save of it says nothing about other notes.
    const openPath = useStore.getState().note?.path;
    const isBusy = useStore.getState().notebook?.bulk != null;
    if (event.more || event.notes.some((note) => note.path !== openPath))
      outdate(null, isBusy ? settleBusyMs : settleMs);
  });
  useStore.subscribe((now, before) => {
    if (now.connection === 'online' && before.connection !== 'online') outdate(null, gatherMs);
    else if (now.note?.id !== before.note?.id) forgetUnseen();
  });
}

/** What is known about an article, for as long as it is shown. */
export function useArticle(normalised: string): Article | undefined {
  useEffect(() => wantArticle(normalised), [normalised]);
  return useKnown((state) => state.articles[normalised]);
}

/** Asks for an article that is shown; call what it answers when it is not shown any more. */
export function wantArticle(normalised: string): () => void {
  shown.set(normalised, (shown.get(normalised) ?? 0) + 1);
  if (useKnown.getState().articles[normalised] === undefined) want([normalised], gatherMs);
  return () => {
    const left = (shown.get(normalised) ?? 1) - 1;
    if (left > 0) shown.set(normalised, left);
    else shown.delete(normalised);
  };
}

/** Puts in what an answer has just said, without waiting for the event that says the same. */
export function learn(normalised: string, part: Partial<Article>): void {
  useKnown.setState(({ articles }) => {
    const article = articles[normalised];
    return article === undefined ? {} : { articles: { ...articles, [normalised]: { ...article, ...part } } };
  });
}

/** These (`null`: all) may be others now: those on screen are asked for again, the rest when they come back. */
function outdate(normalised: readonly string[] | null, ms: number): void {
  forgetUnseen(normalised === null ? null : new Set(normalised));
  want(normalised === null ? [...shown.keys()] : normalised.filter((name) => shown.has(name)), ms);
}

function forgetUnseen(only: ReadonlySet<string> | null = null): void {
  const { articles } = useKnown.getState();
  const kept = Object.entries(articles).filter(([name]) => shown.has(name) || only?.has(name) === false);
  if (kept.length < Object.keys(articles).length) useKnown.setState({ articles: Object.fromEntries(kept) });
}

function want(names: readonly string[], ms: number): void {
  for (const name of names) wanted.add(name);
  if (wanted.size > 0 && !isAsking) timer ??= setTimeout(() => void ask(), ms);
}

async function ask(): Promise<void> {
  timer = undefined;
  if (notebook === null) return;
  isAsking = true;
  // One question at a time: an older answer never comes after a newer one.
  while (wanted.size > 0) {
    const names = [...wanted].filter((name) => shown.has(name)).slice(0, mostAsked);
    if (names.length === 0) wanted.clear();
    for (const name of names) wanted.delete(name);
    if (names.length === 0) break;
    try {
      const answers = await notebook.articles({ normalised: names });
      const news = Object.fromEntries(answers.map((article) => [article.normalised, article]));
      useKnown.setState(({ articles }) => ({ articles: { ...articles, ...news } }));
    } catch {
      // The cards do without until something changes; the connection's state is shown elsewhere.
    }
  }
  isAsking = false;
}
