import { expect, test } from 'vitest';
import { calls } from '../../notes/calls.ts';
import { placesIn } from '../../renderer/log/page-failures.ts';

const secret = 'zk9-from-a-note';

test('of a failure of the page only calls and places in our code are told, whichever browser it is', () => {
  const chromium = `TypeError: ${secret} is not a function\n    at NoteSession.save (http://127.0.0.1:4000/assets/actions-B3.js:12:34)\n    at http://127.0.0.1:4000/assets/index-N_4.js:5:6\n    at async Promise.all (index 0)`;
  expect(placesIn(chromium)).toEqual(['NoteSession.save (actions-B3.js:12:34)', '(index-N_4.js:5:6)']);
  const firefox = `save@http://127.0.0.1:4000/assets/actions-B3.js:12:34\n@http://127.0.0.1:4000/assets/index.js:5:6\n`;
  expect(placesIn(firefox)).toEqual(['save (actions-B3.js:12:34)', '(index.js:5:6)']);
  expect(placesIn(`Error: ${secret}\n${secret}:1:2 ${secret}`)).toEqual([]);
});

test('the host takes nothing else', () => {
  const { pageFailed } = calls;
  expect(pageFailed.safeParse({ name: 'TypeError', places: ['save (a.js:1:2)', '(b.js:3:4)'] }).success).toBe(
    true,
  );
  for (const place of [secret, `save (${secret} a.js:1:2)`, 'save (http://x/?token=1:2:3)'])
    expect(pageFailed.safeParse({ name: 'Error', places: [place] }).success).toBe(false);
  expect(pageFailed.safeParse({ name: `Error: ${secret}`, places: [] }).success).toBe(false);
});
