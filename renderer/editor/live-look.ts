/** What each piece of Markdown that is drawn gets, by the syntax tree. Bounded: hostile text is shown plain instead. */
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Range } from '@codemirror/state';
import { Decoration } from '@codemirror/view';
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { headerField } from './header.ts';
import { noteLinkOf } from '../links/link-node.ts';
import { linkIn } from './links.ts';
import type { ShownLines } from './live-lines.ts';
import { hidden, itemLine, lineOf, spanOf, taskBox } from './live-marks.ts';
import { Site } from './site-mark.ts';

/** Nodes that are looked at, and decorations that are made, in one turn. A screen of a dense note has some hundreds. */
export const mostNodes = 20_000;
export const mostMarks = 6_000;

/** Decorations of `ranges`, unsorted. Marks on the lines of `shown` stay. */
export function liveLook(
  state: EditorState,
  ranges: readonly { from: number; to: number }[],
  shown: ShownLines,
): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  const headerEnd = state.field(headerField, false)?.header?.to ?? -1;
  let nodes = 0;
  for (const { from, to } of ranges) {
    const look = new Look(state, from, to, shown, found);
    syntaxTree(state).iterate({
      from,
      to,
      enter(node) {
        if (++nodes > mostNodes || found.length > mostMarks) return false;
        if (node.to <= headerEnd && node.name !== 'Document') return false;
        return node.from < headerEnd ? undefined : look.enter(node);
      },
      leave: (node) => look.leave(node),
    });
  }
  return found;
}

/** A line is looked at so far, UTF-16 units. */
const longestLook = 2000;
const headings = new Map(
  [1, 2, 3, 4, 5, 6].flatMap((n) => [
    [`ATXHeading${n}`, `editor-h${n}`],
    [`SetextHeading${n}`, `editor-h${n}`],
  ]),
);

class Look {
  readonly #state: EditorState;
  readonly #from: number;
  readonly #to: number;
  readonly #shown: ShownLines;
  readonly #found: Range<Decoration>[];
  #quotes = 0;
  #items = 0;

  constructor(state: EditorState, from: number, to: number, shown: ShownLines, found: Range<Decoration>[]) {
    this.#state = state;
    this.#from = from;
    this.#to = to;
    this.#shown = shown;
    this.#found = found;
  }

  leave({ name }: SyntaxNodeRef): void {
    if (name === 'Blockquote') this.#quotes--;
    else if (name === 'ListItem') this.#items--;
  }

