import { afterEach, describe, expect, test } from 'vitest';
import type { FetchReason, LinkState } from '../../../notes/api.ts';
import { setLanguage } from '../../../renderer/messages.ts';
import { ago } from '../../../renderer/sources/ago.ts';
import { archivedUrl } from '../../../renderer/sources/article-actions.ts';
import { statesOf } from '../../../renderer/sources/article-states.tsx';
import { failureInWords } from '../../../renderer/sources/failure-words.ts';
import { article, failure } from './make.ts';

const minute = 60_000;
const day = 1440 * minute;

afterEach(() => setLanguage('en'));

describe('how long ago something was', () => {
  test.each([
    [0, 'just now', '刚刚'],
    [59_000, 'just now', '刚刚'],
    [2 * minute, '2 minutes ago', '2分钟前'],
    [5 * 60 * minute, '5 hours ago', '5小时前'],
    [day, 'yesterday', '昨天'],
    [3 * day, '3 days ago', '3天前'],
    [70 * day, '2 months ago', '2个月前'],
    [800 * day, '2 years ago', '2年前'],
    [-5 * day, 'just now', '刚刚'],
  ])('%d ms is %s, %s', (passed, english, chinese) => {
    expect(ago(1e12 - passed, 1e12, 'en')).toBe(english);
    expect(ago(1e12 - passed, 1e12, 'zh-CN')).toBe(chinese);
  });
});

describe('the states at the right of a card', () => {
  const words = (part: Parameters<typeof article>[1]) =>
    statesOf(article('a', part)).map(({ tone, word }) => `${tone}: ${word}`);
  const health = (state: LinkState) => ({ state, status: null, movedTo: null, checked: 0 });
  const kept = { kind: 'kept', path: 'x', fetched: 0 } as const;

  test('are none for a link that works, one not checked, and an article not read', () => {
    expect(words({})).toEqual([]);
    expect(words({ health: health('ok') })).toEqual([]);
    expect(words({ health: health('unknown') })).toEqual([]);
  });

  test('have a word for everything that is the matter', () => {
    const states: LinkState[] = ['moved', 'soft-404', 'gone', 'needs-login', 'refused', 'offline'];
    const all = states.map((state) => words({ health: health(state) }).join());
    expect(all.map((one) => one.split(':')[0])).toEqual(['warn', 'bad', 'bad', 'warn', 'warn', 'quiet']);
    expect(new Set(all).size).toBe(states.length);
  });

  test('are two at most, the more urgent first', () => {
    expect(words({ health: health('gone'), copy: kept, read: 'read' })).toEqual(['bad: Gone', 'ok: Copy']);
    expect(words({ copy: kept, read: 'read' })).toEqual(['ok: Copy', 'quiet: Read']);
    expect(words({ copy: failure('offline') })).toEqual(['warn: Copy failed']);
  });
});

const reasons: Record<FetchReason, true> = {
  'bad-address': true,
  'private-address': true,
  port: true,
  offline: true,
  'name-unknown': true,
  certificate: true,
  redirects: true,
  'too-slow': true,
  'too-large': true,
  status: true,
  'other-kind': true,
  robots: true,
  'needs-browser': true,
  missing: true,
  'needs-login': true,
  'disk-full': true,
  failed: true,
};

describe('why something could not be fetched', () => {
  test.each(Object.keys(reasons) as FetchReason[])('is said in both languages: %s', (reason) => {
    for (const language of ['en', 'zh-CN'] as const) {
      setLanguage(language);
      const { why, advice } = failureInWords(failure(reason, 500), 'http://wiki.home/a');
      expect(why).toMatch(language === 'en' ? /[.?]$/ : /[。]$/);
      expect(`${why} ${advice ?? ''}`).not.toMatch(/[{}]|undefined|null/);
    }
  });

  test('names the address to allow, with its port', () => {
    const advice = (url: string) => failureInWords(failure('private-address'), url).advice;
    expect(advice('http://192.168.1.4:8080/wiki')).toContain('--allow-address 192.168.1.4:8080');
    expect(advice('https://wiki.home/')).toContain('--allow-address wiki.home:443');
    expect(advice('http://[fd00::1]/')).toContain('--allow-address [fd00::1]:80');
  });

  test('says of a page that needs a browser how to get it here all the same', () => {
    expect(failureInWords(failure('needs-browser'), 'https://a.org').advice).toContain('drop the file here');
    expect(failureInWords(failure('status', 403), 'https://a.org').advice).toContain('drop the file here');
  });

  test('tells the answers of a server apart', () => {
    const why = (status: number) => failureInWords(failure('status', status), 'https://a.org/x').why;
    expect(why(404)).toBe('The page is not there any more (status 404).');
    expect(why(401)).toContain('signing in');
    expect(why(429)).toContain('pause');
    expect(why(500)).toBe('a.org answered with an error (status 500).');
  });
});

test('the Internet Archive is asked for the whole address, without its fragment', () => {
  expect(archivedUrl('https://a.org/x?y=1&z=二#part')).toBe(
    'https://web.archive.org/web/https://a.org/x?y=1&z=二',
  );
});
