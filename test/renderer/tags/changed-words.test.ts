import { describe, expect, test } from 'vitest';
import { markedLines, type Piece } from '../../../renderer/tags/changed-words.ts';

/** `tags: [[JS], x]` for a line in which `JS` is marked. */
const shown = (lines: Piece[][]) =>
  lines.map((pieces) => pieces.map(({ text, isChanged }) => (isChanged ? `«${text}»` : text)).join(''));
const marked = (before: string[], after: string[]) => {
  const lines = markedLines({ before, after });
  return [shown(lines.before), shown(lines.after)];
};

describe('the words of a change', () => {
  test('are marked where they differ, and nowhere else', () => {
    expect(marked(['tags: [JS, 前端]'], ['tags: [JavaScript, 前端]'])).toEqual([
      ['tags: [«JS», 前端]'],
      ['tags: [«JavaScript», 前端]'],
    ]);
  });

  test('are whole tags, hyphens included', () => {
    expect(marked(['  - cloud-native'], ['  - cloud-computing'])).toEqual([
      ['  - «cloud-native»'],
      ['  - «cloud-computing»'],
    ]);
  });

  test('may be only on one side, also as a whole line', () => {
    expect(marked(['tags: [JS, js]'], ['tags: [js]'])).toEqual([['tags: [«JS, »js]'], ['tags: [js]']]);
    expect(marked(['  - JS', '  - js'], ['  - js'])[1]).toEqual(['  - js']);
    expect(marked([], ['tags:', '  - new'])).toEqual([[], ['«tags:»', '«  - new»']]);
  });

  test('keep every character of both sides', () => {
    const before = ['tags: ["a: b", \'c\']  # 注释 😀'];
    const after = ['tags: ["a: b", d]  # 注释 😀'];
    const lines = markedLines({ before, after });
    const plain = (side: Piece[][]) => side.map((pieces) => pieces.map(({ text }) => text).join(''));
    expect(plain(lines.before)).toEqual(before);
    expect(plain(lines.after)).toEqual(after);
  });

  test('are not compared in a line of a thousand tags', () => {
    const line = `tags: [${Array.from({ length: 1000 }, (_, n) => `t${n}`).join(', ')}]`;
    expect(marked([line], [line.replace('t5,', 'x,')])).toEqual([[line], [line.replace('t5,', 'x,')]]);
  });
});
