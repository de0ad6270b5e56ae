import { describe, expect, test } from 'vitest';
import { bookmarkletFor, readAddFragment, readAddLink } from '../../notes/text/add-link.ts';

const e = encodeURIComponent;

describe('a gleaner://add link', () => {
  test.each([
    ['gleaner://add?url=https://example.org/a', { url: 'https://example.org/a', title: null, quote: null }],
    [
      'gleaner://add/?url=https%3A%2F%2Fexample.org%2Fa',
      { url: 'https://example.org/a', title: null, quote: null },
    ],
    ['GLEANER://ADD?url=http://example.org', { url: 'http://example.org', title: null, quote: null }],
    [
      `gleaner://add?url=${e('https://example.org/深入?q=1&r=2#x')}&title=${e('深入 V8')}&quote=${e('第一行\n第二行')}`,
      { url: 'https://example.org/深入?q=1&r=2#x', title: '深入 V8', quote: '第一行\n第二行' },
    ],
    [
      'gleaner://add?title=T&url=https://example.org/b#c',
      { url: 'https://example.org/b#c', title: 'T', quote: null },
    ],
    // The first of a name counts.
    ['gleaner://add?url=https://a.org&url=https://b.org', { url: 'https://a.org', title: null, quote: null }],
  ])('%s is read', (link, request) => {
    expect(readAddLink(link)).toEqual(request);
  });

  test.each([
    'gleaner://add',
    'gleaner://add?',
    'gleaner://add?url=',
    'gleaner://add?url=javascript:alert(1)',
    'gleaner://add?url=file:///etc/passwd',
    'gleaner://add?url=data:text/html,x',
    'gleaner://add?url=gleaner://add?url=https://example.org',
    'gleaner://add?url=//example.org/a',
    'gleaner://add?url=example.org',
    `gleaner://add?url=${e('https://example.org/a b')}`,
    `gleaner://add?url=${e('https://example.org/\u202ea')}`,
    `gleaner://add?url=${e('https://example.org/\0')}`,
    `gleaner://add?url=https://example.org/${'a'.repeat(5000)}`,
    `gleaner://add?url=https://example.org/&quote=${'a'.repeat(300_000)}`,
    'gleaner://app/?url=https://example.org',
    'gleaner://new?url=https://example.org&path=../../x&overwrite=1',
    'gleaner://add.evil.org/?url=https://example.org',
    'gleaner://add@evil?url=https://example.org',
    'gleaner://add/../new?url=https://example.org',
    'xgleaner://add?url=https://example.org',
    '--gleaner://add?url=https://example.org',
    'https://example.org/',
    '',
  ])('%s is not', (link) => {
    expect(readAddLink(link)).toBeNull();
  });

  test('says nothing but an address, a title and a quote, whatever else stands in it', () => {
    const link = 'gleaner://add?url=https://a.org&path=../../x.md&overwrite=1&confirm=no&__proto__=x';
    expect(readAddLink(link)).toEqual({ url: 'https://a.org', title: null, quote: null });
  });

  test('its title is one line without what can’t be seen, and neither is longer than it may be', () => {
    const title = `a\u202eb\0c\n\td\u200b${'e'.repeat(1000)}`;
    const quote = `one\r\n\r\n\r\n\r\ntwo\u2066\u0007 ${'x'.repeat(30_000)}`;
    const read = readAddLink(`gleaner://add?url=https://a.org&title=${e(title)}&quote=${e(quote)}`);
    expect(read?.title).toBe(`abc d${'e'.repeat(495)}`);
    expect(read?.quote?.startsWith('one\n\ntwo x')).toBe(true);
    expect(read?.quote).toHaveLength(20_000);
  });

  test('a character that the cut went through is left out', () => {
    const read = readAddLink(`gleaner://add?url=https://a.org&title=${e('a'.repeat(499) + '𠮷')}`);
    expect(read?.title).toBe('a'.repeat(499));
  });
});

describe('the fragment of the page', () => {
  test('asks for the same', () => {
    expect(readAddFragment('#add?url=https%3A%2F%2Fa.org&title=T')).toEqual({
      url: 'https://a.org',
      title: 'T',
      quote: null,
    });
  });

  test.each([
    '',
    '#',
    '#token=x',
    '#add',
    '#add?url=javascript:1',
    '#x&add?url=https://a.org',
    '#added?url=https://a.org',
  ])('%s does not', (fragment) => expect(readAddFragment(fragment)).toBeNull());
});

describe('the bookmarklet', () => {
  const press = (bookmarklet: string, page: { href: string; title: string; selected: string }) => {
    const went: string[] = [];
    const location = {
      get href() {
        return page.href;
      },
      set href(to: string) {
        went.push(to);
      },
    };
    const code = bookmarklet.replace(/^javascript:/, '');
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what a browser does with it is what is tested
    const run = new Function('location', 'document', 'getSelection', 'open', code) as (
      ...given: unknown[]
    ) => void;
    run(
      location,
      { title: page.title },
      () => page.selected,
      (to: string) => went.push(to),
    );
    return went;
  };
  const page = {
    href: 'https://example.org/a?x=1&y=2#z',
    title: '标题 & "more"',
    selected: ' 选中的\n文字 ',
  };
  const request = { url: page.href, title: page.title, quote: '选中的\n文字' };

  test('sends a page and its selection to the window', () => {
    expect(press(bookmarkletFor('gleaner://add'), page).map(readAddLink)).toEqual([request]);
  });

  test('sends them to the page of a browser, in the fragment, which no server sees', () => {
    const [address = ''] = press(bookmarkletFor('http://127.0.0.1:4123'), page);
    expect(address.startsWith('http://127.0.0.1:4123/#add?')).toBe(true);
    expect(readAddFragment(new URL(address).hash)).toEqual(request);
  });
});
