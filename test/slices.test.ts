import { expect, test, vi } from 'vitest';
import { Slices } from '../notes/slices.ts';

test('work rests once its slice is over, and others have their turn then', async () => {
  let now = 1000;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    const slices = new Slices();
    let turns = 0;
    const handle = setImmediate(() => turns++);
    now += 7;
    expect([await slices.rest(), turns]).toEqual([false, 0]);
    now += 1;
    expect([await slices.rest(), turns]).toEqual([true, 1]);
    now += 7;
    expect(await slices.rest()).toBe(false);
    clearImmediate(handle);
  } finally {
    clock.mockRestore();
  }
});
