import { describe, expect, it } from 'vitest';
import { twinsOf } from '../../notes/text/tag-twins.ts';

const tags = (...names: [name: string, count: number][]) =>
  names.map(([name, count]) => ({ kind: 'tag' as const, name, count }));
const categories = (...names: [name: string, count: number][]) =>
  names.map(([name, count]) => ({ kind: 'category' as const, name, count }));
/** `names → suggested (reason)` of every group. */
const told = (names: Parameters<typeof twinsOf>[0]): string[] =>
  twinsOf(names).map(
    ({ names, reason, suggested }) => `${names.map(({ name }) => name).join(' ')} → ${suggested} (${reason})`,
  );

describe('tags that seem to be the same one', () => {
  it.each([
    ['letter case', tags(['js', 1], ['JS', 5]), 'JS js → JS (case)'],
    ['full width', tags(['ＪＳ', 2], ['JS', 1]), 'ＪＳ JS → ＪＳ (width)'],
    ['half width', tags(['ｶﾅ', 1], ['カナ', 1]), 'カナ ｶﾅ → カナ (width)'],
    [
      'a hyphen',
      tags(['cloud native', 1], ['cloud-native', 3]),
      'cloud-native cloud native → cloud-native (separators)',
    ],
    [
      'an underscore',
      tags(['cold_start', 1], ['coldstart', 3]),
      'coldstart cold_start → coldstart (separators)',
    ],
    ['another name', tags(['JavaScript', 4], ['js', 2], ['JS', 1]), 'JavaScript js JS → JavaScript (alias)'],
    ['a numeronym', tags(['k8s', 9], ['Kubernetes', 2]), 'k8s Kubernetes → k8s (alias)'],
    ['another language', tags(['云原生', 3], ['cloud-native', 2]), '云原生 cloud-native → 云原生 (alias)'],
    ['what is below a parent', tags(['a/Go', 2], ['a/golang', 1]), 'a/Go a/golang → a/Go (alias)'],
  ])('are found by %s', (_, names, expected) => {
    expect(told(names)).toEqual([expected]);
  });

  it('are suggested by use, then as their makers write them, then the shorter', () => {
    expect(told(tags(['javascript', 2], ['JavaScript', 2]))).toEqual([
      'JavaScript javascript → JavaScript (case)',
    ]);
    expect(told(tags(['cold-start', 2], ['coldstart', 2]))).toEqual([
      'coldstart cold-start → coldstart (separators)',
    ]);
    expect(told(tags(['pwa', 2], ['PWA', 2]))).toEqual(['PWA pwa → PWA (case)']);
  });

  it('are told once: parents that are twins bring what is below them', () => {
    expect(told(tags(['JS', 3], ['js', 2], ['JS/x', 3], ['js/x', 2]))).toEqual(['JS js → JS (case)']);
  });

  it('are also a tag here and a category there, under one name', () => {
    expect(told([...tags(['前端', 2], ['后端', 1]), ...categories(['前端', 5], ['C', 1])])).toEqual([
      '前端 前端 → 前端 (category)',
    ]);
    expect(twinsOf([...tags(['前端', 2]), ...categories(['前端', 5])])[0]?.names).toEqual([
      { name: '前端', count: 5, kind: 'category' },
      { name: '前端', count: 2, kind: 'tag' },
    ]);
  });

  it('come with the most used first', () => {
    expect(told(tags(['a', 1], ['A', 1], ['b', 8], ['B', 1]))).toEqual(['b B → b (case)', 'A a → A (case)']);
  });

  it.each([
    ['signs that mean something', tags(['C', 1], ['C++', 1], ['C#', 1])],
    ['other letters', tags(['react', 1], ['redux', 1])],
    ['a parent and its child', tags(['a', 1], ['a/b', 1], ['b', 1])],
    ['names of nothing but hyphens', tags(['-', 1], ['--', 1])],
    ['categories among themselves', categories(['a', 1], ['A', 1])],
    ['nothing', tags()],
  ])('are not %s', (_, names) => {
    expect(told(names)).toEqual([]);
  });

  it('are found among 50,000 tags, each pair and no other', () => {
    const names = Array.from({ length: 25_000 }, (_, index) => index).flatMap((index) =>
      tags([`标签 ${index}`, 2], [`标签-${index}`, 1]),
    );
    const found = twinsOf(names);
    expect(found).toHaveLength(25_000);
    expect(new Set(found.map(({ reason }) => reason))).toEqual(new Set(['separators']));
  });
});
