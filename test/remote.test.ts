import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Notebook } from '../notes/api.ts';
import { connect, createFrameReader, framesOf, serve } from '../notes/remote.ts';

const part = 4 * 1024 * 1024;

/** As a WebSocket does it: as UTF-8 and back. */
const sent = (frame: string): string => Buffer.from(frame, 'utf8').toString('utf8');

test('a short message is one frame, its JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect([...framesOf(value)]).toEqual([JSON.stringify(value)]);
    }),
  );
});

test('a long one is put together again, though a part would end in half a character', () => {
  for (const at of [-3, -2, -1, 0, 1]) {
    const value = { a: `${'x'.repeat(part - 6 + at)}${'🙂'.repeat(part)}茶` };
    const frames = [...framesOf(value)];
    expect(frames.length).toBeGreaterThan(2);
    const read = createFrameReader(10 * part);
    const all = frames.map((frame) => read(sent(frame)));
    expect(all.slice(0, -1).every(({ kind }) => kind === 'part')).toBe(true);
    const last = all.at(-1);
    expect(last?.kind === 'message' && JSON.parse(last.text)).toEqual(value);
  }
});

test('parts of more than is allowed are forgotten, and the next message is read as always', () => {
  const read = createFrameReader(10);
  expect(read('+12345').kind).toBe('part');
  expect(read('+123456').kind).toBe('too-large');
  expect(read('{}')).toEqual({ kind: 'message', text: '{}' });
});

test('a long text anywhere near the top of a call arrives as it was, whatever is beside it', () => {
  const unit = fc.constantFrom('茶', '🙂', '"', '\\', '\n', '\u0000', '\ud83d', 'a', '+');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), fc.jsonValue({ maxDepth: 2 }), (piece, beside) => {
      const text = `${piece}x`.repeat(Math.ceil(300_000 / (piece.length + 1)));
      for (const value of [
        { t: 'q', m: 'save', a: [{ beside, text, last: 1 }] },
        { a: text, b: text, beside },
      ]) {
        const read = createFrameReader(20 * part);
        const all = [...framesOf(value)].map((frame) => read(sent(frame)));
        const last = all.at(-1);
        expect(all.slice(0, -1).every(({ kind }) => kind === 'part')).toBe(true);
        expect(last?.kind === 'message' && JSON.parse(last.text)).toEqual(JSON.parse(JSON.stringify(value)));
      }
    }),
    { numRuns: 25 },
  );
});

test('a call that arrives twice is carried out once, also after others', async () => {
  const asked: unknown[] = [];
  const notebook = {
    listen: () => () => undefined,
    read: (args: unknown) => {
      asked.push(args);
      return Promise.resolve(null);
    },
  } as unknown as Notebook;
  let toHost: (message: unknown) => void = () => undefined;
  let toPage: (message: unknown) => void = () => undefined;
  const sent: unknown[] = [];
  serve(notebook, { post: (message) => toPage(message), listen: (listener) => (toHost = listener) });
  const page = connect({
    post: (message) => {
      sent.push(message);
      toHost(message);
    },
    listen: (listener) => (toPage = listener),
  });
  await page.read({ path: 'a.md' });
  await page.read({ path: 'b.md' });
  for (const message of sent) toHost(message);
  await page.read({ path: 'a.md' });
  expect(asked).toEqual([{ path: 'a.md' }, { path: 'b.md' }, { path: 'a.md' }]);
});

describe('an editor that the host is told of', () => {
  /** A notebook that notes who has left, and as many connections to it as are wanted. */
  function manyConnections() {
    const left: string[][] = [];
    const notebook = {
      listen: () => () => undefined,
      journal: () => Promise.resolve(null),
      save: () => Promise.resolve({ kind: 'gone' }),
      left: (writers: readonly string[]) => void left.push([...writers]),
    } as unknown as Notebook;
    const reach = () => {
      let toHost: (message: unknown) => void = () => undefined;
      let toPage: (message: unknown) => void = () => undefined;
      const end = serve(notebook, { post: (message) => toPage(message), listen: (to) => (toHost = to) });
      const page = connect({ post: (message) => toHost(message), listen: (to) => (toPage = to) });
      return { page, end };
    };
    return { left: () => left.flat(), reach };
  }
  const typed = { path: 'a.md', base: null, text: 'typed', writer: 'one' };

  test('is there until its last connection is gone, in whichever order they end', async () => {
    const { left, reach } = manyConnections();
    const [old, young] = [reach(), reach()];
    await old.page.journal(typed);
    await young.page.journal(typed);
    // The old one's end is noticed late: the page has come back by another one meanwhile.
    old.end();
    expect(left()).toEqual([]);
    young.end();
    expect(left()).toEqual(['one']);
  });

  test('is there when it has only saved since it came back', async () => {
    const { left, reach } = manyConnections();
    const [old, young] = [reach(), reach()];
    await old.page.journal(typed);
    await young.page.save({ path: 'a.md', base: null, text: 'typed', writer: 'one' });
    old.end();
    expect(left()).toEqual([]);
    young.end();
    young.end();
    expect(left()).toEqual(['one']);
  });

  test('has not left when somebody else who spoke of its text goes, and is not held by them', async () => {
    const { left, reach } = manyConnections();
    const [own, other] = [reach(), reach()];
    await own.page.journal(typed);
    await other.page.journal({ ...typed, text: null });
    await other.page.journal({ ...typed, isLeft: true });
    other.end();
    expect(left()).toEqual([]);
    const third = reach();
    await third.page.journal({ ...typed, isLeft: true });
    own.end();
    expect(left()).toEqual(['one']);
  });
});
