/** Notes that are made to take long. */
import { expect, test } from 'vitest';
import { parseNote } from '../../notes/text/note-html.ts';
import { leastTime, shapes } from '../hostile-shapes.ts';

test.each(shapes)('%s: twice as many take no four times as long', (_what, shape) => {
  const least = (text: string) => leastTime(() => parseNote(text).blocks());
  const few = least(shape(750));
  const many = least(shape(6000));
  // Three doublings: 8 times as long, and 64 times if it were a square. Where it takes no time the clock tells nothing.
  expect(many, `${few.toFixed(1)} ms -> ${many.toFixed(1)} ms`).toBeLessThan(Math.max(few * 32, 200));
});
