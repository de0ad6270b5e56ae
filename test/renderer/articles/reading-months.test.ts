import { describe, expect, test } from 'vitest';
import { barsOf, heightOf, nameOf, scaleOf } from '../../../renderer/articles/reading-months.ts';
import { months } from './make.ts';

describe('the bars of a site', () => {
  test('stand on one scale with those of all others', () => {
    const a = months(['2019-11', 2], ['2020-01', 1]);
    const b = months(['2020-02', 5]);
    const scale = scaleOf([a, b]);
    if (scale === null) throw new Error('there is a scale');
    expect([nameOf(scale.first), nameOf(scale.last), scale.perBar]).toEqual(['2019-11', '2020-02', 1]);
    expect(barsOf(a, scale).map(({ count }) => count)).toEqual([2, 0, 1, 0]);
    expect(barsOf(b, scale)).toEqual([
      { name: '2019-11', count: 0 },
      { name: '2019-12', count: 0 },
      { name: '2020-01', count: 0 },
      { name: '2020-02', count: 5 },
    ]);
  });

  test('stand for several months where there would be too many, and lose nothing', () => {
    const all = months(
      ...Array.from({ length: 120 }, (_, at): [string, number] => [nameOf(2010 * 12 + at), 1]),
    );
    const scale = scaleOf([all]);
    if (scale === null) throw new Error('there is a scale');
    const bars = barsOf(all, scale);
    expect(scale.perBar).toBe(6);
    expect(bars).toHaveLength(20);
    expect(bars[0]).toEqual({ name: '2010-01 – 2010-06', count: 6 });
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(120);
  });

  test('of a notebook over two thousand years are few all the same', () => {
    const odd = months(['0001-01', 1], ['2026-12', 1], ['nonsense', 7]);
    const scale = scaleOf([odd]);
    if (scale === null) throw new Error('there is a scale');
    const bars = barsOf(odd, scale);
    expect(bars.length).toBeLessThanOrEqual(37);
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  test('are none without dates', () => {
    expect(scaleOf([[]])).toBeNull();
  });

  test('are as high as they are many beside all others, and the lowest is still seen', () => {
    expect([heightOf(100, 100), heightOf(25, 100), heightOf(1, 100), heightOf(0, 100)]).toEqual([
      1, 0.5, 0.1, 0,
    ]);
    expect(heightOf(0, 0)).toBe(0);
  });
});
