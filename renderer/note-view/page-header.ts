/** What a note's header says, above its text. */
import type { NoteFacts } from '../../notes/api.ts';
import { dayOf } from '../lists/dates.ts';

/** `null`: there is nothing to say that the text does not say itself. */
export function pageHeader(document: Document, facts: NoteFacts): HTMLElement | null {
  const header = document.createElement('header');
  const first = facts.headings[0];
  const isSaidBelow = facts.titleFrom === 'heading' || first?.text === facts.title;
  if (!isSaidBelow && facts.title !== '') {
    const title = document.createElement('h1');
    title.textContent = facts.title;
    header.append(title);
  }
  const line = document.createElement('p');
  const add = (text: string, className: string) => {
    const word = document.createElement('span');
    word.className = className;
    word.textContent = text;
    line.append(word, ' ');
  };
  if (facts.date !== null) add(dayOf(facts.date), 'date');
  for (const category of facts.categories) add(category, 'category');
  for (const tag of facts.tags) add(tag, 'tag');
  if (line.hasChildNodes()) header.append(line);
  return header.hasChildNodes() ? header : null;
}
