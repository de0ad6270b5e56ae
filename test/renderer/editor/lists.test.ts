import { EditorSelection, type StateCommand } from '@codemirror/state';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyDown, copyUp, moveDown, moveUp } from '../../../renderer/editor/list-moves.ts';
import {
  continueList,
  deleteListMark,
  nestItems,
  raiseItems,
  toggleTask,
} from '../../../renderer/editor/lists.ts';
import { leaveQuotation } from '../../../renderer/editor/leave-quotation.ts';
import { continueQuotedCode } from '../../../renderer/editor/quoted-code.ts';
import { after, stateOf } from './marked-text.ts';

type Case = [title: string, before: string, expected: string];

describe('Enter in a list', () => {
  it.each<Case>([
    ['counts on and renumbers what follows', '1. 一‸\n2. 二\n3. 三', '1. 一\n2. ‸\n3. 二\n4. 三'],
    ['keeps the habit of ones', '1. a‸\n1. b\n1. c', '1. a\n1. ‸\n1. b\n1. c'],
    ['leaves numbers that somebody chose', '1. a‸\n5. b\n9. c', '1. a\n2. ‸\n5. b\n9. c'],
    ['works at the end of a file without a line end', '- 一‸', '- 一\n- ‸'],
    ['goes on with a task that is to be done', '- [x] 好‸', '- [x] 好\n- [ ] ‸'],
    ['works inside a quotation', '> 1. 茶‸\n> 2. b', '> 1. 茶\n> 2. ‸\n> 3. b'],
    ['leaves the list from an empty item', '- a\n- ‸', '- a\n‸'],
    [
      'moves what hangs below an item whose number gets wider',
      '8. a‸\n9. b\n   - 子\n\n     段\n10. c',
      '8. a\n9. ‸\n10. b\n    - 子\n\n      段\n11. c',
    ],
    ['does it at several cursors', '1. a‸\n2. b\n\ntext\n\n- x‸', '1. a\n2. ‸\n3. b\n\ntext\n\n- x\n- ‸'],
  ])('%s', (_, before, expected) => expect(after(continueList, before)).toBe(expected));
});

describe('Enter on an empty line of a quotation', () => {
  it.each<Case>([
    ['leaves it, with an empty line between', '> 茶者\n> ‸', '> 茶者\n\n‸'],
    ['leaves what follows where it is', '> a\n> ‸\n\nb', '> a\n\n‸\n\nb'],
    ['leaves only the inner one of two', '> > a\n> > ‸', '> > a\n>\n> ‸'],
    ['stays in the list that the quotation is in', '- > a\n  > ‸', '- > a\n\n  ‸'],
    ['takes a sign away that nothing stands behind', 'a\n\n> ‸', 'a\n\n‸'],
    ['does it at several cursors', '> a\n> ‸\n\nb\n\n> c\n> ‸', '> a\n\n‸\n\nb\n\n> c\n\n‸'],
  ])('%s', (_, before, expected) => expect(after(leaveQuotation, before)).toBe(expected));

  it('is left to others behind text, behind another empty line, in a selection and outside quotations', () => {
    for (const text of ['> a‸', '> a\n>\n> ‸', '> a\n«> »', '```\n> ‸\n```', '> a\n> - ‸'])
      expect(leaveQuotation({ state: stateOf(text), dispatch: () => undefined })).toBe(false);
    // Which leave the quotation then as well.
    expect(after(continueList, '> a\n>\n> ‸')).toBe('> a\n>\n‸');
  });
});

