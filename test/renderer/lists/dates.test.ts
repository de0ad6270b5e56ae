import { expect, test } from 'vitest';
import { dayOf } from '../../../renderer/lists/dates.ts';

test.each([
  ['2020-01-13 00:15:08 +0000', '2020-01-13'],
  ['2020-01-13T00:15:08Z', '2020-01-13'],
  ['2013/7/13 20:46:25', '2013/7/13'],
  ['2020年1月3日 上午', '2020年1月3日'],
  ['2020-01', '2020-01'],
  ['15 Oct 2023', '15 Oct 2023'],
  ['Sun, 15 Oct 2023 13:18:50 -0700', 'Sun, 15 Oct 2023'],
  ['some day', 'some day'],
])('the date %s is shown as its day as written: %s', (written, day) => {
  expect(dayOf(written)).toBe(day);
});
