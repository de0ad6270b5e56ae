/**
 * How Markdown looks while it is written: marks appear only on the line with the cursor, bullets and headings look
 * like what they mean, and a link in a heading is followed by its site. Where an IME composes, nothing changes.
 */
import { syntaxTree } from '@codemirror/language';
import { searchPanelOpen } from '@codemirror/search';
import { type EditorState, type Extension, type Range, StateEffect } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { headerField } from './header.ts';
import { linkIn, linkOpener } from './links.ts';
import { Site } from './site-mark.ts';
import { TaskBox, tickTask } from './task-box.ts';

/** The mouse button went up: a selection that was being dragged is done. */
const released = StateEffect.define();

export const liveMarkdown: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    /** While the button is down nothing may move under the pointer. */
    isPressed = false;
    readonly #release: () => void;
    readonly #window: Window;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
      this.#window = view.dom.ownerDocument.defaultView ?? window;
      this.#release = () => {
        if (!this.isPressed) return;
        this.isPressed = false;
        view.dispatch({ effects: released.of(null) });
      };
      this.#window.addEventListener('mouseup', this.#release);
      this.#window.addEventListener('dragend', this.#release);
    }

    update(update: ViewUpdate): void {
      const { view, state, startState } = update;
      if (view.composing || (this.isPressed && !update.docChanged)) {
        this.decorations = this.decorations.map(update.changes);
        return;
      }
      const isReleased = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(released)));
      const looksDifferent =
        update.docChanged ||
        update.selectionSet ||
        update.viewportChanged ||
        update.focusChanged ||
        isReleased;
      if (looksDifferent || syntaxTree(startState) !== syntaxTree(state)) this.decorations = decorate(view);
    }

    destroy(): void {
      this.#window.removeEventListener('mouseup', this.#release);
      this.#window.removeEventListener('dragend', this.#release);
    }
  },
  {
    decorations: (plugin) => plugin.decorations,
    eventHandlers: {
      mousedown(event, view) {
        const site =
          event.target instanceof Element ? event.target.closest<HTMLElement>('.editor-site') : null;
        if (site !== null && event.button === 0 && site.dataset['site'] !== undefined) {
          event.preventDefault();
          view.state.facet(linkOpener)(site.dataset['site']);
          return true;
        }
        if (tickTask(event, view)) return true;
        this.isPressed = event.button === 0;
        return false;
      },
    },
  },
);

function decorate(view: EditorView): DecorationSet {
  const { state } = view;
  const found: Range<Decoration>[] = [];
  const isActive = activeLines(view);
  const headerEnd = state.field(headerField).header?.to ?? -1;
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter(node) {
        if (node.to <= headerEnd && node.name !== 'Document') return false;
        if (node.from < headerEnd) return;
        look(state, node, { from, to }, isActive, found);
        return;
      },
    });
  }
  return Decoration.set(found, true);
}

/** Tells of an offset whether the cursor or a selection is on its line, in an editor that has the focus. */
function activeLines(view: EditorView): (at: number) => boolean {
  const { state } = view;
  if (!view.hasFocus && !searchPanelOpen(state)) return () => false;
  const lines = state.selection.ranges.map(({ from, to }) => [
    state.doc.lineAt(from).from,
    state.doc.lineAt(to).to,
  ]);
  return (at) => lines.some(([from = 0, to = 0]) => at >= from && at <= to);
}

/** `shown`: the part of the text that is drawn; a long block is dressed only there. */
function look(
  state: EditorState,
  node: SyntaxNodeRef,
  shown: { from: number; to: number },
  isActive: (at: number) => boolean,
  found: Range<Decoration>[],
): void {
  const { name, from, to } = node;
  const eachShownLine = (name: string) =>
    eachLine(state, Math.max(from, shown.from), Math.min(to, shown.to), (start) =>
      found.push(lineClass(name).range(start)),
    );
  const hide = (start: number, end: number) => {
    if (end > start && !isActive(start)) found.push(hidden.range(start, end));
  };
  const heading = /^(?:ATX|Setext)Heading(\d)$/.exec(name)?.[1];
  if (heading !== undefined) {
    eachShownLine(`editor-h${heading}`);
    addSite(state, node.node, isActive, found);
    return;
  }
  switch (name) {
    case 'HeaderMark':
      if (state.sliceDoc(from, to).startsWith('#')) {
        const space = state.sliceDoc(to, to + 1) === ' ' ? 1 : 0;
        const lead = state.sliceDoc(from - 1, from) === ' ' && space === 0 ? 1 : 0;
        hide(from - lead, to + space);
      }
      return;
    case 'EmphasisMark':
    case 'StrikethroughMark':
    case 'HighlightMark':
      hide(from, to);
      return;
    case 'Emphasis':
      if (/\p{sc=Han}/u.test(state.sliceDoc(from, to))) found.push(hanEmphasis.range(from, to));
      return;
    case 'QuoteMark':
      hide(from, state.sliceDoc(to, to + 1) === ' ' ? to + 1 : to);
      return;
    case 'CodeMark':
      if (node.node.parent?.name === 'InlineCode') hide(from, to);
      return;
    case 'Link':
    case 'Autolink':
    case 'URL':
      lookOfLink(state, node.node, hide, found);
      return;
    case 'FencedCode':
    case 'CodeBlock':
      eachShownLine('editor-code-line');
      return;
    case 'Blockquote':
      eachShownLine(
        node.node.parent?.name === 'Blockquote'
          ? 'editor-quote-line editor-quote-inner'
          : 'editor-quote-line',
      );
      return;
    case 'HorizontalRule':
      found.push(lineClass('editor-rule-line').range(state.doc.lineAt(from).from));
      hide(from, to);
      return;
    case 'Table':
      eachShownLine('editor-table-line');
      return;
    case 'TaskMarker':
      if (!isActive(from)) found.push(taskBox(state.sliceDoc(from, to) !== '[ ]').range(from, to));
      return;
    case 'Image':
      found.push(image.range(from, to));
      return;
    case 'ListItem':
      lookOfItem(state, node.node, isActive, found);
      return;
  }
}

