/** Two texts and what is different, side by side or in one another; loaded when the first comparison is shown. */
import { MergeView, unifiedMergeView, getChunks, goToNextChunk, goToPreviousChunk } from '@codemirror/merge';
import { EditorState, type Extension, Text } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import type { TextChange } from '../../notes/text/header-edit.ts';
import { changesBetween } from '../../notes/text/merge.ts';
import { colours } from '../editor/colours.ts';
import { noteMarkdown } from '../editor/note-markdown.ts';
import { t } from '../messages.ts';
import { diffConfig, takingBack } from './hunks.ts';
import './diff-view.css';

export interface DiffViewProps {
  before: string;
  after: string;
  /** Accessible names of the two texts, and what a passage's button says. */
  labels: { before: string; after: string; take: string };
  layout: 'beside' | 'inline';
  /** Without the lines far from any difference. */
  isShort: boolean;
  /** A passage is to be as it was: the change of `after`. Absent: nothing can be taken. */
  onTake?: (change: TextChange) => void;
  /** Hears how many passages differ. */
  onCount?: (count: number) => void;
  /** Steps through the passages, for buttons outside. */
  ref?: React.RefObject<DiffSteps | null>;
}

export interface DiffSteps {
  go(step: 1 | -1): void;
}

interface Shown {
  /** The editor with `after`. */
  view: EditorView;
  before: Text;
  dom: HTMLElement;
  destroy(): void;
}

export function DiffView(props: DiffViewProps) {
  const { before, after, labels, layout, isShort, onTake, onCount, ref } = props;
  const parent = useRef<HTMLDivElement>(null);
  const shown = useRef<Shown | null>(null);
  // The newest ones, for editors that outlive a drawing.
  const now = useRef(props);
  now.current = props;
  const canTake = onTake !== undefined;
  const { before: nameBefore, after: nameAfter, take: nameTake } = labels;

  useEffect(() => {
    if (parent.current === null) return undefined;
    const take = (dom: HTMLElement) => {
      const { current } = shown;
      const change = current === null ? null : changeAt(current, dom);
      if (change !== null) now.current.onTake?.(change);
    };
    const made = (layout === 'beside' ? besideIn : inlineIn)(parent.current, {
      ...{ before, after: now.current.after, isShort },
      labels: { before: nameBefore, after: nameAfter, take: nameTake },
      take: canTake ? take : null,
    });
    shown.current = made;
    if (ref) ref.current = { go: (step) => goTo(made, step) };
    now.current.onCount?.(getChunks(made.view.state)?.chunks.length ?? 0);
    return () => {
      shown.current = null;
      if (ref) ref.current = null;
      made.destroy();
    };
  }, [before, layout, isShort, canTake, nameBefore, nameAfter, nameTake, ref]);

  useEffect(() => {
    const view = shown.current?.view;
    if (view === undefined) return;
    const changes = changesBetween(view.state.doc.toString(), after);
    if (changes.length > 0) view.dispatch({ changes });
    onCount?.(getChunks(view.state)?.chunks.length ?? 0);
  }, [after, onCount]);

  return <div ref={parent} className="diff" data-layout={layout} />;
}

interface Making {
  before: string;
  after: string;
  labels: DiffViewProps['labels'];
  isShort: boolean;
  take: ((dom: HTMLElement) => void) | null;
}

const shortened = { margin: 3, minSize: 6 };

function besideIn(parent: HTMLElement, { before, after, labels, isShort, take }: Making): Shown {
  const merge = new MergeView({
    a: { doc: docOf(before), extensions: reading(labels.before) },
    b: { doc: docOf(after), extensions: reading(labels.after) },
    parent,
    gutter: false,
    diffConfig,
    ...(isShort && { collapseUnchanged: shortened }),
    ...(take !== null && {
      revertControls: 'a-to-b' as const,
      renderRevertControl: () => takeButton(labels.take, '→', take),
    }),
  });
  return {
    ...{ view: merge.b, before: merge.a.state.doc, dom: merge.dom },
    destroy: () => merge.destroy(),
  };
}

function inlineIn(parent: HTMLElement, { before, after, labels, isShort, take }: Making): Shown {
  const original = docOf(before);
  const unified = unifiedMergeView({
    original,
    gutter: false,
    diffConfig,
    allowInlineDiffs: false,
    mergeControls:
      take === null
        ? false
        : (kind) =>
            kind === 'reject' ? takeButton(labels.take, labels.take, take) : document.createElement('span'),
    ...(isShort && { collapseUnchanged: shortened }),
  });
  const state = EditorState.create({ doc: docOf(after), extensions: [reading(labels.after), unified] });
  const view = new EditorView({ state, parent });
  return { view, before: original, dom: view.dom, destroy: () => view.destroy() };
}

function reading(label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    // Not editable, so that no key is taken for text; it can be scrolled and read all the same.
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorState.phrases.of({ '$ unchanged lines': t('compare.unchanged', { n: '$' }) }),
    EditorView.lineWrapping,
    noteMarkdown,
    colours,
  ];
}

function takeButton(label: string, shown: string, take: (dom: HTMLElement) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'diff-take';
  button.setAttribute('aria-label', label);
  button.title = label;
  button.textContent = shown;
  // The library reverts by itself, at the press and by whole lines.
  button.addEventListener('mousedown', (event) => event.stopPropagation());
  button.addEventListener('click', (event) => {
    event.preventDefault();
    take(button);
  });
  return button;
}

/** The change that takes back the passage of this button. */
function changeAt({ view, before }: Shown, button: HTMLElement): TextChange | null {
  const chunks = getChunks(view.state)?.chunks ?? [];
  const { chunk } = button.dataset;
  const at = chunk === undefined ? view.posAtDOM(button) : null;
  const found =
    at === null ? chunks[Number(chunk)] : chunks.find(({ fromB, endB }) => fromB <= at && endB >= at);
  return found === undefined ? null : takingBack(found, before, view.state.doc);
}

/** Puts the next passage in the middle, and the focus on its button. */
function goTo({ view, dom }: Shown, step: 1 | -1): void {
  (step === 1 ? goToNextChunk : goToPreviousChunk)({
    state: view.state,
    dispatch: (tr) => view.dispatch(tr),
  });
  const { head } = view.state.selection.main;
  view.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'center' }) });
  const chunks = getChunks(view.state)?.chunks ?? [];
  const index = chunks.findIndex(({ fromB, endB }) => fromB <= head && endB >= head);
  requestAnimationFrame(() => {
    const buttons = [...dom.querySelectorAll<HTMLElement>('.diff-take')];
    const beside = buttons.find((button) => button.dataset['chunk'] === String(index));
    (beside ?? buttons.find((button) => isOf(view, button, head)))?.focus();
  });
}

function isOf(view: EditorView, button: HTMLElement, head: number): boolean {
  return button.dataset['chunk'] === undefined && Math.abs(view.posAtDOM(button) - head) <= 1;
}

function docOf(text: string): Text {
  return Text.of(text.split('\n'));
}
