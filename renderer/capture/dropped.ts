/** What a drag from a browser or another program brings. Files are none of it. */
import { plainLine } from '../../notes/text/markdown-writing.ts';
import { normaliseUrl } from '../../notes/text/urls.ts';
import { onlyUrl } from './offer-state.ts';

export interface DroppedLink {
  url: string;
  /** The link's own text, where the program told it. */
  title: string | null;
}

type Dragged = Pick<DataTransfer, 'types' | 'getData'>;

/** Whether there may be something for us: while a drag is over a place, only its types can be seen. */
export function mayHoldText({ types }: Pick<DataTransfer, 'types'>): boolean {
  return !types.includes('Files') && (types.includes('text/uri-list') || types.includes('text/plain'));
}

/** `null`: it is not one link. */
export function droppedLink(dragged: Dragged): DroppedLink | null {
  if (dragged.types.includes('Files')) return null;
  const urls = dragged
    .getData('text/uri-list')
    .split(/[\r\n]+/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [first = ''] = urls.length > 1 ? [] : urls;
  const plain = dragged.getData('text/plain');
  const url = onlyUrl(first) ?? onlyUrl(plain);
  return url === null ? null : { url, title: titleOf(dragged, url, plain) };
}

/** Firefox tells the text of a link on a line of its own; others write it as the plain text, or not at all. */
function titleOf(dragged: Dragged, url: string, plain: string): string | null {
  const [, told = ''] = dragged.getData('text/x-moz-url').split('\n');
  const title = plainLine(told !== '' ? told : plain).slice(0, 300);
  return title === '' || title === url || normaliseUrl(title) !== null ? null : title;
}

/** Words that were dragged: what quick add takes for a quote. */
export function droppedText(dragged: Dragged): string | null {
  const text = dragged.types.includes('Files') ? '' : dragged.getData('text/plain').trim();
  return text === '' ? null : text;
}
