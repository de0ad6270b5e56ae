import { describe, expect, test } from 'vitest';
import { phraseOf, Starts, tokensOf } from '../../../notes/find/words/tokens.ts';

const sign = (character: string) => String.fromCharCode(0xe000 + character.charCodeAt(0));
const space = sign(' ');
const more = '\ue0ff';
const escape = '\ue0fe';
const tokens = (text: string) => tokensOf(text).trimStart().split(' ');

describe('the tokens of a text', () => {
  test.each([
    [
      'words, and Chinese character by character',
      'some words 冷启动',
      ['some', 'words', space, '冷', '启', '动'],
    ],
    ['a sign each, with the spaces around it', 'a - b_c', ['a', space, sign('-'), space, 'b_c']],
    ['spaces between two words only as their being two', 'a \n b', ['a', 'b']],
    ['no space at the beginning and at the end', '  茶  ', ['茶']],
    ['a character outside the first plane whole', '𠀀a😀', ['𠀀', 'a', '😀']],
    [
      'a private character not as one of the index',
      '\ue020\ue0ff\ue100',
      [`${escape}\ue020`, `${escape}\ue0ff`, '\ue100'],
    ],
  ])('are %s', (_, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  test('of a long word are parts of 64 units, and none is cut in the middle of a character', () => {
    const word = 'a'.repeat(64);
    expect(tokens(word)).toEqual([word]);
    expect(tokens(`${word}b`)).toEqual([word, `${more}b`]);
    // A letter of two units stands across the cut.
    expect(tokens(`${'a'.repeat(63)}𐐨b`)).toEqual(['a'.repeat(63), `${more}𐐨b`]);
    expect(tokens('x'.repeat(200)).map(({ length }) => length)).toEqual([64, 65, 65, 9]);
  });
});

describe('a word of a filter', () => {
  test.each([
    ['script', '"script" *', null],
    ['sc', '"sc" *', 'sc'],
    ['s', '"s" *', 's'],
    ['启动', '"启 动"', null],
    ['动a', '"动 a" *', null],
    ['"a"', `"${sign('"')} a ${sign('"')}"`, null],
  ])('%s is a phrase of tokens', (word, phrase, start) => {
    expect(phraseOf(word)).toEqual({ phrase, start });
  });
});

test('words begin with one and with two units, and never with half a character', () => {
  const starts = new Starts();
  tokensOf('script scan a 启动 𐐨b', starts);
  expect(starts.text().trimStart().split(' ').toSorted()).toEqual(['a', 's', 'sc', '𐐨'].toSorted());
});
