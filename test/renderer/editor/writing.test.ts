import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { goToFootnote, insertFootnote } from '../../../renderer/editor/footnotes.ts';
import { linking, type LinkWanted } from '../../../renderer/editor/insert-links.ts';
import { slashMenu } from '../../../renderer/editor/slash.ts';
import { dateIn, filled, headerLength, inserting, urlAbove } from '../../../renderer/editor/templates.ts';
import { after, stateOf, writtenState } from './marked-text.ts';

describe('a footnote', () => {
  it.each<[string, string, string]>([
    ['gets the next number and its place at the end', '一‸二\n', '一[^1]二\n\n[^1]: ‸\n'],
    ['follows the others', 'a[^1] b‸\n\n[^1]: x\n', 'a[^1] b[^2]\n\n[^1]: x\n[^2]: ‸\n'],
    ['works at the end of a file without a line end', '一‸', '一[^1]\n\n[^1]: ‸'],
    ['does not count what is code', '`[^7]` a‸', '`[^7]` a[^1]\n\n[^1]: ‸'],
  ])('%s', (_, before, expected) => expect(after(insertFootnote, before)).toBe(expected));

  it('leads to its text and back', () => {
    expect(after(goToFootnote, 'a[^x‸] b\n\n[^x]: text')).toBe('a[^x] b\n\n[^x]: ‸text');
    expect(after(goToFootnote, 'a[^x] b\n\n[^x]: te‸xt')).toBe('a[^x]‸ b\n\n[^x]: text');
  });
});

describe('a link from the picker', () => {
  const put = (written: string, wanted: LinkWanted) => {
    const state = stateOf(written);
    return writtenState(state.update(linking(state, '_posts/a.md', wanted)).state);
  };
  const tea: LinkWanted = { kind: 'note', path: '茶 道/绿#.md', target: '绿#', shown: '绿茶' };

  it('is relative in a note that has no other kind', () => {
    expect(put('‸', tea)).toBe(`[绿茶](../${encodeURI('茶 道')}/${encodeURI('绿')}%23.md)‸`);
  });
  it('is a wiki link where the note writes those', () => {
    expect(put('[[x]] ‸', { ...tea, target: '绿茶' })).toBe('[[x]] [[绿茶]]‸');
    expect(put('[[x]] «这里»', { ...tea, target: '绿茶' })).toBe('[[x]] [[绿茶|这里]]‸');
  });
  it('keeps what is selected', () => {
    expect(put('看«**这篇**»', { kind: 'url', url: 'https://a.b/(c', shown: 't' })).toBe(
      '看[**这篇**](<https://a.b/(c>)‸',
    );
  });
  it('gives a link that is there another address', () => {
    expect(put('[看‸](http://x.y/)', { kind: 'url', url: 'https://a.b/', shown: '' })).toBe(
      '[看](https://a.b/‸)',
    );
  });
});

describe('a template', () => {
  const date = new Date(2026, 0, 5, 9, 7);
  const filling = { title: '茶', date, url: 'https://a.b/' };

  it('has its places filled in, and leaves what means something to others', () => {
    const template =
      '# {{title}} {{ date }} {{date:YYYY/MM/DD HH:mm}}\n{{url}}\n{{cursor}}x {{ site.url }} {% raw %}';
    const { text, cursor } = filled(template, filling);
    expect(text).toBe('# 茶 2026-01-05 2026/01/05 09:07\nhttps://a.b/\nx {{ site.url }} {% raw %}');
    expect(text.slice(cursor)).toBe('x {{ site.url }} {% raw %}');
    expect(dateIn('YYYY-MM', date)).toBe('2026-01');
  });
  it('fills a place once, whatever the title says', () => {
    expect(filled('{{title}}', { ...filling, title: '{{url}}' }).text).toBe('{{url}}');
  });
  it('comes into the text without its header, with the cursor where it says', () => {
    const state = stateOf('a\n‸b');
    const spec = inserting(state, '---\ntags: [x]\n---\n\n## {{title}}\n{{cursor}}\n', filling);
    expect(writtenState(state.update(spec).state)).toBe('a\n## 茶\n‸b');
    expect(headerLength('---\na: 1\n---\n\nb')).toBe(15 - 1);
  });
  it('is about the last article above', () => {
    expect(urlAbove(stateOf('### [a](https://a.b/1)\n\ntext‸\n### [b](https://a.b/2)'))).toBe(
      'https://a.b/1',
    );
  });
});

describe('a slash at the start of a line', () => {
  const offered = (written: string): CompletionResult | null => {
    const state = stateOf(written);
    const { head } = state.selection.main;
    const own = EditorState.create({ doc: state.doc, selection: state.selection, extensions: slashMenu });
    const [source] = own.languageDataAt<(context: CompletionContext) => CompletionResult | null>(
      'autocomplete',
      head,
    );
    return source?.(new CompletionContext(own, head, false)) ?? null;
  };
  const labels = (written: string) => offered(written)?.options.map(({ label }) => label) ?? null;

  it.each(['/‸', '> /‸', '- /‸', '、‸', '一\n／‸'])('offers in %j', (written) => {
    expect(labels(written)).toContain('Heading 2');
  });
  it.each(['a /‸', '/a b‸', '// ‸', '---\na: 1\n/‸\n---\n', '/‸a'])('offers nothing in %j', (written) => {
    expect(labels(written)).toBeNull();
  });
  it('finds by what is typed, in English too', () => {
    expect(labels('/tab‸')?.[0]).toBe('Table');
    expect(labels('/todo‸')?.[0]).toBe('Task');
    expect(labels('/zzz‸')).toBeNull();
  });
});
