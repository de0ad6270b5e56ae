/**
 * The note's header in the text. Folded, it takes no room there and the properties bar stands for it: the cursor and
 * selections keep out, and typing or deleting beside it can't break it. Opened, it is text like any other.
 */
import {
  EditorSelection,
  EditorState,
  type Extension,
  RangeSetBuilder,
  StateEffect,
  StateField,
  type Text,
  type Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { readHeader } from '../../notes/text/front-matter.ts';

/** Opens (`true`) or folds the header. */
export const setHeaderOpen = StateEffect.define<boolean>();

interface Header {
  /** End of the line that closes the header. */
  to: number;
  /** Where the text below begins. A header with nothing below is never folded: the cursor needs a place. */
  body: number | null;
}

interface HeaderState {
  header: Header | null;
  /** A change of the text beyond this offset can't make, break or move the header. */
  reach: number;
  isOpen: boolean;
  decorations: DecorationSet;
}

export const headerField = StateField.define<HeaderState>({
  create: (state) => headerState(state.doc, false),
  update(value, transaction) {
    const asked = askedOpen(transaction);
    const isTouched = transaction.docChanged && touches(transaction, value.reach);
    if (!isTouched && asked === undefined) return value;
    return headerState(transaction.newDoc, asked ?? value.isOpen);
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.decorations),
    EditorView.atomicRanges.of((view) => {
      const { header, isOpen, decorations } = view.state.field(field);
      return isFolded(header, isOpen) ? decorations : Decoration.none;
    }),
  ],
});

function askedOpen(transaction: Transaction): boolean | undefined {
  return transaction.effects.find((effect) => effect.is(setHeaderOpen))?.value;
}

export function headerFolding(): Extension {
  return [
    headerField,
    EditorState.transactionFilter.of(keepFoldWhole),
    EditorState.transactionExtender.of((transaction) =>
      isGuest(transaction) ? { effects: setHeaderOpen.of(true) } : null,
    ),
  ];
}

export function isHeaderOpen(state: EditorState): boolean {
  return state.field(headerField, false)?.isOpen ?? false;
}

/** Offset where the text below the header begins; 0 when there is no header, or nothing below it. */
export function bodyStart(doc: Text): number {
  return lookForHeader(doc).header?.body ?? 0;
}

/** Lines of a header are few; a note that only begins with a rule is not searched to its end for another. */
const longestHeader = 1000;

function touches(transaction: Transaction, reach: number): boolean {
  return transaction.changes.touchesRange(0, reach) !== false;
}

/** What notes/text takes for a header is one here, with an opening fence or, as Hexo has it, without. */
function lookForHeader(doc: Text): Pick<HeaderState, 'header' | 'reach'> {
  const first = doc.line(1);
  const isFenced = /^---[ \t]*$/.test(first.text);
  if (!isFenced && !/^[A-Za-z_][\w-]*[ \t]*:/.test(first.text)) return { header: null, reach: first.to };
  const closing = isFenced ? /^(?:---|\.\.\.)[ \t]*$/ : /^---[ \t]*$/;
  const last = Math.min(doc.lines, longestHeader);
  for (let number = 2; number <= last; number++) {
    const line = doc.line(number);
    if (!closing.test(line.text)) continue;
    const reach = Math.min(line.to + 1, doc.length);
    // Prose may begin with a rule, or with a word and a colon above a heading.
    if (readHeader(doc.sliceString(0, reach)).kind === 'none') return { header: null, reach };
    return { header: { to: line.to, body: line.to < doc.length ? reach : null }, reach };
  }
  return { header: null, reach: doc.line(last).to };
}

function headerState(doc: Text, isOpen: boolean): HeaderState {
  const { header, reach } = lookForHeader(doc);
  return { header, reach, isOpen, decorations: decorationsFor(doc, header, isOpen) };
}

function isFolded(header: Header | null, isOpen: boolean): header is Header & { body: number } {
  return header?.body !== null && header !== null && !isOpen;
}

function decorationsFor(doc: Text, header: Header | null, isOpen: boolean): DecorationSet {
  if (header === null) return Decoration.none;
  if (isFolded(header, isOpen)) return Decoration.set(folded.range(0, header.to));
  const builder = new RangeSetBuilder<Decoration>();
  for (let number = 1; ; number++) {
    const line = doc.line(number);
    builder.add(line.from, line.from, headerLine);
    const [, lead = '', key = ''] =
      /^([ \t]*(?:-[ \t]+)?)([\p{L}\p{N}_-]+[ \t]*:)(?=[ \t]|$)/u.exec(line.text) ?? [];
    const from = line.from + lead.length;
    if (key !== '') builder.add(from, from + key.length, headerKey);
    else if (/^(?:---|\.\.\.)[ \t]*$/.test(line.text)) builder.add(line.from, line.to, headerFence);
    if (line.to >= header.to) return builder.finish();
  }
}

class Nothing extends WidgetType {
  override eq(): boolean {
    return true;
  }
  toDOM(): HTMLElement {
    const dom = document.createElement('div');
    dom.className = 'editor-header-fold';
    return dom;
  }
  override get estimatedHeight(): number {
    return 0;
  }
}

const folded = Decoration.replace({ block: true, widget: new Nothing() });
const headerKey = Decoration.mark({ class: 'editor-header-key' });
const headerFence = Decoration.mark({ class: 'editor-header-fence' });
const headerLine = Decoration.line({ class: 'editor-header-line' });

/** Search results and "go to line" inside the header open it. */
function isGuest(transaction: Transaction): boolean {
  if (!transaction.isUserEvent('select.search') && !transaction.isUserEvent('select.goto')) return false;
  const { header, isOpen } = transaction.startState.field(headerField);
  return isFolded(header, isOpen) && transaction.newSelection.main.from < header.body;
}

function keepFoldWhole(transaction: Transaction): Transaction | readonly TransactionSpec[] {
  const before = transaction.startState.field(headerField);
  const isOpen = askedOpen(transaction) ?? before.isOpen;
  if (isOpen || isGuest(transaction)) return transaction;
  if (isFolded(before.header, before.isOpen) && isTyping(transaction)) {
    if (transaction.changes.touchesRange(0, before.header.to) !== false) return [];
  }
  const isTouched = transaction.docChanged && touches(transaction, before.reach);
  const header = isTouched ? lookForHeader(transaction.newDoc).header : before.header;
  if (!isFolded(header, false)) return transaction;
  const { body } = header;
  const { ranges, mainIndex } = transaction.newSelection;
  if (ranges.every((range) => range.from >= body)) return transaction;
  const kept = ranges.map((range) =>
    EditorSelection.range(Math.max(range.anchor, body), Math.max(range.head, body), range.goalColumn),
  );
  return [transaction, { selection: EditorSelection.create(kept, mainIndex), sequential: true }];
}

/** Replacing all matches of a search, undo and the properties bar may change a folded header; a stray key may not. */
function isTyping(transaction: Transaction): boolean {
  if (transaction.isUserEvent('input.replace')) return false;
  return ['input', 'delete', 'move'].some((event) => transaction.isUserEvent(event));
}
