import { expect, test } from 'vitest';
import { groupByArticle, type Mention } from '../../notes/sources/group.ts';

const mention = (normalised: string, path: string, title: string): Mention => ({
  ...{ normalised, url: `${normalised}?from=${path}`, site: 'example.com', title, line: 3 },
  ...{ path, noteTitle: `Note ${path}` },
});

test('an article that several notes cite is one source, named by its first mention', () => {
  const mentions = [
    mention('https://example.com/a', 'old.md', '冷启动'),
    mention('https://example.com/b', 'old.md', 'B'),
    mention('https://example.com/a', 'new.md', 'Cold start'),
  ];
  expect(groupByArticle(mentions)).toEqual([
    {
      ...{ url: 'https://example.com/a?from=old.md', normalised: 'https://example.com/a' },
      ...{ site: 'example.com', title: '冷启动' },
      notes: [
        { path: 'old.md', title: 'Note old.md', line: 3 },
        { path: 'new.md', title: 'Note new.md', line: 3 },
      ],
    },
    {
      ...{ url: 'https://example.com/b?from=old.md', normalised: 'https://example.com/b' },
      ...{ site: 'example.com', title: 'B', notes: [{ path: 'old.md', title: 'Note old.md', line: 3 }] },
    },
  ]);
});

test('nothing cited is no source', () => {
  expect(groupByArticle([])).toEqual([]);
});
