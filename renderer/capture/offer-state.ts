/** What is offered for an address that was just pasted or dropped into the text: one offer at a time, in the editor's state. */
import { isolateHistory } from '@codemirror/commands';
import { syntaxTree } from '@codemirror/language';
import {
  type EditorState,
  StateEffect,
  StateField,
  Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { NotedPlace } from '../../notes/api.ts';
import { destination, escapedText, plainLine } from '../../notes/text/markdown-writing.ts';
import { bareUrlEnd, normaliseUrl } from '../../notes/text/urls.ts';
import { bodyStart } from '../editor/header.ts';

export type OfferStep =
  /** Nothing is shown: what is known of the address is being looked up. */
  | { kind: 'looking' }
  /** The article is noted already; `title` is what it is called there. */
  | { kind: 'noted'; text: string; place: NotedPlace; title: string | null }
  | { kind: 'title'; title: string }
  /** The title can be fetched, and is not without being asked for. */
  | { kind: 'get' }
  /** It was asked for. Whoever goes on writing meanwhile is not interrupted: the address becomes a heading later. */
  | { kind: 'getting' }
  | { kind: 'failed'; why: string };

export interface Offer {
  id: number;
  /** Of the address in the text, UTF-16 offsets. */
  from: number;
  to: number;
  url: string;
  /** The address has its line to itself, so that it can become a heading. */
  isAlone: boolean;
  step: OfferStep;
}

export const setOffer = StateEffect.define<Offer | null>();

export const offerField = StateField.define<Offer | null>({
  create: () => null,
  update(offer, transaction) {
    for (const effect of transaction.effects) if (effect.is(setOffer)) return effect.value;
    if (offer === null) return null;
    const { docChanged, selection, changes, startState } = transaction;
    if (!docChanged && (selection === undefined || selection.eq(startState.selection))) return offer;
    const from = changes.mapPos(offer.from, 1);
    const to = changes.mapPos(offer.to, -1);
    const stays = offer.step.kind === 'getting' || transaction.annotation(Transaction.remote) === true;
    if (!stays || transaction.state.sliceDoc(from, to) !== offer.url) return null;
    return docChanged ? { ...offer, from, to } : offer;
  },
});

export function offerOf(state: EditorState): Offer | null {
  return state.field(offerField, false) ?? null;
}

/** The one address that a pasted or dropped text consists of. */
export function onlyUrl(text: string): string | null {
  const url = text.trim();
  return /^https?:\/\//i.test(url) && bareUrlEnd(url, 0) === url.length && normaliseUrl(url) !== null
    ? url
    : null;
}

/** Whether an address at `at` may become a heading: an empty line of the body, and not of a listing. */
export function isEmptyPlace(state: EditorState, at: number): boolean {
  const { doc } = state;
  if (at < bodyStart(doc) || doc.lineAt(at).text.trim() !== '') return false;
  for (let node = syntaxTree(state).resolveInner(at, 0); node.parent !== null; node = node.parent)
    if (/Code|HTML|Comment/.test(node.name)) return false;
  return true;
}

/** Puts `url` in the place of `from` to `to`, and looks up what can be offered for it. */
export function insertUrl(
  state: EditorState,
  { from, to, url, userEvent }: { from: number; to: number; url: string; userEvent: string },
  id: number,
): TransactionSpec {
  const isAlone = isEmptyPlace(state, from) && state.doc.lineAt(from).to >= to;
  const offer: Offer = { id, from, to: from + url.length, url, isAlone, step: { kind: 'looking' } };
  return {
    changes: { from, to, insert: url },
    selection: { anchor: from + url.length },
    effects: [
      setOffer.of(offer),
      // With room for what is offered below it.
      EditorView.scrollIntoView(from + url.length, { y: 'nearest', yMargin: 48 }),
    ],
    userEvent,
    annotations: isolateHistory.of('full'),
  };
}

/** `### [title](url)` in the place of the bare address, in one step that can be undone; `null`: it is not there any more. */
export function headingInstead(state: EditorState, offer: Offer, title: string): TransactionSpec | null {
  const { from, to, url } = offer;
  const line = state.doc.lineAt(Math.min(from, state.doc.length));
  if (line.text.trim() !== url || from < line.from || to > line.to) return null;
  const { head } = state.selection.main;
  const insert = headingFor(state, title, url);
  return {
    changes: { from: line.from, to: line.to, insert },
    // Who has gone on elsewhere stays there.
    ...(head >= line.from && head <= line.to && { selection: { anchor: line.from + insert.length } }),
    effects: setOffer.of(null),
    userEvent: 'input.complete',
    annotations: isolateHistory.of('full'),
  };
}

/** A heading as the note writes those of its other articles; of the third level where it has none. */
export function headingFor(state: EditorState, title: string, url: string): string {
  return `${'#'.repeat(levelIn(state))} [${escapedText(plainLine(title))}](${destination(url)})`;
}

function levelIn(state: EditorState): number {
  const found = state.doc.toString().matchAll(/^(#{1,6})[ \t].*\]\(<?https?:\/\//gim);
  return [...found].at(-1)?.[1]?.length ?? 3;
}
