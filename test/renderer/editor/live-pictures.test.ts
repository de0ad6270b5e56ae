import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../../../renderer/editor/file-drops.ts';
import { fileLinkAt } from '../../../renderer/editor/file-links.ts';
import { headerFolding } from '../../../renderer/editor/header.ts';
import { noteMarkdown } from '../../../renderer/editor/note-markdown.ts';
import { placedPictures, startsField } from '../../../renderer/editor/picture-places.ts';
import { sizeOf } from '../../../renderer/editor/picture-widgets.ts';

function stateOf(doc: string): EditorState {
  const state = EditorState.create({ doc, extensions: [noteMarkdown, headerFolding(), startsField] });
  ensureSyntaxTree(state, state.doc.length, 5000);
  return state.update({}).state;
}

const targets = (state: EditorState) => placedPictures(state).map(({ mark }) => mark.target);

describe('the pictures of a text', () => {
  it('are those outside code, formulas, escapes and the header', () => {
    const doc = [
      '---',
      'cover: ![](header.png)',
      '---',
      '',
      '![a](one.png)',
      '',
      'words ![[two.png|30]] and <img src="three.png"> here',
      '',
      '`![](no.png)` and \\![](no.png)',
      '',
      '```',
      '![](no.png)',
      '```',
      '',
      '    ![](no.png)',
      '',
      '<!-- ![](no.png) -->',
      '',
      '$![](no.png)$',
      '',
      '> ![](four.png)',
      '',
    ].join('\n');
    const state = stateOf(doc);
    expect(targets(state)).toEqual(['one.png', 'two.png', 'three.png', 'four.png']);
    expect(placedPictures(state).map(({ isAlone }) => isAlone)).toEqual([true, false, false, false]);
  });

  it('are the same after any edit as in a text that is read anew', () => {
    const piece = fc.constantFrom(
      '![](a.png)',
      '![[b.png]]',
      '\n',
      '<img src="c.png">',
      'words ',
      '![',
      '](',
      ')',
      '<img ',
      ' ',
    );
    const edits = fc.array(
      fc.record({ at: fc.nat(120), remove: fc.nat(12), insert: fc.array(piece, { maxLength: 3 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), edits, (pieces, changes) => {
        let state = stateOf(pieces.join(''));
        for (const { at, remove, insert } of changes) {
          const from = Math.min(at, state.doc.length);
          const to = Math.min(from + remove, state.doc.length);
          state = state.update({ changes: { from, to, insert: insert.join('') } }).state;
        }
        expect(state.field(startsField)).toEqual(stateOf(state.doc.toString()).field(startsField));
      }),
      { numRuns: 150 },
    );
  });

  it('are bounded', () => {
    expect(placedPictures(stateOf('![](a.png)\n'.repeat(2000))).length).toBe(300);
    expect(placedPictures(stateOf('!['.repeat(50_000))).length).toBe(0);
  });
});

describe('the room of a picture', () => {
  const own = { width: 1200, height: 3000 };
  it('keeps its shape, and is no higher than the text can bear', () => {
    expect(sizeOf({ width: null, own, isAlone: true })).toEqual({ width: 256, height: 640 });
    expect(sizeOf({ width: 600, own, isAlone: true })).toEqual({ width: 600, height: 1500 });
    expect(sizeOf({ width: null, own: { width: 40, height: 20 }, isAlone: false })).toEqual({
      width: 40,
      height: 20,
    });
    expect(sizeOf({ width: null, own: { width: 0, height: 0 }, isAlone: true }).width).toBe(320);
  });
});

describe('what is pasted', () => {
  const data = (plain: string, ...names: string[]) => ({
    files: names.map((name) => new File(['x'], name)) as unknown as FileList,
    getData: (type: string) => (type === 'text/plain' ? plain : '<img src="https://a.b/c.png">'),
  });
  it('is a file only where no text comes with it, but for the names of the files', () => {
    expect(filesIn(data('', 'image.png')).length).toBe(1);
    expect(filesIn(data('1\t2', 'image.png'))).toEqual([]);
    expect(filesIn(data('/home/x/a.png\n/home/x/b.png', 'a.png', 'b.png')).length).toBe(2);
    expect(filesIn(data('', ...[])).length).toBe(0);
  });
});

describe('links to files', () => {
  it('are those to what is neither a note nor on the web', () => {
    const at = (doc: string) => fileLinkAt(stateOf(doc), 2);
    expect(at('[paper](assets/论文.pdf)')).toBe('assets/论文.pdf');
    expect(at('[all](a.tar.gz#x)')).toBe('a.tar.gz#x');
    for (const other of [
      '[n](other.md)',
      '[n](other)',
      '[w](https://a.b/c.pdf)',
      '[h](#here)',
      '[j](javascript:x)',
      '[f](file:///etc/passwd)',
      'words',
    ])
      expect(at(other), other).toBeNull();
  });
});
