import { describe, expect, it } from 'vitest';
import { readHeader } from '../../notes/text/front-matter.ts';
import { applyChanges, type HeaderEdit } from '../../notes/text/header-edit.ts';
import { deleteTags, renameTags } from '../../notes/text/tag-rename.ts';
import { tagKeys, tagsIn, tagsOf } from '../../notes/text/tags.ts';

/** A generator with a seed, so that a failure can be seen again (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const plainNames = ['a', 'b', 'old', 'a/x', 'a/x/y', 'old/z', '前端', '前端/React', 'V8', 'C#', 'c-d', 'e_f'];
const awkwardNames = [
  'a: b',
  '2020',
  'yes',
  '- x',
  "it's",
  '"q"',
  'x, y',
  'read later',
  '#h',
  'null',
  '[译]',
  'k:',
];

class Dice {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = random(seed);
  }
  chance(share: number): boolean {
    return this.#next() < share;
  }
  below(count: number): number {
    return Math.floor(this.#next() * count);
  }
  one<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
  name(): string {
    return this.one((this.chance(0.75) ? plainNames : awkwardNames) as [string, ...string[]]);
  }
}

function quoted(name: string, dice: Dice): string {
  if (dice.chance(0.5)) return JSON.stringify(name);
  return `'${name.replaceAll("'", "''")}'`;
}

/** One of the ways to write tags, not always a valid one. */
function tagsField(dice: Dice, key: string): string {
  const names = Array.from({ length: dice.below(5) }, () => dice.name());
  const item = (name: string): string => (dice.chance(0.6) ? name : quoted(name, dice));
  const comment = dice.chance(0.2) ? ' # old' : '';
  switch (dice.below(5)) {
    case 0:
      return `${key}:${comment}\n${names.map((name) => `  - ${item(name)}${comment}\n`).join('')}`;
    case 1:
      return `${key}:\n${names.map((name) => `${dice.one(['-', '-', '-  '])} ${item(name)}\n`).join('')}`;
    case 2:
      return `${key}: [${names.map(item).join(dice.one([',', ', ', ' , ', ',\n  ']))}]${comment}\n`;
    case 3:
      return `${key}: ${names.join(dice.one([' ', ', ', '，', '、']))}${comment}\n`;
    default:
      return `${key}: ${quoted(names.join(dice.one([' ', ', ', '，'])), dice)}\n`;
  }
}

function randomNote(dice: Dice): string {
  const fields = [
    'title: "old: a" # old\n',
    'date: 2020-01-13 00:15:08 +0000\n',
    'categories: [old, a]\n',
    'n: 0123\n',
  ];
  const kept = fields.filter(() => dice.chance(0.5));
  const keys = dice.one<string[]>([
    ['tags'],
    ['tags'],
    ['tag'],
    ['keywords'],
    ['tags', 'tag'],
    ['Tags', 'keywords'],
  ]);
  for (const key of keys) kept.splice(dice.below(kept.length + 1), 0, tagsField(dice, key));
  const text = `${dice.chance(0.1) ? '\ufeff' : ''}---\n${kept.join('')}---\n\n# old #old\n\ntags: [old]\n`;
  return dice.chance(0.2) ? text.replaceAll('\n', '\r\n') : text;
}

const written = (text: string): string[] => {
  const header = readHeader(text);
  return tagKeys(header).flatMap((key) => tagsIn(key, header.fields[key] ?? null));
};
/** What is not a tag: every other field, and the text after the header. */
const rest = (text: string): string => {
  const header = readHeader(text);
  const keys = tagKeys(header);
  return JSON.stringify([
    Object.entries(header.fields).filter(([key]) => !keys.includes(key)),
    text.slice(header.bodyFrom),
  ]);
};
const after = (text: string, edit: HeaderEdit): string | null =>
  edit.kind === 'edited' ? applyChanges(text, edit.changes) : null;
const isAtOrBelow = (tag: string, name: string): boolean => tag === name || tag.startsWith(`${name}/`);
const unique = (tags: string[]): string[] => [...new Set(tags)];

describe('of 800 random headers', () => {
  const notes = Array.from({ length: 800 }, (_, seed) => {
    const dice = new Dice(seed);
    return { seed, dice, text: randomNote(dice) };
  }).filter(({ text }) => readHeader(text).problem === null);

  it('a rename changes the tags as planned and nothing else, or is refused', () => {
    let edited = 0;
    for (const { seed, dice, text } of notes) {
      const [from, to] = [dice.name(), dice.name()];
      if (from === '#h' || to === '#h') continue;
      const edit = renameTags(text, [from], to);
      const result = after(text, edit);
      const tags = tagsOf(readHeader(text));
      if (edit.kind === 'unchanged') {
        expect([seed, tags.filter((tag) => isAtOrBelow(tag, from) && !isAtOrBelow(tag, to))]).toEqual([
          seed,
          [],
        ]);
      }
      if (result === null) continue;
      edited += 1;
      const stays = (tag: string): boolean => isAtOrBelow(tag, to) && to.length > from.length;
      const expected = tags.map((tag) =>
        isAtOrBelow(tag, from) && !stays(tag) ? to + tag.slice(from.length) : tag,
      );
      expect([seed, text, tagsOf(readHeader(result)).toSorted()]).toEqual([
        seed,
        text,
        unique(expected).toSorted(),
      ]);
      expect([seed, rest(result)]).toEqual([seed, rest(text)]);
    }
    expect(edited).toBeGreaterThan(80);
  });

  it('a rename to a new plain name and back gives the same text, where the header wrote the old one as Gleaner does', () => {
    let reversed = 0;
    for (const { seed, text } of notes) {
      // Plain names that stand in the header once: nothing is merged, and no quotes come or go.
      for (const from of ['a', 'old', '前端']) {
        const carried = written(text).filter((tag) => isAtOrBelow(tag, from));
        if (carried.length === 0 || unique(carried).length < carried.length) continue;
        const there = after(text, renameTags(text, [from], 'brand-new'));
        if (there === null) continue;
        const back = after(there, renameTags(there, ['brand-new'], from));
        expect([seed, back]).toEqual([seed, text]);
        reversed += 1;
      }
    }
    expect(reversed).toBeGreaterThan(100);
  });

  it('a deletion leaves no such tag, and every other one', () => {
    let edited = 0;
    for (const { seed, dice, text } of notes) {
      const name = dice.name();
      const result = name === '#h' ? null : after(text, deleteTags(text, [name]));
      if (result === null) continue;
      edited += 1;
      const left = unique(tagsOf(readHeader(text)).filter((tag) => !isAtOrBelow(tag, name)));
      expect([seed, tagsOf(readHeader(result)).toSorted()]).toEqual([seed, left.toSorted()]);
      expect([seed, rest(result)]).toEqual([seed, rest(text)]);
    }
    expect(edited).toBeGreaterThan(80);
  });

  it('few are refused, and those with a line', () => {
    const refused = notes.flatMap(({ text }) => {
      const edit = renameTags(text, ['a', 'old', '前端'], 'brand new');
      return edit.kind === 'refused' ? [edit.problem.line] : [];
    });
    expect(refused.length).toBeLessThan(notes.length / 20);
    expect(refused.every((line) => line > 1)).toBe(true);
  });
});
