import { describe, expect, test } from 'vitest';
import type { Arguments } from '../../../notes/api.ts';
import { applyChanges, type TextChange } from '../../../notes/text/header-edit.ts';
import { addArticle, type AddingParts } from '../../../renderer/capture/add-article.ts';

const article = { url: 'https://example.org/a', title: 'A', quote: null };

function desk(text: string | null, openPath: string | null) {
  const did: unknown[] = [];
  const parts: AddingParts = {
    openPath,
    sessions: {
      text: () => text,
      edit: (changes: TextChange[]) => {
        did.push(applyChanges(text ?? '', changes));
        return () => true;
      },
      flush: (path?: string) => {
        did.push(`flush ${path ?? 'all'}`);
        return Promise.resolve(true);
      },
    },
    notebook: {
      addSource(args: Arguments<'addSource'>) {
        did.push(args);
        return Promise.resolve({ kind: 'added', path: args.path ?? 'new.md', line: 5 });
      },
    },
  };
  return { did, parts };
}

describe('an article goes', () => {
  test('into the open note through its editor', async () => {
    const { did, parts } = desk(
      '# One\n\n## 网上文章\n\n### [B](https://example.org/b)\n\nNoted.\n',
      'one.md',
    );
    const result = await addArticle(article, { kind: 'note', path: 'one.md' }, parts);
    expect(result).toEqual({ kind: 'added', path: 'one.md', line: 9 });
    expect(did).toEqual([
      '# One\n\n## 网上文章\n\n### [B](https://example.org/b)\n\nNoted.\n\n### [A](https://example.org/a)\n',
    ]);
  });

  test('not again into an open note that has it: nothing is changed', async () => {
    const { did, parts } = desk('### [B](http://www.example.org/a/?utm_source=x)\n', 'one.md');
    const result = await addArticle(article, { kind: 'note', path: 'one.md' }, parts);
    expect(result).toEqual({ kind: 'known', path: 'one.md', line: 1 });
    expect(did).toEqual([]);
  });

  test('once more into an open note that has it where the person says so', async () => {
    const { did, parts } = desk('### [B](https://example.org/a)\n', 'one.md');
    await addArticle({ ...article, anyway: true }, { kind: 'note', path: 'one.md' }, parts);
    expect(did).toEqual(['### [B](https://example.org/a)\n\n### [A](https://example.org/a)\n']);
  });

  test('into another note on the disk, after what is typed there is saved', async () => {
    const { did, parts } = desk('text', 'one.md');
    const result = await addArticle({ ...article, quote: 'Q' }, { kind: 'note', path: 'two.md' }, parts);
    expect(result.path).toBe('two.md');
    expect(did).toEqual(['flush two.md', { ...article, quote: 'Q', path: 'two.md', noteTitle: null }]);
  });

  test('into a new note, called as the article where nothing else is said', async () => {
    const { did, parts } = desk(null, null);
    await addArticle(article, { kind: 'new', title: 'Mine' }, parts);
    await addArticle(article, { kind: 'new', title: '' }, parts);
    await addArticle({ ...article, title: null }, { kind: 'new', title: '' }, parts);
    expect(did).toMatchObject([{ noteTitle: 'Mine' }, { noteTitle: 'A' }, { noteTitle: null }]);
  });
});
