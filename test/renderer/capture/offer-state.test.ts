import { history, undo } from '@codemirror/commands';
import { EditorState, Transaction } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { noteMarkdown } from '../../../renderer/editor/note-markdown.ts';
import {
  headingInstead,
  insertUrl,
  isEmptyPlace,
  type Offer,
  offerField,
  offerOf,
  onlyUrl,
  setOffer,
} from '../../../renderer/capture/offer-state.ts';

const url = 'https://example.org/a_(b)?x=1&y=2';

/** A text with the cursor at `|`. */
function stateOf(marked: string): EditorState {
  const at = marked.indexOf('|');
  return EditorState.create({
    doc: marked.replace('|', ''),
    selection: { anchor: Math.max(0, at) },
    extensions: [history(), noteMarkdown, offerField],
  });
}

function pasted(marked: string): EditorState {
  const state = stateOf(marked);
  const at = state.selection.main.head;
  return state.update(insertUrl(state, { from: at, to: at, url, userEvent: 'input.paste' }, 1)).state;
}

function offerIn(state: EditorState): Offer {
  const offer = offerOf(state);
  if (offer === null) throw new Error('nothing is offered');
  return offer;
}

function undone(state: EditorState): EditorState {
  let after = state;
  undo({ state, dispatch: (transaction) => (after = transaction.state) });
  return after;
}

describe('a pasted text is an address', () => {
  test.each([
    ['https://example.org/a', 'https://example.org/a'],
    [' https://example.org/a\n', 'https://example.org/a'],
    ['http://中文.example/路径?标题=x', null],
    ['https://zh.wikipedia.org/wiki/%E4%B8%AD', 'https://zh.wikipedia.org/wiki/%E4%B8%AD'],
    ['https://example.org/a https://example.org/b', null],
    ['https://example.org/a。', null],
    ['see https://example.org/a', null],
    ['javascript:alert(1)', null],
    ['example.org', null],
    ['', null],
  ])('%j: %j', (text, expected) => expect(onlyUrl(text)).toBe(expected));
});

describe('an address may become a heading', () => {
  test.each([
    ['|', true],
    ['a\n\n|\n\nb', true],
    ['a\n  |', true],
    ['a |b', false],
    ['- |', false],
    ['```\n|\n```', false],
    ['---\ntitle: x\n|\n---\n', false],
    ['---\ntitle: x\n---\n\n|', true],
  ])('in %j: %s', (marked, expected) => {
    const state = stateOf(marked);
    expect(isEmptyPlace(state, state.selection.main.head)).toBe(expected);
  });
});

describe('the heading in the place of a pasted address', () => {
  test('is one step: one undo brings the address back, the next one takes it away', () => {
    const state = pasted('Before.\n\n|\n\nAfter.');
    const offer = offerIn(state);
    expect(offer).toMatchObject({ isAlone: true, url, step: { kind: 'looking' } });
    const spec = headingInstead(state, offer, 'A [title]* of\n"things"');
    if (spec === null) throw new Error('there is a heading');
    const made = state.update(spec).state;
    const heading = `### [A \\[title\\]\\* of "things"](${url})`;
    expect(made.doc.toString()).toBe(`Before.\n\n${heading}\n\nAfter.`);
    expect(made.selection.main.head).toBe('Before.\n\n'.length + heading.length);
    expect(offerOf(made)).toBeNull();
    const once = undone(made);
    expect(once.doc.toString()).toBe(`Before.\n\n${url}\n\nAfter.`);
    expect(undone(once).doc.toString()).toBe('Before.\n\n\n\nAfter.');
  });

  test('has the level of the note’s other articles', () => {
    const state = pasted('## [One](https://example.org/1)\n\nNoted.\n\n|');
    const spec = headingInstead(state, offerIn(state), 'Two');
    expect(spec === null ? null : state.update(spec).state.doc.line(5).text).toBe(`## [Two](${url})`);
  });

  test('is not made of a line that has more by now, and leaves who went on where they are', () => {
    const state = pasted('|\n\nlast');
    const offer = offerIn(state);
    const more = state.update({ changes: { from: url.length, insert: ' words' } }).state;
    expect(headingInstead(more, offer, 'T')).toBeNull();
    const elsewhere = state.update({ selection: { anchor: state.doc.length } }).state;
    const spec = headingInstead(elsewhere, offer, 'T');
    expect(spec === null ? null : elsewhere.update(spec).state.selection.main.head).toBe(
      `### [T](${url})\n\nlast`.length,
    );
  });
});

describe('an offer', () => {
  test('goes with any key that changes the text or moves the cursor', () => {
    const state = pasted('|\n');
    expect(offerOf(state.update({ changes: { from: url.length, insert: 'x' } }).state)).toBeNull();
    expect(offerOf(state.update({ selection: { anchor: 0 } }).state)).toBeNull();
    expect(offerOf(state.update({ selection: state.selection }).state)).not.toBeNull();
  });

  test('stays when another program changes the note, and keeps its place', () => {
    const state = pasted('a\n|');
    const change = { changes: { from: 0, insert: 'more\n' }, annotations: Transaction.remote.of(true) };
    const offer = offerOf(state.update(change).state);
    expect(offer).toMatchObject({ from: 7, to: 7 + url.length });
  });

  test('that was taken waits for its title while the person goes on, as long as the address is there', () => {
    const state = pasted('|');
    const getting = state.update({
      effects: setOffer.of({ ...offerIn(state), step: { kind: 'getting' } }),
    }).state;
    const on = getting.update({ changes: { from: url.length, insert: '\n\nmore' } }).state;
    expect(offerOf(on)).toMatchObject({ from: 0, to: url.length });
    expect(offerOf(on.update({ changes: { from: 3, to: 4 } }).state)).toBeNull();
  });
});
