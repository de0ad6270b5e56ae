/** Moves a section, its heading with all that is below it, to another place of its note or to another note: splices that lose nothing. */
import { applyChanges, type TextChange } from './header-edit.ts';
import type { Block } from './markdown.ts';
import { isHeading, type Outline, outlineOf, sectionEnd } from './note-outline.ts';

/** A section by its places in the note's text: UTF-16 offsets; `gap`: where the blank lines at its end begin. */
export interface Section {
  from: number;
  gap: number;
  to: number;
  level: number;
  text: string;
}

/** The sections of a note's top level text, in order; each ends before the next heading of its level or a higher one. */
export function sectionsOf(text: string): (Section & { line: number })[] {
  return sectionsIn(outlineOf(text));
}

function sectionsIn(outline: Outline): (Section & { line: number })[] {
  return outline.blocks.flatMap((block, index) => {
    if (!isHeading(block)) return [];
    const end = sectionEnd(outline, index);
    let last = end;
    while (last > block.from + 1 && outline.lines[last - 1]?.trim() === '') last--;
    const at = (line: number): number => outline.starts[line] ?? outline.text.length;
    const { level, text } = block;
    return [
      { from: at(block.from), gap: at(last), to: at(end), level, text, line: outline.bodyLine + block.from },
    ];
  });
}

/**
 * Moves the section whose heading is at line `line` (1-based) before the one at line `before`; `null`: to the end of
 * the note. Empty: it is there already. `null`: it can't be moved there without changing what other lines mean.
 */
export function moveSection(text: string, line: number, before: number | null): TextChange[] | null {
  const sections = sectionsOf(text);
  const moved = sections.find((one) => one.line === line);
  const target = before === null ? text.length : sections.find((one) => one.line === before)?.from;
  if (moved === undefined || target === undefined) return null;
  if (target >= moved.from && target <= moved.to) return [];
  const changes = target > moved.to ? down(text, moved, target) : up(text, moved, target);
  return isSafe(text, applyChanges(text, changes), moved) ? changes : null;
}

function down(text: string, { from, gap, to }: Section, target: number): TextChange[] {
  const core = text.slice(from, gap);
  if (target < text.length) return [cut(from, to), put(target, text.slice(from, to))];
  // The end of the note stays as it is, and what stood between the sections stands between them again.
  const insert = `\n${text.slice(gap, to)}${core.trimEnd()}`;
  return [cut(from, to), put(endOfText(text), insert)];
}

function up(text: string, { from, gap, to }: Section, target: number): TextChange[] {
  if (to < text.length) return [put(target, text.slice(from, to)), cut(from, to)];
  // It was the last one: the blank lines before it go with it, and the note ends as before.
  const core = text.slice(from, Math.min(gap, endOfText(text)));
  let start = from;
  while (start > target && /\s/.test(text[start - 1] ?? '')) start--;
  const between = text.slice(start, from);
  return [put(target, core + (between === '' ? '\n\n' : between)), cut(start, from + core.length)];
}

/** Where what is written ends. */
function endOfText(text: string): number {
  return text.trimEnd().length;
}

const cut = (from: number, to: number): TextChange => ({ from, to, insert: '' });
const put = (at: number, insert: string): TextChange => ({ from: at, to: at, insert });

/** The same headings, the same written lines, and the section is whole. */
function isSafe(before: string, after: string, moved: Section): boolean {
  const [old, now] = [outlineOf(before), outlineOf(after)];
  const kinds = ({ blocks }: Outline): string =>
    JSON.stringify(blocks.map(({ kind, level, text }) => [kind, level, text]).sort());
  const written = (text: string): string =>
    JSON.stringify(
      text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .sort(),
    );
  const own = before.slice(moved.from, moved.gap).trimEnd();
  return (
    kinds(old) === kinds(now) &&
    written(before) === written(after) &&
    sectionsIn(now).some(({ from, gap }) => after.slice(from, gap).trimEnd() === own)
  );
}

/** The line before which a section goes that is moved one place up or down among those of its level; `undefined`: it can't. */
export function placeBeside(text: string, line: number, way: 'up' | 'down'): number | null | undefined {
  const sections = sectionsOf(text);
  const index = sections.findIndex((one) => one.line === line);
  const moved = sections[index];
  if (moved === undefined) return undefined;
  if (way === 'up') {
    for (let at = index - 1; at >= 0; at--) {
      const one = sections[at];
      if (one === undefined || one.level < moved.level) return undefined;
      if (one.level === moved.level) return one.line;
    }
    return undefined;
  }
  const next = sections.find((one) => one.from === moved.to);
  if (next?.level !== moved.level) return undefined;
  return sections.find((one) => one.from >= next.to)?.line ?? null;
}

/** Takes the section at `line` out of its note. `null`: there is none, or what is left would be another text. */
export function takeSection(text: string, line: number): { section: string; changes: TextChange[] } | null {
  const moved = sectionsOf(text).find((one) => one.line === line);
  if (moved === undefined) return null;
  const { from, gap, to } = moved;
  const section = text.slice(from, gap).trimEnd();
  let start = from;
  const isLast = to >= text.length;
  const end = isLast ? endOfText(text) : to;
  if (isLast) start = endOfText(text.slice(0, from));
  const changes = [cut(start, Math.max(end, from))];
  const left = kindsOf(outlineOf(applyChanges(text, changes)).blocks);
  const gone = kindsOf(outlineOf(section).blocks);
  const all = kindsOf(outlineOf(text).blocks);
  return [...left, ...gone].sort().join('\n') === all.sort().join('\n') ? { section, changes } : null;
}

function kindsOf(blocks: readonly Block[]): string[] {
  return blocks.map(({ kind, level, text }) => JSON.stringify([kind, level, text]));
}

/** Puts a section at the end of a note. `null`: it would not be whole there, in an open fence for one. */
export function appendSection(text: string, section: string): TextChange | null {
  const end = endOfText(text);
  const rest = text.slice(end);
  const change = {
    from: end,
    to: end,
    insert: `${end === 0 ? '' : '\n\n'}${section}${rest === '' ? '\n' : ''}`,
  };
  const after = applyChanges(text, [change]);
  const added = kindsOf(outlineOf(section).blocks);
  const all = [...kindsOf(outlineOf(text).blocks), ...added];
  return kindsOf(outlineOf(after).blocks).join('\n') === all.join('\n') ? change : null;
}