describe('Enter in the code of a quotation', () => {
  it.each<Case>([
    ['stays in the quotation', '> ```js\n> a‸\n> ```', '> ```js\n> a\n> ‸\n> ```'],
    [
      'keeps what a line is moved in by',
      '> > ```\n> >   a‸b\n> > ```',
      '> > ```\n> >   a\n> >   ‸b\n> > ```',
    ],
    ['goes on behind the language', '> ```js‸\n> ```', '> ```js\n> ‸\n> ```'],
  ])('%s', (_, before, expected) => expect(after(continueQuotedCode, before)).toBe(expected));

  it('is nothing special in other code, and in other quotations', () => {
    for (const text of ['```\na‸\n```', '> a‸', '- ```\n  a‸\n  ```'])
      expect(continueQuotedCode({ state: stateOf(text), dispatch: () => undefined })).toBe(false);
  });
});

describe('Backspace behind a mark', () => {
  it('takes the mark away, and the numbers below follow', () => {
    expect(after(deleteListMark, '1. a\n2. ‸b\n3. c')).toBe('1. a\n   ‸b\n2. c');
  });
});

describe('Tab in a list', () => {
  it.each<Case>([
    ['nests an item below the one before it', '- a\n- ‸b', '- a\n  - ‸b'],
    ['begins to count anew', '1. a\n2. ‸b\n3. c', '1. a\n   1. ‸b\n2. c'],
    [
      'joins the list that is there, and its marks',
      '1. a\n   - x\n2. ‸b\n3. c',
      '1. a\n   - x\n   - ‸b\n2. c',
    ],
    ['counts on in the list that is there', '1. a\n   1. x\n2. ‸b', '1. a\n   1. x\n   2. ‸b'],
    ['takes along what belongs to the item', '- a\n- ‸b\n  - c\n\n    d', '- a\n  - ‸b\n    - c\n\n      d'],
    ['leaves the first item where it is', '- ‸a\n- b', '- ‸a\n- b'],
    ['indents as the list does elsewhere', '- a\n    - x\n- b\n- ‸c', '- a\n    - x\n- b\n    - ‸c'],
    ['indents with tabs where the list does', '- a\n\t- x\n- b\n- ‸c', '- a\n\t- x\n- b\n\t- ‸c'],
    ['nests several', '- a\n- «b\n- c»\n- d', '- a\n  - «b\n  - c»\n- d'],
    ['works inside a quotation', '> 1. a\n> 2. ‸b\n> 3. c', '> 1. a\n>    1. ‸b\n> 2. c'],
  ])('%s', (_, before, expected) => expect(after(nestItems, before)).toBe(expected));

  it.each<Case>([
    ['raises an item, and those after it hang below it', '- a\n  - ‸b\n  - c', '- a\n- ‸b\n  - c'],
    [
      'renumbers both levels',
      '1. a\n   1. x\n   2. ‸y\n   3. z\n2. b',
      '1. a\n   1. x\n2. ‸y\n   1. z\n3. b',
    ],
    ['gives the marks of the level above', '1. a\n   - ‸b\n     c\n2. d', '1. a\n2. ‸b\n   c\n3. d'],
    ['leaves the outermost level as it is', '- a\n- ‸b', '- a\n- ‸b'],
  ])('with Shift %s', (_, before, expected) => expect(after(raiseItems, before)).toBe(expected));

  it('is not about other lines', () => {
    const state = stateOf('text‸');
    expect(nestItems({ state, dispatch: () => undefined })).toBe(false);
  });
});

