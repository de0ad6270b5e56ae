/** What a click on a note's page does: opens, follows, jumps, ticks. */
import { notify } from '../notices.ts';
import { openSource, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { followNoteLink } from './note-links.ts';
import type { NotePage } from './note-page.ts';

export function onPageClick(event: MouseEvent, page: NotePage): void {
  const target = event.target as Element | null;
  const isPlain = event.type === 'click' || event.button === 1;
  const link = target?.closest('a') ?? null;
  if (link !== null) {
    event.preventDefault();
    if (isPlain) openLink(link, page);
    return;
  }
  if (event.type !== 'click') return;
  const box = target?.closest('input[type="checkbox"]') ?? null;
  if (box !== null && !tick(box as HTMLInputElement, page)) event.preventDefault();
}

function openLink(link: HTMLAnchorElement, page: NotePage): void {
  const note = link.dataset['note'];
  const href = link.getAttribute('href') ?? '';
  if (note?.startsWith('#') === true) page.goToAnchor(note.slice(1));
  else if (note !== undefined) void followNoteLink(note, 'wiki');
  else if (href.startsWith('#')) page.goToAnchor(href.slice(1));
  else if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href)) void openSource(href);
  else if (href !== '') void followNoteLink(href, 'relative');
}

/** Changes the one character between the brackets; `false`: it can't be changed, or is not there any more. */
function tick(box: HTMLInputElement, page: NotePage): boolean {
  const line = page.lineOf(box.closest('li') ?? box);
  const { note } = useStore.getState();
  const text = sessions().text();
  if (line === null || text === null || note === null) return false;
  if (note.status.kind === 'read-only' || sessions().isComposing()) {
    notify(t('noteView.readOnly'), { kind: 'alert' });
    return false;
  }
  const from = startOfLine(text, line);
  const written = from === null ? null : /^[^\n]*?\[([ xX])\]/.exec(text.slice(from, from + 1000));
  if (from === null || written?.[1] === undefined) return false;
  // The page is a moment behind: by now another task may stand on this line.
  const shownFrom = startOfLine(page.shownText, line);
  if (shownFrom === null || lineAt(page.shownText, shownFrom) !== lineAt(text, from)) return false;
  const at = from + written[0].length - 2;
  // What the box shows by now is what the person wants.
  const insert = box.checked ? 'x' : ' ';
  if ((written[1] !== ' ') === box.checked) return false;
  sessions().edit([{ from: at, to: at + 1, insert }]);
  return true;
}

function lineAt(text: string, from: number): string {
  return text.slice(from, text.indexOf('\n', from) + 1 || undefined);
}

function startOfLine(text: string, line: number): number | null {
  let at = 0;
  for (let n = 0; n < line; n++) {
    at = text.indexOf('\n', at) + 1;
    if (at === 0) return null;
  }
  return at;
}
