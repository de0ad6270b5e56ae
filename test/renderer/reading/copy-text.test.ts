import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { copyText, offsetOf } from '../../../renderer/reading/copy-text.ts';

function page(html: string): HTMLElement {
  const { document } = parseHTML(`<!doctype html><html><body><div>${html}</div></body></html>`);
  const root = document.querySelector('div');
  if (root === null) throw new Error('No root.');
  return root;
}

const textOf = (html: string) => copyText(page(html)).text;

describe('the text of an article', () => {
  test('has its blocks on lines of their own and its inline marks without a gap', () => {
    expect(textOf('<h2>A</h2>\n<p>b <strong>c</strong>d</p>\n<p>e</p>')).toBe('A\nb cd\ne\n');
    expect(textOf('<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>')).toBe('a\nb\n');
    expect(textOf('<p>a<br>b</p>')).toBe('a\nb\n');
    expect(textOf('<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>')).toBe('a\nb\n');
    expect(textOf('')).toBe('');
  });

  test('leads every character to its text node, and back', () => {
    const root = page('<p>一二<b>三</b>四</p><p>五</p>');
    const read = copyText(root);
    expect(read.text).toBe('一二三四\n五\n');
    expect(read.nodes.map(({ node, at }) => [node.data, at])).toEqual([
      ['一二', 0],
      ['三', 2],
      ['四', 3],
      ['五', 5],
    ]);
    for (const { node, at } of read.nodes) {
      for (let i = 0; i <= node.length; i++) expect(offsetOf(read, node, i)).toBe(at + i);
    }
  });

  test('knows places between elements by what comes after them', () => {
    const root = page('<p>a</p><p>b</p><p>c</p>');
    const read = copyText(root);
    expect(offsetOf(read, root, 0)).toBe(0);
    expect(offsetOf(read, root, 1)).toBe(2);
    expect(offsetOf(read, root, 3)).toBe(read.text.length);
    const second = root.children[1] ?? root;
    expect(offsetOf(read, second, 0)).toBe(2);
    expect(offsetOf(read, second, 1)).toBe(4);
  });
});