describe('Alt and the arrows', () => {
  it.each<[string, StateCommand, string, string]>([
    ['move an item up', moveUp, '1. a\n2. ‸b\n3. c', '1. ‸b\n2. a\n3. c'],
    ['move an item down', moveDown, '1. ‸a\n2. b\n3. c', '1. b\n2. ‸a\n3. c'],
    [
      'move an item with its children over one with children',
      moveDown,
      '- ‸a\n  - a1\n- b\n  - b1',
      '- b\n  - b1\n- ‸a\n  - a1',
    ],
    ['keep the blank lines between items', moveUp, '- a\n\n- ‸b\n\n- c', '- ‸b\n\n- a\n\n- c'],
    ['keep a list that begins with 5 beginning with 5', moveUp, '5. a\n6. ‸b', '5. ‸b\n6. a'],
    ['leave the first one among its siblings', moveUp, '- a\n  - ‸x\n- b', '- a\n  - ‸x\n- b'],
    ['move several items', moveUp, '- a\n- «b\n- c»', '- «b\n- c»\n- a'],
    ['move a line of text', moveUp, '一\n二‸', '二‸\n一'],
    ['move a heading as a line', moveDown, '# ‸a\ntext\n', 'text\n# ‸a\n'],
    ['leave a table its head', moveUp, '| a |\n|---|\n| b‸ |', '| a |\n|---|\n| b‸ |'],
    ['move the rows of a table', moveDown, '| a |\n|---|\n| b‸ |\n| c |', '| a |\n|---|\n| c |\n| b‸ |'],
    ['copy an item with its children', copyDown, '1. ‸a\n   - x\n2. b', '1. a\n   - x\n2. ‸a\n   - x\n3. b'],
    ['copy upwards', copyUp, '1. a‸\n2. b', '1. a‸\n2. a\n3. b'],
    ['copy a line', copyDown, '一‸', '一\n一‸'],
  ])('%s', (_, command, before, expected) => expect(after(command, before)).toBe(expected));
});

describe('a task', () => {
  it.each<Case>([
    ['is made of a line', '看‸书', '- [ ] 看‸书'],
    ['is made of an item', '1. a‸', '1. [ ] a‸'],
    ['is ticked', '- [ ] a‸', '- [x] a‸'],
    ['loses its tick', '> - [x] a‸', '> - [ ] a‸'],
    ['is made of every line that is none yet', '«- [x] a\n- b»', '«- [x] a\n- [ ] b»'],
    ['is ticked with all others', '«- [x] a\n- [ ] b»', '«- [x] a\n- [x] b»'],
    ['is not made of a heading', '# a‸', '# a‸'],
    ['is made where the cursor is on an empty line', '‸', '- [ ] ‸'],
  ])('%s', (_, before, expected) => expect(after(toggleTask, before)).toBe(expected));
});

describe('whatever is done to random lists', () => {
  const word = fc.constantFrom('一', '**重点**，', 'a b', '`x`', '', '[链](http://a.b)', '10', '- x');
  const line = fc
    .tuple(
      fc.constantFrom('', '  ', '   ', '    ', '\t', '> ', '> - ', '     '),
      fc.constantFrom('- ', '* ', '1. ', '2. ', '9. ', '10. ', '- [ ] ', '', '# ', '```', '| a | b |'),
      word,
    )
    .map((parts) => parts.join(''));
  const commands = [continueList, deleteListMark, nestItems, raiseItems, moveUp, moveDown, toggleTask];

  /** The text of each line without what may be a mark or blanks before it, in any order. */
  const texts = (text: string) =>
    text
      .split('\n')
      .map((one) => one.replace(/^(?:[\s>]|(?:[-*+]|\d+[.)])(?=\s|$)|\[[ xX]\](?=\s|$))*/, '').trim())
      .filter((one) => one !== '')
      .sort();

  it('keeps all text outside the marks', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        fc.array(fc.nat(commands.length - 1), { minLength: 1, maxLength: 4 }),
        (lines, at, size, chosen) => {
          let state = stateOf(lines.join('\n'));
          const from = at % (state.doc.length + 1);
          // Enter splits a line where the cursor is: at its end, there is nothing to split.
          const end = state.doc.lineAt(from).to;
          const to = Math.min(state.doc.length, end + (size % 3) * 5);
          state = state.update({ selection: EditorSelection.range(end, to) }).state;
          const before = texts(state.doc.toString());
          for (const index of chosen) {
            const command = commands[index];
            command?.({ state, dispatch: (transaction) => (state = transaction.state) });
          }
          expect(texts(state.doc.toString())).toEqual(before);
        },
      ),
      { numRuns: 400 },
    );
  });
});
