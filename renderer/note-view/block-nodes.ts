/** A block of a note as nodes: sanitised, and then given what only we may make, boxes, buttons and frames around tables. */
import type { NoteBlock } from '../../notes/text/note-html-blocks.ts';
import { t } from '../messages.ts';
import { tameLink, wrapTable } from '../reading/framed.ts';
import { sanitizedNote } from '../reading/sanitize.ts';

/** Yields between its pieces, so that keys can come in between; returns the block. */
export type BlockMaker = (block: NoteBlock) => Generator<void, HTMLElement>;

/** UTF-16 units of HTML; a piece that is longer would be felt while typing, and is shown as text. */
const longestPiece = 400_000;
/** Of one list or table; what follows is shown as text. Some 20,000 cells: laying out more of them takes seconds. */
const mostPieces = 50;
const longestRest = 300_000;

export function blockMaker(document: Document): BlockMaker {
  return function* ({ pieces }) {
    const element = document.createElement('div');
    element.className = 'block';
    for (const piece of pieces.slice(0, mostPieces)) {
      addPiece(element, nodesOf(document, piece));
      yield;
    }
    const rest = pieces.slice(mostPieces);
    for (const link of element.querySelectorAll('a')) prepareLink(link);
    for (const table of element.querySelectorAll('table')) wrapTable(table);
    for (const place of element.querySelectorAll<HTMLElement>('li > [data-task]'))
      place.replaceWith(taskBox(place));
    if (rest.length > 0)
      element.append(tooLong(document), asText(document, rest.join('').slice(0, longestRest)));
    return element;
  };
}

function nodesOf(document: Document, piece: string): DocumentFragment {
  if (piece.length <= longestPiece) return document.importNode(sanitizedNote(piece), true);
  const nodes = document.createDocumentFragment();
  nodes.append(tooLong(document), asText(document, piece.slice(0, longestRest)));
  return nodes;
}

function tooLong(document: Document): HTMLElement {
  const sentence = document.createElement('p');
  sentence.className = 'too-long';
  sentence.textContent = t('noteView.tooLong');
  return sentence;
}

function asText(document: Document, html: string): HTMLElement {
  const pre = document.createElement('pre');
  pre.textContent = html.replace(/<[^>]*>/g, '').replace(/\n{2,}/g, '\n');
  return pre;
}

/** The second piece of a list or table goes on where the first one ended. */
function addPiece(element: HTMLElement, nodes: DocumentFragment): void {
  const whole = element.firstElementChild;
  const more = nodes.firstElementChild;
  if (whole === null || whole.nodeName !== more?.nodeName) {
    element.append(nodes);
    return;
  }
  const holderOf = (one: Element) => (one.nodeName === 'TABLE' ? one.querySelector('tbody') : one);
  holderOf(whole)?.append(...(holderOf(more)?.childNodes ?? []));
}

function prepareLink(link: HTMLAnchorElement): void {
  const note = link.dataset['note'];
  if (note !== undefined) {
    // A link is reached by keys only when it leads somewhere.
    link.setAttribute('href', `#${note}`);
    link.className = 'wiki-link';
    link.title = note;
  } else if (link.hasAttribute('href')) tameLink(link);
}

function taskBox(place: HTMLElement): HTMLInputElement {
  const box = place.ownerDocument.createElement('input');
  box.type = 'checkbox';
  box.checked = place.dataset['task'] === 'true';
  const words = (place.parentElement?.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 100);
  box.setAttribute('aria-label', words === '' ? t('noteView.task') : words);
  return box;
}
