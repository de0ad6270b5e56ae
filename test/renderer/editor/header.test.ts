import { EditorState, type TransactionSpec } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import {
  bodyStart,
  headerField,
  headerFolding,
  isHeaderOpen,
  setHeaderOpen,
} from '../../../renderer/editor/header.ts';
import { note } from '../../make.ts';

const text = note({ title: '茶', tags: ['a'], body: '正文\n' });

function open(doc: string): EditorState {
  const state = EditorState.create({
    doc,
    extensions: [EditorState.allowMultipleSelections.of(true), headerFolding()],
  });
  return state.update({ selection: { anchor: bodyStart(state.doc) } }).state;
}

function after(state: EditorState, ...specs: TransactionSpec[]): EditorState {
  return specs.reduce((before, spec) => before.update(spec).state, state);
}

describe('a folded header', () => {
  it('does not break when Backspace is pressed at the start of the text below', () => {
    const state = open(text);
    const at = state.selection.main.head;
    const next = after(state, { changes: { from: at - 1, to: at }, userEvent: 'delete.backward' });
    expect(next.doc.toString()).toBe(text);
  });

  it('is not typed into: the cursor goes to the text below instead', () => {
    const state = after(open(text), { selection: { anchor: 0 }, userEvent: 'select' });
    expect(state.selection.main.head).toBe(text.indexOf('\n正文'));
    const typed = after(state, {
      changes: { from: state.selection.main.head, insert: '新' },
      userEvent: 'input.type',
    });
    expect(typed.doc.toString()).toBe(text.replace('\n正文', '新\n正文'));
  });

  it('stays out of "select all"', () => {
    const state = after(open(text), { selection: { anchor: 0, head: text.length } });
    expect(state.sliceDoc(state.selection.main.from, state.selection.main.to)).toBe('\n正文\n');
  });

  it('can be changed by the properties bar and by undo', () => {
    const at = text.indexOf('茶');
    const state = after(open(text), {
      changes: { from: at, to: at + 1, insert: '水' },
      userEvent: 'properties',
    });
    expect(state.doc.toString()).toBe(text.replace('茶', '水'));
  });

  it('opens when a search result or a line to go to is in it', () => {
    for (const userEvent of ['select.search', 'select.goto']) {
      const state = after(open(text), { selection: { anchor: 5 }, userEvent });
      expect(isHeaderOpen(state)).toBe(true);
      expect(state.selection.main.head).toBe(5);
    }
  });

  it('is text like any other when it is open, and keeps the cursor out again when folded', () => {
    const opened = after(open(text), { effects: setHeaderOpen.of(true), selection: { anchor: 4 } });
    expect(opened.selection.main.head).toBe(4);
    expect(
      after(opened, { changes: { from: 4, insert: 'x' }, userEvent: 'input.type' }).doc.toString(),
    ).not.toBe(text);
    const folded = after(opened, { effects: setHeaderOpen.of(false) });
    expect(folded.selection.main.head).toBe(bodyStart(folded.doc));
  });

  it('keeps the cursor below it when a first tag brings a header', () => {
    const state = open('正文');
    const next = after(state, {
      changes: { from: 0, insert: '---\ntags:\n  - a\n---\n\n' },
      userEvent: 'properties',
    });
    expect(next.selection.main.head).toBeGreaterThanOrEqual(bodyStart(next.doc));
  });
});

describe("Hexo's header without an opening fence", () => {
  const hexo = 'title: 茶\ndate: 2020-01-13 00:15:08\ntags:\n  - a\n---\n正文\n';

  it('folds, and the cursor begins below it', () => {
    const state = open(hexo);
    expect(state.selection.main.head).toBe(hexo.indexOf('正文'));
    const typed = after(
      state,
      { selection: { anchor: 0 } },
      { changes: { from: 3, insert: 'x' }, userEvent: 'input.type' },
    );
    expect(typed.doc.toString()).toBe(hexo);
  });

  it('stays folded while the text below is typed, and is found again when its fence is', () => {
    const at = hexo.indexOf('正文');
    const typed = after(open(hexo), { changes: { from: at, insert: '新' }, userEvent: 'input.type' });
    expect(bodyStart(typed.doc)).toBe(at);
    expect(typed.field(headerField).header).toEqual({ to: at - 1, body: at });
    const opened = after(typed, { effects: setHeaderOpen.of(true) });
    const fence = hexo.indexOf('---');
    const broken = after(opened, { changes: { from: fence, to: fence + 3 }, userEvent: 'delete' });
    expect(broken.field(headerField).header).toBeNull();
    const mended = after(broken, { changes: { from: fence, insert: '---' }, userEvent: 'input.type' });
    expect(mended.field(headerField).header).toEqual({ to: at - 1, body: at });
  });
});

describe('what is no header to fold', () => {
  it.each([
    ['prose between two rules', '---\n看了文章就忘\n\n---\n正文'],
    ['a heading that is underlined', '注意: 一\n---\n正文'],
    ['a word with a colon above a rule', 'Note: see below.\n\n---\n正文'],
    ['a rule at the start', '---\n正文'],
    ['a header with nothing below it', '---\ntitle: a\n---'],
    ['plain text', '正文'],
  ])('%s', (_, doc) => {
    const state = open(doc);
    expect(bodyStart(state.doc)).toBe(0);
    const next = after(
      state,
      { selection: { anchor: 0 } },
      { changes: { from: 0, insert: 'x' }, userEvent: 'input.type' },
    );
    expect(next.doc.toString()).toBe(`x${doc}`);
  });
});
