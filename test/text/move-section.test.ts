import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyChanges } from '../../notes/text/header-edit.ts';
import {
  appendSection,
  moveSection,
  placeBeside,
  sectionsOf,
  takeSection,
} from '../../notes/text/move-section.ts';

const note = '---\ntitle: T\n---\n\nintro\n\n## A\n\na\n\n### A1\n\na1\n\n## B\n\nb\n\n## C\n\nc\n';

function moved(text: string, heading: string, before: string | null): string | null {
  const line = (name: string) => sectionsOf(text).find((one) => one.text === name)?.line ?? -1;
  const changes = moveSection(text, line(heading), before === null ? null : line(before));
  return changes && applyChanges(text, changes);
}

describe('A section that is moved', () => {
  test('takes what is below its heading along', () => {
    expect(moved(note, 'A', 'C')).toBe(
      '---\ntitle: T\n---\n\nintro\n\n## B\n\nb\n\n## A\n\na\n\n### A1\n\na1\n\n## C\n\nc\n',
    );
  });
  test('to the end leaves the end of the note as it was', () => {
    expect(moved(note, 'B', null)).toBe(
      '---\ntitle: T\n---\n\nintro\n\n## A\n\na\n\n### A1\n\na1\n\n## C\n\nc\n\n## B\n\nb\n',
    );
    expect(moved('## A\na\n## B\nb', 'A', null)).toBe('## B\nb\n## A\na');
  });
  test('from the end leaves the end of the note as it was', () => {
    expect(moved(note, 'C', 'A')).toBe(
      '---\ntitle: T\n---\n\nintro\n\n## C\n\nc\n\n## A\n\na\n\n### A1\n\na1\n\n## B\n\nb\n',
    );
  });
  test('stays where it is when it is dropped on itself', () => {
    expect(moved(note, 'A', 'A1')).toBe(note);
    expect(moved(note, 'A', 'B')).toBe(note);
  });
  test('is not moved where an open fence would swallow what follows', () => {
    expect(moved('## A\n\na\n\n## B\n\n```\nopen\n', 'B', 'A')).toBeNull();
  });
  test('goes one place up or down among those of its level', () => {
    const [a, a1, b, c] = sectionsOf(note).map(({ line }) => line);
    expect(placeBeside(note, b ?? 0, 'up')).toBe(a);
    expect(placeBeside(note, a ?? 0, 'down')).toBe(c);
    expect(placeBeside(note, b ?? 0, 'down')).toBeNull();
    expect(placeBeside(note, a1 ?? 0, 'up')).toBeUndefined();
    expect(placeBeside(note, c ?? 0, 'down')).toBeUndefined();
  });
  test('loses and adds no line, whatever the note', () => {
    const line = fc.constantFrom(
      '# a',
      '## b',
      '### c',
      'text',
      '',
      '',
      '- item',
      '```',
      '> quote',
      '    code',
      'Setext\n===',
      '<div>',
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 25 }),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (lines, n, m, isEnd) => {
          const text = lines.join('\n');
          const sections = sectionsOf(text);
          const one = sections[n % Math.max(1, sections.length)];
          const other = sections[m % Math.max(1, sections.length)];
          if (one === undefined || other === undefined) return;
          const changes = moveSection(text, one.line, isEnd ? null : other.line);
          if (changes === null) return;
          const after = applyChanges(text, changes);
          const written = (whole: string) =>
            whole
              .split('\n')
              .filter((each) => each.trim() !== '')
              .sort();
          expect(written(after)).toEqual(written(text));
          expect(
            sectionsOf(after)
              .map((each) => each.text)
              .sort(),
          ).toEqual(sections.map((each) => each.text).sort());
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('A section that goes to another note', () => {
  test('is taken out with its blank lines, and put at the end', () => {
    const [a, , b, c] = sectionsOf(note);
    expect(takeSection(note, b?.line ?? 0)?.section).toBe('## B\n\nb');
    const left = takeSection(note, c?.line ?? 0);
    expect(applyChanges(note, left?.changes ?? [])).toBe(note.replace('\n\n## C\n\nc\n', '\n'));
    expect(applyChanges(note, takeSection(note, a?.line ?? 0)?.changes ?? [])).toBe(
      '---\ntitle: T\n---\n\nintro\n\n## B\n\nb\n\n## C\n\nc\n',
    );
    const there = '# X\n\nx\n';
    const change = appendSection(there, '## B\n\nb');
    expect(change && applyChanges(there, [change])).toBe('# X\n\nx\n\n## B\n\nb\n');
    expect(appendSection('```\nopen\n', '## B')).toBeNull();
  });
});
