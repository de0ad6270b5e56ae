import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { chineseWordAt, chineseWordEdge } from '../../../renderer/editor/chinese-words.ts';

const doc = '每个人都有他的作战策略。Knative 的冷启动\n另一行';
const state = EditorState.create({ doc });
const wordAt = (text: string) => {
  const word = chineseWordAt(state, doc.indexOf(text));
  return word && doc.slice(word.from, word.to);
};

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
  });

  it('can be gone over word by word, both ways, without getting stuck', () => {
    const end = doc.indexOf('。');
    const stops: number[] = [];
    for (let at: number | null = 0; at !== null && at < end;) {
      at = chineseWordEdge(state, at, true);
      if (at !== null) stops.push(at);
    }
    expect(stops.at(-1)).toBe(end);
    expect(stops.length).toBeGreaterThan(3);
    const back: number[] = [];
    for (let at: number | null = end; at !== null && at > 0;) {
      at = chineseWordEdge(state, at, false);
      if (at !== null) back.push(at);
    }
    expect(back.at(-1)).toBe(0);
    expect(back.length).toBe(stops.length);
  });

  it('stops at the edges of the text', () => {
    expect(chineseWordEdge(state, 0, false)).toBeNull();
    expect(chineseWordEdge(state, doc.length, true)).toBeNull();
  });
});
