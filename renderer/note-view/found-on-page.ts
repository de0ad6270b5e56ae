/** Words on a note's page: where they are, and showing them. */
import { copyText, rangeOf } from '../reading/copy-text.ts';
import type { NotePage } from './note-page.ts';

const mostFound = 2000;

/** Every place of `words`, in whatever letter case. */
export function rangesOf(page: NotePage, words: string): Range[] {
  if (words === '') return [];
  const text = copyText(page.body);
  const found: Range[] = [];
  const pattern = new RegExp(words.replace(/[$()*+./?[\\\]^{|}]/g, '\\$&').replace(/\s+/g, '\\s+'), 'giu');
  for (const match of text.text.matchAll(pattern)) {
    const range = rangeOf(text, [match.index, match.index + match[0].length]);
    if (range !== null) found.push(range);
    if (found.length === mostFound) break;
  }
  return found;
}

/** Marks them, the one at `current` more than others, and brings that one into view. */
export function showFound(page: NotePage, ranges: readonly Range[], current: number): void {
  const { highlights } = page.window.CSS;
  const here = ranges[current];
  if (here === undefined) {
    highlights.delete('found');
    highlights.delete('here');
    return;
  }
  highlights.set('found', new page.window.Highlight(...ranges));
  const strong = new page.window.Highlight(here);
  strong.priority = 1;
  highlights.set('here', strong);
  const box = here.getBoundingClientRect();
  const { innerHeight } = page.window;
  if (box.top < 40 || box.bottom > innerHeight - 40)
    page.window.scrollBy({ top: box.top - innerHeight / 3, behavior: 'instant' });
}
