import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { linkAt, linkAtCursor } from '../../../renderer/editor/links.ts';
import { noteExtensions } from '../../../renderer/editor/setup.ts';

function noteState(text: string): EditorState {
  const extensions = noteExtensions({
    text,
    openLink: () => undefined,
    save: () => undefined,
  });
  return EditorState.create({ doc: text, extensions });
}

/** What opens where `|` stands in the text; `null`: nothing. */
function opened(written: string): string | null {
  const at = written.indexOf('|');
  return linkAt(noteState(written.replace('|', '')), at)?.url ?? null;
}

describe('the link at a place in the text', () => {
  it.each([
    ['in its text', '看 [文|章](https://example.com/a) 吧', 'https://example.com/a'],
    ['in its address', '看 [文章](https://exam|ple.com/a) 吧', 'https://example.com/a'],
    ['at its end', '看 [文章](https://example.com/a)|', 'https://example.com/a'],
    ['bare, up to the Chinese after it', '见 https://example.com/|a。后面', 'https://example.com/a'],
    ['between angle brackets', '见 <https://example.com/|a> 后面', 'https://example.com/a'],
    ['in an address between angle brackets', '[a|](<https://example.com/a b>)', 'https://example.com/a b'],
    ['by reference', '看 [文|章][1]\n\n[1]: https://example.com/a "题"\n', 'https://example.com/a'],
    [
      'by reference, the definition above and in other letter case',
      '[A  b]: https://example.com/a\n\n[文|章][a B]',
      'https://example.com/a',
    ],
    ['by an empty reference', '[文|章][]\n\n[文章]: <https://example.com/a>', 'https://example.com/a'],
    ['by its text alone', '[文|章]\n\n> [文章]: https://example.com/a', 'https://example.com/a'],
    [
      'of two definitions, the first',
      '[a|]\n\n[a]: http://one.example\n[a]: http://two.example',
      'http://one.example',
    ],
    [
      'around a picture',
      '[![图|片](https://example.com/a.png)](https://example.com/a)',
      'https://example.com/a',
    ],
    [
      "around a picture, with the cursor in the picture's address",
      '[![图片](https://example.com/|a.png)](https://example.com/a)',
      'https://example.com/a',
    ],
    [
      "in a picture's text",
      '![见 [文|章](https://example.com/a)](https://example.com/a.png)',
      'https://example.com/a',
    ],
    ['in the header', '---\nsource: https://example.com/|a\n---\n正文', 'https://example.com/a'],
  ])('is found %s', (_, written, url) => {
    expect(opened(written)).toBe(url);
  });

  it.each([
    ['a picture', '![图|片](https://example.com/a.png)'],
    ['a reference that nothing defines', '[文|章][1]'],
    ['a task', '- [|x] done\n\n[y]: https://example.com/a'],
    ['a script', '[文|章](javascript:alert(1))'],
    ['a script by reference', '[文|章][1]\n\n[1]: javascript:alert(1)'],
    ['a file', '[文|章](file:///etc/passwd)'],
    ['a script between angle brackets', '<javascript:|alert(1)>'],
    ['text in a code block', '```\nhttps://example.com/|a\n```'],
  ])('is not %s', (_, written) => {
    expect(opened(written)).toBeNull();
  });
});

describe('the link that the key opens', () => {
  it.each([
    ['under the cursor first', '[a](http://a.example) [b|](http://b.example)', 'http://b.example'],
    ['else the only one of the line', '看 [文章](http://a.example) 吧|', 'http://a.example'],
    ['of a heading', '正文\n### |[文章](http://a.example)（译）\n正文', 'http://a.example'],
    [
      'of a heading, from its end',
      '### [文章](http://a.example)（译）|\n[b](http://b.example)',
      'http://a.example',
    ],
    ['of a line in a list', '- [a](http://a.example)\n- 见 http://b.example 吧|', 'http://b.example'],
    ['twice the same', '[a](http://a.example) | [b](http://a.example)', 'http://a.example'],
    ['and none of several', '[a](http://a.example) | [b](http://b.example)', null],
    ["and none of the line's neighbours", '[a](http://a.example)\n|正文\n[b](http://b.example)', null],
    ['and none of the section', '### [a](http://a.example)\n\n正文|', null],
  ])('is the one %s', (_, written, url) => {
    const at = written.indexOf('|');
    const { state } = noteState(written.replace('|', '')).update({ selection: { anchor: at } });
    expect(linkAtCursor(state)?.url ?? null).toBe(url);
  });
});

describe('a link far down a note so long that nobody has parsed it to there', () => {
  it.each([
    ['coloured', 900_000],
    ['shown plain', 1_100_000],
  ])('is found in its text and its address when the note is %s', (_, length) => {
    const filler = '看了 *文章* 就忘，在这儿把 [文章](https://example.com/x) 收集起来。\n\n';
    const start = filler.repeat(Math.ceil(length / filler.length));
    const tail = '### [文章](https://example.com/a)';
    const state = noteState(start + tail);
    for (const at of [6, 20, tail.length]) {
      expect(linkAt(state, start.length + at)?.url).toBe('https://example.com/a');
    }
  });
});
