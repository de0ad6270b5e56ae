import type { StateCommand } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import {
  addColumn,
  addRowBelow,
  alignCenter,
  alignRight,
  alignTable,
  deleteColumn,
  deleteRow,
  enterInTable,
  nextCell,
  previousCell,
  sortByColumn,
} from '../../../renderer/editor/tables.ts';
import { after, stateOf } from './marked-text.ts';

const small = (rows: string) => `| a | b |\n|---|---|\n${rows}`;

describe('the keys in a table', () => {
  it.each<[string, StateCommand, string, string]>([
    ['Tab selects the next cell', nextCell, small('| 一‸ | 二 |'), small('| 一 | «二» |')],
    [
      'Tab goes from the head to the first row',
      nextCell,
      '| a | b‸ |\n|---|---|\n| 一 | 二 |',
      small('| «一» | 二 |'),
    ],
    ['Tab behind the last cell adds a row', nextCell, small('| 1 | 2‸ |'), small('| 1 | 2 |\n| ‸  |   |')],
    [
      'Tab counts a pipe behind a backslash as text',
      nextCell,
      small('| a\\|b‸ | c |'),
      small('| a\\|b | «c» |'),
    ],
    ['Shift+Tab selects the cell before', previousCell, small('| 一 | 二‸ |'), small('| «一» | 二 |')],
    [
      'Shift+Tab goes over the dashes',
      previousCell,
      small('| 一‸ | 二 |'),
      '| a | «b» |\n|---|---|\n| 一 | 二 |',
    ],
    [
      'Enter adds a row below',
      enterInTable,
      small('| 1 | 2‸ |\n| 3 | 4 |'),
      small('| 1 | 2 |\n|   | ‸  |\n| 3 | 4 |'),
    ],
    [
      'Enter leaves the table from an empty last row',
      enterInTable,
      small('| 1 | 2 |\n| ‸ |  |\n'),
      small('| 1 | 2 |\n\n‸\n'),
    ],
    [
      'Enter leaves the table of a quotation, with an empty line between',
      enterInTable,
      '> | a |\n> |---|\n> | 1 |\n> | ‸ |',
      '> | a |\n> |---|\n> | 1 |\n>\n> ‸',
    ],
    [
      'Tab works in a quotation',
      nextCell,
      '> | a | b |\n> |---|---|\n> | 1 | 2‸ |',
      '> | a | b |\n> |---|---|\n> | 1 | 2 |\n> | ‸  |   |',
    ],
    ['Tab works without pipes at the edges', nextCell, 'a | b\n--|--\n1‸ | 2', 'a | b\n--|--\n1 | «2»'],
    [
      'Tab keeps a table in line that was',
      nextCell,
      '| 名字 | b   |\n| ---- | --- |\n| 一   | 2‸   |',
      '| 名字 | b   |\n| ---- | --- |\n| 一   | 2   |\n| ‸     |     |',
    ],
  ])('%s', (_, command, before, expected) => expect(after(command, before)).toBe(expected));

  it('leave a table to a person who writes its pipes: behind the last one, Enter is a new line', () => {
    for (const text of ['| a | b |\n|---|---|‸', small('| 1 | 2 |‸'), small('| 1 | 2 | ‸')])
      expect(enterInTable({ state: stateOf(text), dispatch: () => undefined })).toBe(false);
  });

  it('are not about text outside tables', () => {
    const state = stateOf('a | b‸\n\ntext');
    for (const command of [nextCell, previousCell, enterInTable, addColumn, sortByColumn])
      expect(command({ state, dispatch: () => undefined })).toBe(false);
  });
});

describe('the commands for tables', () => {
  it.each<[string, StateCommand, string, string]>([
    ['add a row', addRowBelow, 'x\n\n| a‸ |\n|---|\n| 1 |\n\ny', 'x\n\n| a |\n|---|\n| ‸  |\n| 1 |\n\ny'],
    ['delete a row', deleteRow, small('| 1‸ | 2 |\n| 3 | 4 |'), '| a | b |\n|---|---|‸\n| 3 | 4 |'],
    [
      'add a column',
      addColumn,
      '| a‸ | b |\n|---|---|\n| 1 | 2 |',
      '| a | ‸  | b |\n|---|---|---|\n| 1 |   | 2 |',
    ],
    ['delete the first column', deleteColumn, small('| 1‸ | 2 |'), '| b |\n|---|\n| ‸2 |'],
    ['delete the last column', deleteColumn, small('| 1 | 2‸ |'), '| a |\n|---|\n| 1‸ |'],
    [
      'sort by numbers',
      sortByColumn,
      '| n‸ |\n|---|\n| 10 |\n| 9 |\n| |\n| 1,000 |',
      '| n‸ |\n|---|\n| 9 |\n| 10 |\n| 1,000 |\n| |',
    ],
    [
      'sort the other way the second time',
      sortByColumn,
      '| n‸ |\n|---|\n| 9 |\n| 10 |',
      '| n‸ |\n|---|\n| 10 |\n| 9 |',
    ],
    [
      'sort Chinese by pinyin',
      sortByColumn,
      '| n‸ |\n|---|\n| 茶 |\n| 阿 |',
      '| n‸ |\n|---|\n| 阿 |\n| 茶 |',
    ],
    ['align a column', alignRight, '| a‸ |\n|---|\n| 1 |', '| a‸ |\n|--:|\n| 1 |'],
    [
      'align what is in line, and keep it so',
      alignCenter,
      '| a‸     |\n| ----- |\n| 一二 |\n'.replace('一二 ', '一二  '),
      '|  a‸   |\n| :--: |\n| 一二 |\n',
    ],
    [
      'put a table in line',
      alignTable,
      '|a‸|b|\n|-|:-:|\n|重点|2|',
      '| a‸    | b |\n|------|:-:|\n| 重点 | 2 |',
    ],
  ])('%s', (_, command, before, expected) => expect(after(command, before)).toBe(expected));
});