function lookOfLink(
  state: EditorState,
  node: SyntaxNode,
  hide: (from: number, to: number) => void,
  found: Range<Decoration>[],
): void {
  const link = linkIn(state, node);
  if (link === null) return;
  const look = node.name === 'Link' ? 'editor-link editor-link-named' : 'editor-link';
  found.push(
    Decoration.mark({ class: look, attributes: { 'data-site': link.url } }).range(link.from, link.to),
  );
  if (node.name !== 'Link') return;
  const [open, close] = node.getChildren('LinkMark');
  if (open === undefined || close === undefined || close.from <= open.to) return;
  // A link over several lines keeps its marks: what is hidden never spans a line end.
  if (state.doc.lineAt(node.from).to < node.to) return;
  hide(open.from, open.to);
  hide(close.from, node.to);
}

/** List items hang: the text of all their lines begins at one edge, and a bullet stands before it. */
function lookOfItem(
  state: EditorState,
  item: SyntaxNode,
  isActive: (at: number) => boolean,
  found: Range<Decoration>[],
): void {
  const mark = item.getChild('ListMark');
  if (mark === null) return;
  const line = state.doc.lineAt(mark.from);
  if (line.text.slice(0, mark.from - line.from).trim() !== '') return;
  let depth = 0;
  for (let up: SyntaxNode | null = item; up !== null; up = up.parent) if (up.name === 'ListItem') depth++;
  const isBullet = item.parent?.name === 'BulletList';
  const afterMark = state.sliceDoc(mark.to, mark.to + 1) === ' ' ? mark.to + 1 : mark.to;
  found.push(
    Decoration.line({ class: 'editor-item-line', attributes: { style: `--depth: ${depth}` } }).range(
      line.from,
    ),
  );
  if (mark.from > line.from) found.push(indent.range(line.from, mark.from));
  const isBoxed = item.getChild('Task') !== null && isBullet && !isActive(mark.from);
  // The box stands where the bullet would.
  if (isBoxed) found.push(hidden.range(mark.from, afterMark));
  else found.push((isBullet ? bullet : numeral).range(mark.from, afterMark));
}

/** Behind the heading, never inside its text, and not where the cursor is: an IME may compose there. */
function addSite(
  state: EditorState,
  heading: SyntaxNode,
  isActive: (at: number) => boolean,
  found: Range<Decoration>[],
): void {
  const node = heading.getChild('Link');
  const link = node === null ? null : linkIn(state, node);
  if (link === null || isActive(link.from)) return;
  const end = state.doc.lineAt(link.to).to;
  found.push(Decoration.widget({ widget: new Site(link.url), side: 1 }).range(end));
}

const hidden = Decoration.replace({});
const hanEmphasis = Decoration.mark({ class: 'editor-emphasis-han' });
const indent = Decoration.mark({ class: 'editor-indent' });
const image = Decoration.mark({ class: 'editor-image' });
const openBox = Decoration.replace({ widget: new TaskBox(false) });
const doneBox = Decoration.replace({ widget: new TaskBox(true) });
const taskBox = (isDone: boolean) => (isDone ? doneBox : openBox);
const bullet = Decoration.mark({ class: 'editor-bullet' });
const numeral = Decoration.mark({ class: 'editor-numeral' });

const lineClasses = new Map<string, Decoration>();
function lineClass(name: string): Decoration {
  const known = lineClasses.get(name) ?? Decoration.line({ class: name });
  lineClasses.set(name, known);
  return known;
}

function eachLine(state: EditorState, from: number, to: number, visit: (start: number) => void): void {
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    visit(line.from);
    if (line.to >= to) return;
  }
}
