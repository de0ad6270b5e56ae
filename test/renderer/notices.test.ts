import { afterEach, expect, test } from 'vitest';
import { NotesError } from '../../notes/api.ts';
import { setLanguage } from '../../renderer/messages.ts';
import { reasonFor } from '../../renderer/notices.ts';

afterEach(() => setLanguage('en'));

test('a file that was edited badly is named with its line, in the person’s language', () => {
  const broken = (file: string | null) => new NotesError('broken', 'In English.', 3, file);
  const copy = '.gleaner/copies/a.md';
  expect(reasonFor(broken('.gleaner/reading.json'))).toBe(
    '.gleaner/reading.json can’t be read: look at its line 3. It was left as it is.',
  );
  expect(reasonFor(broken(copy))).toContain(copy);
  expect(reasonFor(broken(null))).toContain('line 3');
  setLanguage('zh-CN');
  expect(reasonFor(broken('.gleaner/reading.json'))).toBe(
    '无法读取 .gleaner/reading.json，请检查第 3 行。文件没有改动。',
  );
  expect(reasonFor(broken(null))).not.toContain('{file}');
});
