import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumberOf, dayRange, instantRange, readDates } from '../../notes/text/filter-dates.ts';

describe('a date in a filter', () => {
  test.each([
    ['2020', 20200101, 20201231],
    ['2020-02', 20200201, 20200229],
    ['2021-2', 20210201, 20210228],
    ['2020-01-13', 20200113, 20200113],
    ['2020/1/13', 20200113, 20200113],
    ['2020年1月13日', 20200113, 20200113],
    ['2020年1月', 20200101, 20200131],
    ['2020年', 20200101, 20201231],
    ['２０２０－０１', 20200101, 20200131],
    ['2020-01..2020-06', 20200101, 20200630],
    ['2020..2020', 20200101, 20201231],
    ['2020-06..2020', 20200601, 20201231],
    [' 2020 .. 2021-03 ', 20200101, 20210331],
    ['..2020', null, 20201231],
    ['2020..', 20200101, null],
    ['<2020', null, 20191231],
    ['<2020-03', null, 20200229],
    ['<2020-03-01', null, 20200229],
    ['<=2020-03', null, 20200331],
    ['>2020', 20210101, null],
    ['>2020-12-31', 20210101, null],
    ['>=2020-02', 20200201, null],
    ['≥2020-02', 20200201, null],
    ['＜ 2020', null, 20191231],
    ['0001', 10101, 11231],
    ['0099-12-31', 991231, 991231],
    ['9999', 99990101, 99991231],
  ])('%s: from %s to %s', (value, from, to) => {
    expect(readDates(value)).toEqual({ kind: 'days', from, to });
    expect(dayRange(value, new Date())).toEqual({ from, to });
  });

  test.each([
    ['<7d', true, 7, 'd'],
    ['<=2w', true, 2, 'w'],
    ['>1y', false, 1, 'y'],
    ['>=6M', false, 6, 'm'],
    ['＜３６ｈ', true, 36, 'h'],
  ])('%s is an age', (value, newer, count, unit) => {
    expect(readDates(value)).toEqual({ kind: 'age', newer, count, unit });
  });

  test.each([
    ['', 'date-unreadable', 0],
    ['x', 'date-unreadable', 0],
    ['7d', 'date-unreadable', 0],
    ['<', 'date-unreadable', 0],
    ['<x', 'date-unreadable', 1],
    ['20', 'date-unreadable', 0],
    ['2020-00', 'date-unreadable', 0],
    ['2021-02-29', 'date-unreadable', 0],
    ['0000', 'date-unreadable', 0],
    ['<2020..2021', 'date-unreadable', 0],
    ['2020..2021..2022', 'date-unreadable', 6],
    ['2020..x', 'date-unreadable', 6],
    ['2020..<7d', 'date-unreadable', 6],
    ['2020-06..2020-05', 'date-order', 9],
  ])('%j is refused: %s at %s', (value, reason, at) => {
    expect(readDates(value)).toEqual({ kind: 'problem', reason, at });
  });

  test('is compared with the day as it is written, whatever its zone', () => {
    expect(dayNumberOf('2020-01-13 23:59:59 -1100')).toBe(20200113);
    expect(dayNumberOf('2020年1月3日')).toBe(20200103);
    expect(dayNumberOf('13 Jan 2020')).toBe(20200113);
    expect(dayNumberOf('soon')).toBeNull();
  });

  test('by age counts calendar days, months and years back from today', () => {
    const now = new Date(2024, 2, 31, 8);
    expect(dayRange('<7d', now)).toEqual({ from: 20240324, to: null });
    expect(dayRange('<1m', now)).toEqual({ from: 20240229, to: null });
    expect(dayRange('<1y', now)).toEqual({ from: 20230331, to: null });
    expect(dayRange('<9h', now)).toEqual({ from: 20240330, to: null });
    expect(dayRange('>1y', now)).toEqual({ from: null, to: 20230330 });
    expect(dayRange('<1y', new Date(2024, 1, 29))).toEqual({ from: 20230228, to: null });
    expect(dayRange('>99999y', now).to).toBeLessThan(0);
  });

  test('newer and older than an age are everything, without overlap', () => {
    const ages = fc.tuple(fc.nat(5000), fc.constantFrom('h', 'd', 'w', 'm', 'y'));
    fc.assert(
      fc.property(
        ages,
        fc.date({ min: new Date(2000, 0), max: new Date(2030, 0), noInvalidDate: true }),
        ([count, unit], now) => {
          const age = `${String(count)}${unit}`;
          expect(instantRange(`<${age}`, now).from).toBe(instantRange(`>${age}`, now).to);
          const newer = dayRange(`<${age}`, now).from ?? 0;
          expect(dayRange(`>${age}`, now).to).toBeLessThan(newer);
        },
      ),
    );
  });
});

describe('the last change of a file in a filter', () => {
  test('is by the calendar of this machine, midnight to midnight', () => {
    const now = new Date();
    expect(instantRange('2020-02', now)).toEqual({
      from: new Date(2020, 1, 1).getTime(),
      to: new Date(2020, 2, 1).getTime(),
    });
    expect(instantRange('..2020-02-29', now)).toEqual({ from: null, to: new Date(2020, 2, 1).getTime() });
    expect(instantRange('>2020', now)).toEqual({ from: new Date(2021, 0, 1).getTime(), to: null });
  });

  test('by age is to the millisecond', () => {
    const now = new Date(2024, 2, 31, 8, 30, 15, 7);
    expect(instantRange('<3h', now).from).toBe(now.getTime() - 3 * 3_600_000);
    expect(instantRange('>1m', now).to).toBe(new Date(2024, 1, 29, 8, 30, 15, 7).getTime());
    expect(instantRange('<2w', now).from).toBe(new Date(2024, 2, 17, 8, 30, 15, 7).getTime());
  });
});
