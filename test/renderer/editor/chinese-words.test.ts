import { EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseWordAt, chineseWordEdge } from '../../../renderer/editor/chinese-words.ts';

const doc = '每个人都有他的作战策略。Knative 的冷启动\n另一行';
const state = EditorState.create({ doc });
const wordAt = (text: string) => {
  const word = chineseWordAt(state, doc.indexOf(text));
  return word && doc.slice(word.from, word.to);
};

/** Where one comes by from the first `|` on, word by word, to where there is no Chinese word any more. */
function stops(marked: string, forward: boolean): string {
  const at = marked.indexOf('|');
  const text = marked.replace('|', '');
  const here = EditorState.create({ doc: text });
  const found: number[] = [];
  for (let head = chineseWordEdge(here, at, forward); head !== null;) {
    found.push(head);
    head = chineseWordEdge(here, head, forward);
  }
  let shown = text;
  for (const stop of found.sort((a, b) => b - a)) shown = `${shown.slice(0, stop)}|${shown.slice(stop)}`;
  return shown;
}

describe('a word in running Chinese', () => {
  it.each([
    ['作战', '作战'],
    ['策略', '策略'],
    ['另一行', '另一'],
  ])('%s is found where it stands', (text, word) => {
    expect(wordAt(text)).toBe(word);
  });

  it('is not found in another script, in punctuation or at the end of a line', () => {
    expect(wordAt('Knative')).toBeNull();
    expect(wordAt('。')).toBeNull();
    expect(chineseWordAt(state, doc.indexOf('\n'))).toBeNull();
    expect(chineseWordAt(state, doc.length)).toBeNull();
  });

  it('is told from the Latin word and the number that touch it', () => {
    const mixed = EditorState.create({ doc: '用Knative的冷启动3.5秒' });
    const words = Array.from('用K的冷3秒').map((sign) => {
      const word = chineseWordAt(mixed, mixed.doc.toString().indexOf(sign));
      return word && mixed.sliceDoc(word.from, word.to);
    });
    expect(words).toEqual(['用', 'Knative', '的', '冷', '3.5', '秒']);
  });

  it('may be made of characters beyond the first plane', () => {
    const rare = EditorState.create({ doc: '吃𠮷野家的𩸽' });
    for (let at = 0; at < rare.doc.length; at++) {
      const word = chineseWordAt(rare, at);
      expect(word && rare.sliceDoc(word.from, word.to).isWellFormed()).not.toBe(false);
    }
  });
});

describe('going from word to word', () => {
  it('can be done both ways, without getting stuck', () => {
    expect(stops('|每个人都有他的作战策略。', true)).toBe(
      '每个|人|都有|他的|作战|策略|。'.replace('每个|人', stopsOfStart()),
    );
    expect(stops('每个人都有他的作战策略|', false).split('|').length).toBe(
      stops('|每个人都有他的作战策略', true).split('|').length,
    );
  });

  it('passes over the white space before a word, and stops before punctuation and emoji', () => {
    expect(stops('作战|  策略，后', true)).toBe('作战  策略|，后');
    expect(stops('前，作战  |策略', false)).toBe('前，|作战  策略');
    expect(stops('|作战😀策略', true)).toBe('作战|😀策略');
    expect(stops('作战「策略|」', false)).toBe('作战「|策略」');
  });

  it('does not run over the Latin word that touches a Chinese one', () => {
    expect(stops('|用Knative的事', true)).toBe('用|Knative|的|事|');
    expect(stops('用Knative的事|', false)).toBe('|用|Knative|的|事');
  });

  it('leaves other scripts, line ends and empty lines to the editor', () => {
    for (const text of ['|plain words', '|，。', '|', '|\n作战', '|   '])
      expect(stops(text, true), text).toBe(text.replace('|', ''));
    expect(stops('作战\n|', false)).toBe('作战\n');
    expect(stops('作战\n|策略', false)).toBe('作战\n策略');
  });

  it('stops at the edges of the text', () => {
    expect(chineseWordEdge(state, 0, false)).toBeNull();
    expect(chineseWordEdge(state, doc.length, true)).toBeNull();
  });

  it('always goes on, stays in its line, and never stops within a character, in any text', () => {
    const sign = fc.constantFrom(
      ...Array.from('中国人民的ab1 。，「」\n'),
      '𠮷',
      '😀',
      '👨‍👩‍👧',
      'カタ',
      '葛\u{e0100}',
      "don't",
      '  ',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), fc.nat(), fc.boolean(), (signs, seed, forward) => {
        const text = signs.join('');
        const here = EditorState.create({ doc: text });
        const at = Array.from(text)
          .slice(0, seed % (text.length + 1))
          .join('').length;
        const edge = chineseWordEdge(here, at, forward);
        if (edge === null) return;
        expect(forward ? edge > at : edge < at).toBe(true);
        expect(here.doc.lineAt(edge).number).toBe(here.doc.lineAt(at).number);
        expect(text.slice(0, edge).isWellFormed() && text.slice(edge).isWellFormed()).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('costs the same in a line of 5 million characters', () => {
    const long = EditorState.create({ doc: '每个人都有他的作战策略。'.repeat(420_000) });
    const before = process.cpuUsage().user;
    for (let step = 0; step < 200; step++) {
      const at = Math.floor((long.doc.length * (step + 1)) / 202);
      chineseWordEdge(long, at, step % 2 === 0);
    }
    expect((process.cpuUsage().user - before) / 1000 / 200).toBeLessThan(20);
  });
});

/** How the system's dictionary divides the first three characters is not ours to say. */
function stopsOfStart(): string {
  const parts = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment('每个人都有')].map(
    ({ segment }) => segment,
  );
  return parts.slice(0, -1).join('|');
}