  /** `false`: nothing inside is of interest. */
  enter(node: SyntaxNodeRef): boolean | undefined {
    const { name, from, to } = node;
    switch (name) {
      case 'HeaderMark':
        this.#headerMark(from, to);
        return;
      case 'EmphasisMark':
      case 'StrikethroughMark':
      case 'HighlightMark':
        this.#hide(from, to);
        return;
      case 'FootnoteMark':
        this.#footnoteMark(node);
        return;
      case 'Escape':
        this.#hide(from, from + 1);
        return;
      case 'Emphasis':
        if (/\p{sc=Han}/u.test(this.#text(from, Math.min(to, from + longestLook))))
          this.#add(spanOf('editor-emphasis-han'), from, to);
        return;
      case 'QuoteMark':
        this.#hide(from, this.#text(to, to + 1) === ' ' ? to + 1 : to);
        return;
      case 'CodeMark':
        if (node.matchContext(['InlineCode']) || node.matchContext(['FencedCode'])) this.#hide(from, to);
        return;
      case 'Link':
      case 'Autolink':
      case 'URL':
        this.#link(node.node);
        return;
      case 'WikiLink':
        this.#wikiLink(node.node);
        return;
      case 'Footnote':
        this.#add(spanOf('editor-footnote'), from, to);
        return;
      case 'InlineMath':
        this.#add(spanOf('editor-math'), from, to);
        return;
      case 'FencedCode':
        this.#fence(from, to);
        return;
      case 'CodeBlock':
      case 'BlockMath':
        this.#eachLine(from, to, 'editor-code-line');
        this.#round(from, to);
        return;
      case 'Blockquote':
        this.#quotes++;
        // The look knows two levels; ten thousand are drawn as two.
        if (this.#quotes === 1) this.#eachLine(from, to, 'editor-quote-line');
        else if (this.#quotes === 2) this.#eachLine(from, to, 'editor-quote-inner');
        return;
      case 'HorizontalRule':
        this.#found.push(lineOf('editor-rule-line').range(this.#state.doc.lineAt(from).from));
        this.#hide(from, to);
        return;
      case 'TaskMarker':
        if (!this.#shown.has(from)) this.#add(taskBox(this.#text(from, to) !== '[ ]'), from, to);
        return;
      case 'TableDelimiter':
        this.#tableRule(node);
        return;
      case 'Image':
        this.#add(spanOf('editor-image'), from, to);
        return;
      case 'ListItem':
        this.#items++;
        this.#item(node.node);
        return;
    }
    const heading = headings.get(name);
    if (heading === undefined) return;
    this.#eachLine(from, to, heading);
    this.#site(node.node);
  }

  #text(from: number, to: number): string {
    return this.#state.sliceDoc(from, to);
  }

  #add(mark: Decoration, from: number, to: number): void {
    if (to > from) this.#found.push(mark.range(from, to));
  }

  #hide(from: number, to: number): void {
    if (to > from && !this.#shown.has(from)) this.#found.push(hidden.range(from, to));
  }

  /** A long block is dressed only where it is drawn. */
  #eachLine(from: number, to: number, names: string): void {
    const { doc } = this.#state;
    const end = Math.min(to, this.#to);
    for (let line = doc.lineAt(Math.max(from, this.#from)); ; line = doc.line(line.number + 1)) {
      this.#found.push(lineOf(names).range(line.from));
      if (line.to >= end) return;
    }
  }

  #round(from: number, to: number): void {
    const [first, last] = [this.#state.doc.lineAt(from), this.#state.doc.lineAt(to)];
    if (first.to >= this.#from) this.#found.push(lineOf('editor-fence-open').range(first.from));
    if (last.from <= this.#to) this.#found.push(lineOf('editor-fence-close').range(last.from));
  }

  #fence(from: number, to: number): void {
    this.#eachLine(from, to, 'editor-code-line');
    const { doc } = this.#state;
    const first = doc.lineAt(from);
    if (first.to >= this.#from)
      this.#found.push(lineOf('editor-fence-line editor-fence-open').range(first.from));
    const last = doc.lineAt(to);
    if (
      last.from <= this.#to &&
      last.from > first.from &&
      /^\s*(?:[>\s]*)(?:`{3,}|~{3,})\s*$/.test(last.text)
    )
      this.#found.push(lineOf('editor-fence-line editor-fence-close').range(last.from));
  }

  /** The line between a table's head and body is drawn as one. */
  #tableRule(node: SyntaxNodeRef): void {
    if (!node.matchContext(['Table']) || this.#shown.has(node.from)) return;
    const line = this.#state.doc.lineAt(node.from);
    this.#found.push(lineOf('editor-table-rule').range(line.from));
    this.#hide(line.from, line.to);
  }

  /** Before a footnote's text its name stays, or nobody would know which it is. */
  #footnoteMark({ from, to, node }: SyntaxNodeRef): void {
    if (node.parent?.name !== 'FootnoteDefinition') {
      this.#hide(from, to);
      return;
    }
    if (!this.#shown.has(from)) this.#add(spanOf('editor-footnote-name'), from, to);
    this.#hide(from, from + 2);
    this.#hide(to - 2, to);
  }

  #headerMark(from: number, to: number): void {
    // The line below an underlined heading stays: without its mark it would be a gap.
    if (this.#text(from, from + 1) !== '#') return;
    const space = this.#text(to, to + 1) === ' ' ? 1 : 0;
    const lead = this.#text(from - 1, from) === ' ' && space === 0 ? 1 : 0;
    this.#hide(from - lead, to + space);
  }

  #link(node: SyntaxNode): void {
    const link = linkIn(this.#state, node);
    if (link === null) {
      if (node.name === 'Link' && noteLinkOf(this.#state, node) !== null) this.#hideAround(node);
      return;
    }
    const names = node.name === 'Link' ? 'editor-link editor-link-named' : 'editor-link';
    const mark = Decoration.mark({ class: names, attributes: { 'data-site': link.url } });
    this.#add(mark, link.from, link.to);
    if (node.name !== 'URL') this.#hideAround(node);
  }

  /** Of a link its text is shown. */
  #hideAround(node: SyntaxNode): void {
    const [open, close] = node.getChildren('LinkMark');
    if (open === undefined || close === undefined || close.from <= open.to) return;
    // A link over several lines keeps its marks: what is hidden never spans a line end.
    if (this.#state.doc.lineAt(node.from).to < node.to) return;
    this.#hide(open.from, open.to);
    this.#hide(close.from, node.to);
  }

  /** `[[target|shown]]` is shown by its last part. */
  #wikiLink(node: SyntaxNode): void {
    this.#add(spanOf('editor-link editor-wiki-link'), node.from, node.to);
    const shown = node.getChild('WikiAlias') ?? node.getChild('WikiTarget');
    if (shown === null) return;
    this.#hide(node.from, shown.from);
    this.#hide(shown.to, node.to);
  }

  /** List items hang: the text of all their lines begins at one edge, and a bullet stands before it. */
  #item(item: SyntaxNode): void {
    const mark = item.getChild('ListMark');
    if (mark === null || mark.from < this.#from) return;
    const line = this.#state.doc.lineAt(mark.from);
    if (this.#text(line.from, mark.from).trim() !== '') return;
    this.#found.push(itemLine(this.#items).range(line.from));
    this.#add(spanOf('editor-indent'), line.from, mark.from);
    const afterMark = this.#text(mark.to, mark.to + 1) === ' ' ? mark.to + 1 : mark.to;
    const isBullet = item.parent?.name === 'BulletList';
    // The box stands where the bullet would.
    const isBoxed = isBullet && !this.#shown.has(mark.from) && item.getChild('Task') !== null;
    if (isBoxed) this.#add(hidden, mark.from, afterMark);
    else this.#add(spanOf(isBullet ? 'editor-bullet' : 'editor-numeral'), mark.from, afterMark);
  }

  /** The site of a heading's link: behind the heading, and not where the cursor is, for an IME may compose there. */
  #site(heading: SyntaxNode): void {
    const node = heading.getChild('Link');
    const link = node === null ? null : linkIn(this.#state, node);
    if (link === null || this.#shown.has(link.from)) return;
    const end = this.#state.doc.lineAt(link.to).to;
    this.#found.push(Decoration.widget({ widget: new Site(link.url), side: 1 }).range(end));
  }
}
