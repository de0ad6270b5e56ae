/** W-10: typing through a connection that is as bad as one can be. */
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { NotesError } from '../../../notes/api.ts';
import { createConnection } from '../../../renderer/connection.ts';
import type { PaceTimes } from '../../../renderer/session/pace.ts';
import { useStore } from '../../../renderer/store.ts';
import { connectBadly, type FaultyWire } from './faulty-port.ts';
import { closeDesks, desk, until } from './make.ts';

afterEach(closeDesks);

const hasty: PaceTimes = { settle: 2, atMost: 12, journal: 4, retry: 5, retryAtMost: 20 };
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

it('a save that reached the file and was not answered is no conflict with what was typed since', async () => {
  let typeOn: (() => void) | null = null;
  const { sessions, read } = await desk({ 'a.md': 'one\n' }, hasty, (notebook) => ({
    ...notebook,
    listen: (listener) => notebook.listen(listener),
    async save(args) {
      const result = await notebook.save(args);
      if (typeOn === null) return result;
      typeOn();
      typeOn = null;
      throw new NotesError('offline', 'The connection to the notebook is gone.');
    },
  }));
  await sessions.open('a.md');
  typeOn = () => void sessions.edit([{ from: 4, to: 7, insert: '2, three' }]);
  sessions.edit([{ from: 3, to: 3, insert: ' two' }]);
  await vi.waitFor(() => expect(read('a.md')).toBe('one 2, three\n'));
  await until('saved');
});

it(
  'a thousand edits through a wire that loses, doubles, delays and reorders arrive once each',
  { timeout: 60_000 },
  async () => {
    const seen = { dropped: 0, doubled: 0, broken: 0 };
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e9 }), async (seed) => {
        const random = randomBy(seed);
        const connection = createConnection();
        const start = '# 拾穗\n\n';
        const { notebook, second, read, files } = await desk({ 'a.md': start }, hasty);
        const wire: FaultyWire = connectBadly(
          ...([notebook, connection, random] as const),
          { drop: 0.02, double: 0.15, delay: 6, breakAfter: 30 },
          (state) => useStore.setState({ connection: state }),
        );
        const sessions = second(hasty, () => connection.notebook);
        await vi.waitFor(() => sessions.open('a.md'), { timeout: 10_000, interval: 40 });
        let typed = start;
        for (let count = 0; count < 250; count++) {
          const at = start.length + Math.floor(random() * (typed.length - start.length + 1));
          // Sometimes typed and taken back: the text is then what it was, and a late copy of a save must not bring it again.
          const back = /<\d+>$/.exec(typed);
          if (random() < 0.2 && back !== null) {
            sessions.edit([{ from: back.index, to: typed.length, insert: '' }]);
            typed = typed.slice(0, back.index);
          } else {
            const place = random() < 0.5 ? typed.length : at;
            sessions.edit([{ from: place, to: place, insert: `<${count}>` }]);
            typed = typed.slice(0, place) + `<${count}>` + typed.slice(place);
          }
          expect(sessions.text()).toBe(typed);
          if (random() < 0.5) await pause(random() * 8);
        }
        expect(sessions.text()).toBe(typed);
        wire.mend();
        await vi.waitFor(() => expect(read('a.md')).toBe(typed), { timeout: 10_000, interval: 10 });
        await vi.waitFor(() => expect(useStore.getState().note?.status.kind).toBe('saved'), {
          timeout: 10_000,
          interval: 10,
        });
        // What was late has arrived by now.
        await pause(40);
        expect([read('a.md'), sessions.text(), files()]).toEqual([typed, typed, ['a.md']]);
        seen.dropped += wire.dropped;
        seen.doubled += wire.doubled;
        seen.broken += wire.broken;
        wire.close();
        await closeDesks();
      }),
      { numRuns: 4, endOnFailure: true },
    );
    // Otherwise nothing was tried.
    expect(Math.min(seen.dropped, seen.doubled, seen.broken)).toBeGreaterThan(3);
  },
);
