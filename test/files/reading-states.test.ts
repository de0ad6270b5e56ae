import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NotesError, type ReadState } from '../../notes/api.ts';
import { openReadingStates, type ReadingStates } from '../../notes/files/reading-states.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';

const a = 'https://a.example/1';
const b = 'https://b.example/1';
const now = new Date('2026-11-22T10:00:00Z');

interface Opened {
  root: string;
  file: string;
  states: ReadingStates;
  told: () => number;
}

function open(text?: string | Buffer): Opened {
  const root = temporaryFolder('gleaner-reading-');
  onTestFinished(() => removeFolder(root));
  const file = join(root, '.gleaner', 'reading.json');
  if (text !== undefined) {
    mkdirSync(dirname(file));
    writeFileSync(file, text);
  }
  let count = 0;
  return { root, file, states: openReadingStates(root, () => count++), told: () => count };
}

async function failure(work: () => unknown): Promise<NotesError> {
  try {
    await work();
  } catch (error) {
    if (error instanceof NotesError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

describe('read states', () => {
  test('are none before the first, and asking for them, or for what is so already, writes nothing', async () => {
    const { states, root } = open();
    expect(states.read()).toEqual(new Map());
    await states.set([a], 'unread', undefined, now);
    states.check();
    expect(readdirSync(root)).toEqual([]);
  });

  test('are written by address, one line each, and read again', async () => {
    const { states, file, told } = open();
    await states.set([b], 'reading', undefined, now);
    await states.set([a], 'read', undefined, now);
    expect(readFileSync(file, 'utf8')).toBe(`{
  "reading": {
    "https://a.example/1": { "state": "read", "at": "2026-11-22T10:00:00.000Z" },
    "https://b.example/1": { "state": "reading", "at": "2026-11-22T10:00:00.000Z" }
  }
}
`);
    expect(states.read()).toEqual(
      new Map([
        [a, 'read'],
        [b, 'reading'],
      ]),
    );
    expect(told()).toBe(2);
    await states.set([a, b], 'unread', undefined, now);
    expect(readFileSync(file, 'utf8')).toBe('{\n  "reading": {}\n}\n');
  });

  test('keep everything else that a person wrote, and the address as it is spelled', async () => {
    const { states, file } = open(
      `{"z": [1.0, {"__proto__": 12345678901234567890}], "reading": {"http://www.b.example/1?utm_source=x": {"stars": 5.0, "state": "reading"}, "a note": {"state": "read"}}, "$schema": "x"}`,
    );
    expect(states.read()).toEqual(
      new Map([
        [b, 'reading'],
        ['a note', 'read'],
      ]),
    );
    await states.set([a, b], 'read', undefined, now);
    expect(readFileSync(file, 'utf8')).toBe(
      `{
  "z": [
    1.0,
    {
      "__proto__": 12345678901234567890
    }
  ],
  "reading": {
    "a note": {"state":"read"},
    "http://www.b.example/1?utm_source=x": { "state": "read", "at": "2026-11-22T10:00:00.000Z", "stars": 5.0 },
    "https://a.example/1": { "state": "read", "at": "2026-11-22T10:00:00.000Z" }
  },
  "$schema": "x"
}
`.replace('{"state":"read"}', '{ "state": "read" }'),
    );
    await states.set([b], 'unread', undefined, now);
    expect(readFileSync(file, 'utf8')).toContain(
      '"state": "unread", "at": "2026-11-22T10:00:00.000Z", "stars": 5.0',
    );
    expect(states.read().has(b)).toBe(false);
  });

  test('of two programs that write at the same moment are both kept', async () => {
    const { root, file, states } = open();
    const other = openReadingStates(root, () => undefined);
    const addresses = Array.from({ length: 12 }, (_, index) => `https://c.example/${index}`);
    await Promise.all(
      addresses.map((address, index) => (index % 2 ? states : other).set([address], 'read', undefined, now)),
    );
    expect([...states.read().keys()].toSorted()).toEqual(addresses.toSorted());
    expect(Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { reading: object }).reading)).toHaveLength(
      12,
    );
    expect(readdirSync(dirname(file))).toEqual(['reading.json']);
  });

  test('that another program changed are told once somebody looks', () => {
    const { states, file, told } = open(JSON.stringify({ reading: {} }));
    states.check();
    expect(told()).toBe(0);
    states.read();
    writeFileSync(file, JSON.stringify({ reading: { [a]: { state: 'read' } } }));
    states.check();
    states.check();
    expect(told()).toBe(1);
    expect(states.read()).toEqual(new Map<string, ReadState>([[a, 'read']]));
    rmSync(file);
    states.check();
    expect(told()).toBe(2);
  });

  test.each([
    ['{"reading": {\n "https://a.example": {"state": "done"}}}', 2, /needs {"state": "reading"}/],
    ['{"reading": {\n "https://a.example": "read"}}', 2, /needs {"state": "reading"}/],
    ['{"reading":\n[]}', 2, /must be {"<address>"/],
    ['{"reading": {\n "https://a.example": {"state": "read",\n "at": 5}}}', 3, /"at" must be a text/],
    ['[]', 1, /must be {"reading"/],
    ['{"reading": {\n "x": {"state": "read"},\n}}', 2, /comma too many/],
  ])(
    'in a broken file %j are an error that names it and the line, and the file stays',
    async (text, line, why) => {
      const { states, file } = open(text);
      for (const work of [() => states.read(), () => states.set([a], 'read', undefined, now)]) {
        const error = await failure(work);
        expect(error).toMatchObject({ code: 'broken' });
        expect(error.message).toContain('.gleaner/reading.json, line ');
        expect(error.message).toMatch(why);
        expect(error.at).toBe(line);
      }
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );
});
