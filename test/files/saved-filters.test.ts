import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NotesError, type SavedFilter } from '../../notes/api.ts';
import { openSavedFilters, type SavedFilters } from '../../notes/files/saved-filters.ts';
import { canLink, linkFolder, linkNeeds, removeFolder, temporaryFolder, unless } from '../temporary.ts';

const frontend: SavedFilter = { name: '前端', filter: 'tag:前端 -tag:draft' };
const cold: SavedFilter = { name: 'Cold starts', filter: '"冷启动" OR "cold start"' };

interface Opened {
  root: string;
  file: string;
  saved: SavedFilters;
  /** How often they were said to be others. */
  told: () => number;
}

function open(text?: string | Buffer): Opened {
  const root = temporaryFolder('gleaner-filters-');
  onTestFinished(() => removeFolder(root));
  const file = join(root, '.gleaner', 'filters.json');
  if (text !== undefined) {
    mkdirSync(dirname(file));
    writeFileSync(file, text);
  }
  let count = 0;
  return { root, file, saved: openSavedFilters(root, () => count++), told: () => count };
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

describe('saved filters', () => {
  test('are none before the first, and asking for them writes nothing', () => {
    const { saved, root } = open();
    expect(saved.read()).toEqual({ version: null, filters: [] });
    saved.check();
    expect(readdirSync(root)).toEqual([]);
  });

  test('are written as JSON that a person can edit, and read again', async () => {
    const { saved, file, told } = open();
    const result = await saved.save({ base: null, filters: [frontend, cold] });
    expect(result.kind).toBe('saved');
    expect(readFileSync(file, 'utf8')).toBe(`{
  "filters": [
    {
      "name": "前端",
      "filter": "tag:前端 -tag:draft"
    },
    {
      "name": "Cold starts",
      "filter": "\\"冷启动\\" OR \\"cold start\\""
    }
  ]
}
`);
    expect(saved.read()).toEqual({ version: result.version, filters: [frontend, cold] });
    expect(told()).toBe(1);
    expect(readdirSync(dirname(file))).toEqual(['filters.json']);
  });

  test('leave the folder as it is when there is nothing to write', async () => {
    const { saved, root } = open();
    expect(await saved.save({ base: null, filters: [] })).toMatchObject({ kind: 'saved', version: null });
    expect(readdirSync(root)).toEqual([]);
    const { version } = await saved.save({ base: null, filters: [cold] });
    const before = readFileSync(join(root, '.gleaner', 'filters.json'));
    expect(await saved.save({ base: version, filters: [cold] })).toMatchObject({ kind: 'saved', version });
    expect(readFileSync(join(root, '.gleaner', 'filters.json'))).toEqual(before);
  });

  test('keep every key that Gleaner does not know, of the file and of each filter, and its digits', async () => {
    const { saved, file } = open(
      `{"$schema":"x","filters":[{"colour":"red","name":"前端","filter":"tag:前端 -tag:draft"},{"name":"b","filter":"x","n":12345678901234567890}],"z":[1.0,{"__proto__":1}]}`,
    );
    const { version } = saved.read();
    const renamed = { name: 'B', filter: 'x' };
    const changed = { name: '前端', filter: 'tag:前端' };
    await saved.save({ base: version, filters: [renamed, cold, changed] });
    expect(readFileSync(file, 'utf8').replaceAll(/\s+/g, '')).toBe(
      `{"$schema":"x","filters":[{"name":"B","filter":"x","n":12345678901234567890},{"name":"Coldstarts","filter":"\\"冷启动\\"OR\\"coldstart\\""},{"colour":"red","name":"前端","filter":"tag:前端"}],"z":[1.0,{"__proto__":1}]}`,
    );
  });

  test('are not written over ones that changed since', async () => {
    const { saved, file } = open();
    const { version } = await saved.save({ base: null, filters: [frontend] });
    writeFileSync(file, JSON.stringify({ filters: [cold] }));
    const result = await saved.save({ base: version, filters: [] });
    expect(result).toMatchObject({ kind: 'conflict', filters: [cold] });
    expect(result.version).not.toBe(version);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ filters: [cold] });
    rmSync(file);
    expect(await saved.save({ base: version, filters: [frontend] })).toEqual({
      kind: 'conflict',
      version: null,
      filters: [],
    });
    expect(existsSync(file)).toBe(false);
  });

  test('are saved one after the other when two come at once', async () => {
    const { saved } = open();
    const results = await Promise.all([
      saved.save({ base: null, filters: [frontend] }),
      saved.save({ base: null, filters: [cold] }),
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(['saved', 'conflict']);
    expect(saved.read().filters).toEqual([frontend]);
  });

  test('that another program changed are told once somebody looks', () => {
    const { saved, file, told } = open(JSON.stringify({ filters: [cold] }));
    saved.check();
    expect(told()).toBe(0);
    saved.read();
    saved.check();
    expect(told()).toBe(0);
    writeFileSync(file, JSON.stringify({ filters: [] }));
    saved.check();
    saved.check();
    expect(told()).toBe(1);
    rmSync(file);
    saved.check();
    expect(told()).toBe(2);
    writeFileSync(file, 'no JSON');
    saved.check();
    expect(told()).toBe(3);
  });

  test.each([
    ['{"filters": [\n  {"name": "a", "filter": "x"},\n]}', 2, /comma too many/],
    ['{"filters": [\n  {"name": "a"}\n]}', 2, /needs a text as "filter"/],
    ['{"filters": [\n\n  {"name": 1, "filter": "x"}]}', 3, /needs a text as "name"/],
    ['{"filters": [\n  {"name": "", "filter": "x"}]}', 2, /needs a text as "name"/],
    ['{"filters": "x"}', 1, /must be a list/],
    ['{"filters":\n[\n["a"]]}', 3, /must be {"name"/],
    ['[]', 1, /must be {"filters"/],
    ['{"filters": [\n{"filter": "x", "name":\n"' + 'n'.repeat(201) + '"}]}', 3, /too long/],
    [Buffer.from([0x7b, 0xff, 0x7d]), 1, /UTF-8/],
    ['', 1, /end of the file/],
  ])(
    'in a broken file %j are an error that names it and the line, and the file stays',
    async (text, line, why) => {
      const { saved, file } = open(text);
      const before = readFileSync(file);
      for (const work of [() => saved.read(), () => saved.save({ base: null, filters: [cold] })]) {
        const error = await failure(work);
        expect(error).toMatchObject({ code: 'broken', at: line });
        expect(error.message).toContain(`.gleaner/filters.json, line ${line}: `);
        expect(error.message).toMatch(why);
      }
      expect(readFileSync(file)).toEqual(before);
    },
  );

  test('with a byte order mark and CRLF are read', () => {
    const { saved } = open('\ufeff{\r\n"filters": [{"name": "a",\r\n"filter": "b"}]}\r\n');
    expect(saved.read().filters).toEqual([{ name: 'a', filter: 'b' }]);
  });

  test('in an object without "filters" are none', () => {
    expect(open('{}').saved.read().filters).toEqual([]);
  });

  test('are not looked for through a folder that leads elsewhere', async () => {
    const { saved, root } = open();
    const outside = temporaryFolder('gleaner-outside-');
    onTestFinished(() => removeFolder(outside));
    writeFileSync(join(outside, 'filters.json'), JSON.stringify({ filters: [cold] }));
    linkFolder(outside, join(root, '.gleaner'));
    expect((await failure(() => saved.read())).code).toBe('denied');
    expect((await failure(() => saved.save({ base: null, filters: [frontend] }))).code).toBe('denied');
    expect(readdirSync(outside)).toEqual(['filters.json']);
    expect(JSON.parse(readFileSync(join(outside, 'filters.json'), 'utf8'))).toEqual({ filters: [cold] });
  });

  test.skipIf(!canLink)(`are not a link to a file elsewhere${unless(canLink, linkNeeds)}`, async () => {
    const { saved, root, file } = open();
    mkdirSync(dirname(file));
    const outside = join(root, 'elsewhere.json');
    writeFileSync(outside, '{}');
    symlinkSync(outside, file);
    expect((await failure(() => saved.read())).code).toBe('denied');
    expect((await failure(() => saved.save({ base: null, filters: [cold] }))).code).toBe('denied');
    expect(readFileSync(outside, 'utf8')).toBe('{}');
  });

  test('in a file that may not be written stay as they are', async () => {
    const { saved, file } = open(JSON.stringify({ filters: [cold] }));
    chmodSync(file, 0o444);
    const { version } = saved.read();
    const error = await failure(() => saved.save({ base: version, filters: [] }));
    expect(error.code).toBe('read-only');
    expect(saved.read().filters).toEqual([cold]);
    chmodSync(file, 0o644);
  });

  test('are not made in a notebook that is gone', async () => {
    const { saved, root } = open();
    rmSync(root, { recursive: true });
    expect((await failure(() => saved.save({ base: null, filters: [cold] }))).code).toBe('not-found');
    expect(existsSync(root)).toBe(false);
  });
});
