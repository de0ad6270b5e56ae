import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { markWords, marksWords, type Step, stepTo } from '../../../renderer/editor/found.ts';
import { setHeaderOpen } from '../../../renderer/editor/header.ts';
import { noteExtensions } from '../../../renderer/editor/setup.ts';
import { searchedWords } from '../../../renderer/search/searched-words.ts';

/** An editor's state in which `filter` was searched for, its cursor at the body's start. */
function searched(text: string, filter: string): EditorState {
  const extensions = noteExtensions({
    text,
    openLink: () => undefined,
    save: () => undefined,
  });
  const state = EditorState.create({ doc: text, extensions });
  return state.update({ effects: markWords(state, searchedWords(filter)) }).state;
}

/** The state after going to a match, and what stands there. */
function gone(state: EditorState, step: Step): { state: EditorState; at: string | null } {
  const found = stepTo(state, step);
  if (found === null) return { state, at: null };
  const next = state.update(found.go).state;
  const { head, empty } = next.selection.main;
  expect(empty).toBe(true);
  const line = next.doc.lineAt(head);
  return { state: next, at: `${line.number}:${head - line.from}` };
}

function walk(state: EditorState, ...steps: Step[]): (string | null)[] {
  return steps.map((step) => {
    const next = gone(state, step);
    state = next.state;
    return next.at;
  });
}

const text = '---\ntitle: 冷启动\n---\n\n一 冷启动 冷启动\n二\n三 冷启动\n';

describe('the way through the matches of a note', () => {
  test('goes from one to the next and back, and ends at the last and at the first', () => {
    const state = searched(text, '冷启动');
    expect(walk(state, 'next', 'next', 'next', 'next')).toEqual(['5:2', '5:6', '7:2', null]);
    expect(walk(state, 'last', 'previous', 'previous', 'previous')).toEqual(['7:2', '5:6', '5:2', null]);
  });

  test('begins where the person is', () => {
    const state = searched(text, '冷启动');
    const at = state.doc.line(6).from;
    const moved = state.update({ selection: { anchor: at } }).state;
    expect(walk(moved, 'next')).toEqual(['7:2']);
    expect(walk(moved, 'previous')).toEqual(['5:6']);
  });

  test('goes to the first one of a line, and nowhere when it has none', () => {
    const state = searched(text, '冷启动');
    expect(walk(state, { line: 7 }, { line: 6 }, { line: 5 })).toEqual(['7:2', null, '5:2']);
    expect(walk(state, { line: 99 })).toEqual([null]);
  });

  test('leaves a folded header alone and goes through an open one', () => {
    const state = searched(text, '冷启动');
    expect(walk(state, 'first')).toEqual(['5:2']);
    const open = state.update({ effects: setHeaderOpen.of(true) }).state;
    expect(walk(open, 'first')).toEqual(['2:7']);
  });

  test('knows what was typed since', () => {
    const first = gone(searched(text, '冷启动'), 'first').state;
    const typed = first.update({ changes: { from: first.selection.main.head, insert: '冷启动' } }).state;
    expect(walk(typed, 'last', 'previous', 'previous')).toEqual(['7:2', '5:9', '5:5']);
  });

  test('finds other letter case and width, phrases over a line end, and no words after a minus', () => {
    const state = searched(
      'a ｓｅｒｖｅｒｌｅｓｓ b\nSERVER\nLESS server\n\nless',
      'serverless OR "server less" -a',
    );
    expect(walk(state, 'next', 'next', 'next', 'next')).toEqual(['1:2', '2:0', '3:5', null]);
  });
});

test('marks are known by their words, and other words take their place', () => {
  const words = searchedWords('冷启动');
  const state = searched(text, '冷启动');
  expect(marksWords(state, words)).toBe(true);
  expect(marksWords(state, searchedWords('启动'))).toBe(false);
  const none = state.update({ effects: markWords(state, []) }).state;
  expect(marksWords(none, searchedWords('title:a'))).toBe(true);
  expect(stepTo(none, 'first')).toBeNull();
});

test('who is at a match stays there while its search is typed on, and is nowhere when it is none any more', () => {
  const { state } = gone(searched(text, '冷'), 'first');
  const longer = state.update({ effects: markWords(state, searchedWords('冷启动')) }).state;
  // From the match that was gone to, not from the cursor: the next one is the second.
  expect(walk(longer, 'next')).toEqual(['5:6']);
  const other = state.update({ effects: markWords(state, searchedWords('启动')) }).state;
  expect(walk(other, 'next')).toEqual(['5:3']);
});
