import { afterEach, describe, expect, test } from 'vitest';
import type { NotedPlace } from '../../../notes/api.ts';
import { knownOf } from '../../../renderer/capture/known.ts';
import { firstPlace, notedInWords } from '../../../renderer/capture/noted-words.ts';
import { setLanguage } from '../../../renderer/messages.ts';
import { article } from '../articles/make.ts';

const place: NotedPlace = {
  path: 'a.md',
  title: 'serverless资料收集',
  line: 16,
  date: '2020-01-13 00:15:08 +0000',
  heading: '网上文章',
};

afterEach(() => setLanguage('en'));

describe('where an article is noted', () => {
  test.each([
    [place, 1, 'Noted in “serverless资料收集” on 2020-01-13 under 网上文章'],
    [{ ...place, heading: null }, 1, 'Noted in “serverless资料收集” on 2020-01-13'],
    [{ ...place, date: null }, 1, 'Noted in “serverless资料收集” under 网上文章'],
    [{ ...place, date: null, heading: null, title: '' }, 3, 'Noted in “a.md”, and in 2 other notes'],
  ])('%j of %d: %s', (one, total, words) => expect(notedInWords(one, total)).toBe(words));

  test('is said in Chinese too', () => {
    setLanguage('zh-CN');
    expect(notedInWords(place, 2)).toBe(
      '2020-01-13 已记在《serverless资料收集》的“网上文章”下。另有 1 篇笔记。',
    );
  });

  test('is another note than the open one, where there is one', () => {
    const other = { ...place, path: 'b.md' };
    const noted = { normalised: '', total: 2, places: [place, other] };
    expect(firstPlace(noted, 'a.md')).toBe(other);
    expect(firstPlace(noted, undefined)).toBe(place);
    expect(firstPlace({ ...noted, places: [place] }, 'a.md')).toBe(place);
    expect(firstPlace({ ...noted, places: [] }, 'a.md')).toBeUndefined();
  });
});

describe('the title of an article is known', () => {
  const titleOf = async (found: ReturnType<typeof article>) => {
    const noted = { normalised: found.normalised, total: 0, places: [] };
    const asked = { noted: () => Promise.resolve(noted), articles: () => Promise.resolve([found]) };
    return (await knownOf(asked, found.url)).title;
  };
  const card = {
    ...{ kind: 'card' as const, title: 'By its card', site: '', description: '', author: '', published: '' },
    ...{ picture: null, minutes: null, language: '', url: '', fetched: 0 },
  };

  test('by its card, else by the note that has it', async () => {
    expect(await titleOf(article(1, { card }))).toBe('By its card');
    expect(await titleOf(article(1))).toBe('Article 1');
  });

  test('not by its address alone', async () => {
    expect(await titleOf(article(1, { noted: 0, notes: [] }))).toBeNull();
    expect(await titleOf(article(1, { title: 'https://example.org/1' }))).toBeNull();
  });
});
