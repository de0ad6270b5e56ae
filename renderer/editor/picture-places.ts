/** Where the pictures of the text are, and what is known of their files: the state behind `live-pictures.ts`. */
import { syntaxTree } from '@codemirror/language';
import { type ChangeDesc, type EditorState, StateEffect, StateField, type Text } from '@codemirror/state';
import type { FileFacts, WidthForm } from '../../notes/api.ts';
import { type PictureMark, pictureMarkAt } from '../../notes/text/picture-marks.ts';
import { headerField } from './header.ts';

/** Pictures of one note that are shown. */
const mostPictures = 300;
/** UTF-16 units; a longer text is shown plain, and so are lines. */
const longestText = 1_000_000;
const longestLine = 20_000;

/** The notebook has answered. `null`: it is asked again. */
export const factsKnown = StateEffect.define<{
  files: ReadonlyMap<string, FileFacts>;
  widthForm: WidthForm;
} | null>();

interface Known {
  files: ReadonlyMap<string, FileFacts>;
  widthForm: WidthForm;
}

/** What is at the addresses of the text's pictures, as far as it was asked. */
export const knownFiles = StateField.define<Known>({
  create: () => ({ files: new Map(), widthForm: 'bar' }),
  update(known, { effects }) {
    let now = known;
    for (const effect of effects) {
      if (!effect.is(factsKnown)) continue;
      if (effect.value === null) {
        const there = [...now.files].filter(([, { kind }]) => kind === 'picture');
        now = { ...now, files: new Map(there) };
      } else {
        const { files, widthForm } = effect.value;
        now = { widthForm, files: new Map([...now.files, ...files]) };
      }
    }
    return now;
  },
});

export function widthFormOf(state: EditorState): WidthForm {
  return state.field(knownFiles, false)?.widthForm ?? 'bar';
}

/** What is known of a picture of the notebook. */
export function knownPicture(state: EditorState, target: string): { width: number; height: number } | null {
  const known = state.field(knownFiles, false)?.files.get(target);
  return known?.kind === 'picture' ? known : null;
}

/** Offsets where a picture may begin, in order. */
export const startsField = StateField.define<readonly number[]>({
  create: ({ doc }) => startsIn(doc, 0, doc.length),
  update(starts, { docChanged, changes, newDoc }) {
    return docChanged ? changedStarts(starts, changes, newDoc) : starts;
  },
});

function changedStarts(starts: readonly number[], changes: ChangeDesc, doc: Text): readonly number[] {
  if (doc.length > longestText) return [];
  const lines: { from: number; to: number }[] = [];
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const [from, to] = [doc.lineAt(fromB).from, doc.lineAt(toB).to];
    const last = lines.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else lines.push({ from, to });
  }, true);
  const kept = starts
    .map((start) => changes.mapPos(start, 1))
    .filter((start) => !lines.some(({ from, to }) => start >= from && start <= to));
  const found = lines.flatMap(({ from, to }) => startsIn(doc, from, to));
  if (found.length === 0 && kept.length === starts.length && changes.empty) return starts;
  return [...kept, ...found].sort((a, b) => a - b).slice(0, mostPictures * 2);
}

function startsIn(doc: Text, from: number, to: number): number[] {
  if (doc.length > longestText) return [];
  const found: number[] = [];
  let at = from;
  for (const piece of doc.iterRange(from, to)) {
    // A line comes whole: pieces are lines and the ends between them.
    if (piece.length <= longestLine)
      for (const { index } of piece.matchAll(/!\[|<img\s/gi)) found.push(at + index);
    at += piece.length;
    if (found.length >= mostPictures * 2) break;
  }
  return found;
}

/** A picture of the text; offsets in the text. */
export interface PlacedPicture {
  mark: PictureMark;
  line: { from: number; to: number };
  /** Nothing else is on its line. */
  isAlone: boolean;
}

const noPicture = new Set([
  'InlineCode',
  'FencedCode',
  'CodeBlock',
  'CodeText',
  'Comment',
  'CommentBlock',
  'InlineMath',
  'BlockMath',
  'Escape',
  'LinkReference',
]);

export function placedPictures(state: EditorState): PlacedPicture[] {
  const tree = syntaxTree(state);
  const headerEnd = state.field(headerField, false)?.header?.to ?? -1;
  const found: PlacedPicture[] = [];
  let end = -1;
  for (const start of state.field(startsField)) {
    if (start < end || start < headerEnd || start + 1 >= tree.length || found.length >= mostPictures)
      continue;
    const { from, to, text } = state.doc.lineAt(start);
    const mark = pictureMarkAt(text, start - from);
    if (mark === null || mark.target === '' || isCode(state, start)) continue;
    end = mark.to + from;
    const isAlone = (text.slice(0, mark.from) + text.slice(mark.to)).trim() === '';
    const placed = {
      ...mark,
      from: mark.from + from,
      to: end,
      altFrom: mark.altFrom + from,
      altTo: mark.altTo + from,
    };
    found.push({ mark: placed, line: { from, to }, isAlone });
  }
  return found;
}

function isCode(state: EditorState, at: number): boolean {
  const tree = syntaxTree(state);
  for (let node = tree.resolveInner(at, 1); ; node = node.parent) {
    if (noPicture.has(node.name)) return true;
    if (node.parent === null) return false;
  }
}
