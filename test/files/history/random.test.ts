import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { versionOf } from '../../../notes/files/bytes.ts';
import { put, textOf } from '../make.ts';
import { type Lab, makeLab } from './make.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'],
    now: Date.UTC(2026, 10, 1),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

type Step =
  | { do: 'type'; minutes: number }
  | { do: 'outside' }
  | { do: 'crash' }
  | { do: 'restart' }
  | { do: 'rename' }
  | { do: 'trash' }
  | { do: 'bulk' }
  | { do: 'clock'; to: number };

const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('type' as const), minutes: fc.integer({ min: 0, max: 8 }) }),
    },
    ...(['outside', 'crash', 'restart', 'rename', 'trash', 'bulk'] as const).map((name) => ({
      weight: 1,
      arbitrary: fc.record({ do: fc.constant(name) }),
    })),
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('clock' as const),
        to: fc.constantFrom(0, Date.UTC(1999, 0, 1), Date.UTC(2028, 0, 1), Date.UTC(2026, 9, 31)),
      }),
    },
  ),
  { minLength: 5, maxLength: 25 },
);

/** What must be findable: the last text before anything but the person's own typing replaced it, and one in five minutes. */
class Model {
  readonly expected = new Set<string>();
  text: string | null = '0';
  #lastKept = Date.now();
  #isTheirs = false;
  #hasStarted = false;

  types(text: string): void {
    // The text that stood when five minutes were over, or that somebody else wrote.
    if (this.#hasStarted || this.#isTheirs || Math.abs(Date.now() - this.#lastKept) >= 5 * 60_000)
      this.#mustBeKept();
    this.#isTheirs = false;
    this.#hasStarted = false;
    this.text = text;
  }

  /** What it made of a note that nobody has touched here is in what was written down of the change. */
  bulkWrites(text: string): void {
    this.replaces(text);
    this.#isTheirs = true;
  }

  /** Gleaner starts anew: what it finds then is kept, and the five minutes begin. */
  starts(): void {
    this.#hasStarted = true;
  }

  /** Another program may write each second: of its texts only the last one must be kept. */
  theyWrite(text: string): void {
    if (!this.#isTheirs) this.#mustBeKept();
    this.#isTheirs = true;
    this.text = text;
  }

  replaces(text: string | null): void {
    this.#mustBeKept();
    this.#isTheirs = false;
    this.#hasStarted = false;
    this.text = text;
  }

  #mustBeKept(): void {
    if (this.text !== null) this.expected.add(this.text);
    this.#lastKept = Date.now();
  }
}

async function play(all: readonly Step[]): Promise<{ lab: Lab; path: string; model: Model }> {
  let lab = makeLab({ 'a.md': '0' });
  const model = new Model();
  let path = 'a.md';
  let count = 0;
  const fresh = (): string => `text ${++count} of many words, so that nothing looks deleted`;
  for (const step of all) {
    const text = fresh();
    switch (step.do) {
      case 'type':
        vi.setSystemTime(Date.now() + step.minutes * 60_000);
        await lab.write(path, text);
        model.types(text);
        break;
      case 'outside':
        put(lab.root, path, text);
        lab.folder.moments.noticed(path, versionOf(Buffer.from(text)));
        model.theyWrite(text);
        break;
      case 'crash':
        lab = lab.again();
        model.starts();
        break;
      case 'restart':
        await lab.folder.moments.close();
        lab = lab.again();
        model.starts();
        break;
      case 'rename': {
        const to = `${count}/b.md`;
        await lab.folder.rename(path, to);
        path = to;
        break;
      }
      case 'trash':
        await lab.folder.trash(path);
        model.replaces(null);
        await lab.folder.save(path, null, text);
        model.text = text;
        break;
      case 'bulk':
        await lab.folder.putBytes(path, versionOf(lab.folder.bytes(path)), Buffer.from(text));
        model.bulkWrites(text);
        break;
      case 'clock':
        vi.setSystemTime(step.to);
        break;
    }
  }
  return { lab, path, model };
}

describe('whatever happens to a note', () => {
  it('its file and its history have every text that was replaced by others, and one in five minutes of typing', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        // The note is Gleaner's from here on.
        const { lab, path, model } = await play([{ do: 'type', minutes: 6 }, ...all]);
        const found = new Set([...(await lab.texts(path)), textOf(lab.root, path)]);
        expect([...model.expected].filter((text) => !found.has(text))).toEqual([]);
        rmSync(join(lab.root, path));
        await lab.folder.moments.close();
        const later = await lab.again().texts(path);
        expect(later.length).toBeGreaterThanOrEqual(found.size - 1);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
