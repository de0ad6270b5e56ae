import { expect, test } from 'vitest';
import { createSending } from '../../renderer/sending.ts';

function started() {
  const sent: string[] = [];
  const turns: (() => void)[] = [];
  const sending = createSending(
    (frame) => sent.push(frame),
    (step) => turns.push(step),
  );
  return { sent, turns, sending };
}

test('a message of one frame is sent at once', () => {
  const { sent, turns, sending } = started();
  sending.send(['a']);
  sending.send(['b']);
  expect(sent).toEqual(['a', 'b']);
  expect(turns).toEqual([]);
});

test('of a long one a frame is sent, and made, in each turn, and what was posted later comes later', () => {
  const { sent, turns, sending } = started();
  let made = 0;
  function* frames() {
    for (const frame of ['+1', '+2', '3']) {
      made++;
      yield frame;
    }
  }
  sending.send(frames());
  expect(sent).toEqual(['+1']);
  expect(made).toBeLessThan(3);
  sending.send(['later']);
  expect(sent).toEqual(['+1']);
  for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
  expect(sent).toEqual(['+1', '+2', '3', 'later']);
});

test('a page that is closed sends the rest at once, and nothing twice', () => {
  const { sent, turns, sending } = started();
  sending.send(['+1', '+2', '3']);
  sending.drain();
  for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
  expect(sent).toEqual(['+1', '+2', '3']);
});
