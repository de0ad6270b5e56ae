import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NotesError } from '../../notes/api.ts';
import { templatesIn, templateText } from '../../notes/files/templates.ts';
import { makeFolder, writeIn } from '../contract-make.ts';

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof NotesError ? error.code : String(error);
  }
}

describe('the templates of a notebook', () => {
  test('are the Markdown files of their folder, with line ends of one kind', () => {
    const root = makeFolder({
      '.gleaner/templates/读书.md': '# {{title}}\r\n{{cursor}}',
      '.gleaner/templates/Article.markdown': 'a',
      '.gleaner/templates/.hidden.md': 'x',
      '.gleaner/templates/picture.png': 'x',
      '.gleaner/templates/inner/deep.md': 'x',
    });
    expect(
      templatesIn(root)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Article', '读书']);
    expect(templateText(root, '读书')).toBe('# {{title}}\n{{cursor}}');
    expect(templateText(root, 'Article')).toBe('a');
  });

  test('are none where there is no folder', () => {
    const root = makeFolder({ 'a.md': 'x' });
    expect(templatesIn(root)).toEqual([]);
    expect(codeOf(() => templateText(root, 'a'))).toBe('not-found');
  });

  test.each(['../../secret', '../secret', '/etc/passwd', 'inner/deep', '..', '.hidden', 'a\0b'])(
    'are not reached by the path %j',
    (name) => {
      const root = makeFolder({
        'secret.md': 'x',
        '.gleaner/secret.md': 'x',
        '.gleaner/templates/inner/deep.md': 'x',
        '.gleaner/templates/.hidden.md': 'x',
      });
      expect(codeOf(() => templateText(root, name))).toBe('not-found');
    },
  );

  test('are not reached through links', () => {
    const outside = makeFolder({ 'secret.md': 'x' });
    const root = makeFolder({ '.gleaner/templates/a.md': 'a' });
    symlinkSync(join(outside, 'secret.md'), join(root, '.gleaner/templates/b.md'));
    expect(templatesIn(root)).toEqual([{ name: 'a' }]);
    expect(codeOf(() => templateText(root, 'b'))).toBe('not-found');
    rmSync(join(root, '.gleaner/templates'), { recursive: true });
    symlinkSync(outside, join(root, '.gleaner/templates'));
    expect(templatesIn(root)).toEqual([]);
    expect(codeOf(() => templateText(root, 'secret'))).toBe('not-found');
    rmSync(join(root, '.gleaner'), { recursive: true });
    mkdirSync(join(outside, 'templates'));
    writeIn(outside, 'templates/c.md', 'x');
    symlinkSync(outside, join(root, '.gleaner'));
    expect(templatesIn(root)).toEqual([]);
  });

  test('that are too large or no text are refused', () => {
    const root = makeFolder({
      '.gleaner/templates/large.md': 'x'.repeat(1024 * 1024 + 1),
      '.gleaner/templates/binary.md': Buffer.from([0, 1, 2, 0, 255]),
    });
    expect(codeOf(() => templateText(root, 'large'))).toBe('too-large');
    expect(codeOf(() => templateText(root, 'binary'))).toBe('denied');
  });
});
