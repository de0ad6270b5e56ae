import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { allFindable } from '../../cli/reading.ts';
import type { NotebookState } from '../../notes/api.ts';
import { ended, root, workshop, type Workshop } from './run.ts';

const problem = z.strictObject({ line: z.int().min(1), message: z.string().min(1) });
const listShape = z.strictObject({
  total: z.int(),
  notes: z.array(
    z.strictObject({
      path: z.string(),
      title: z.string(),
      date: z.string().nullable(),
      tags: z.array(z.string()),
      categories: z.array(z.string()),
      excerpt: z.string(),
      sources: z.int(),
      problem: problem.nullable(),
    }),
  ),
});
const tagsShape = z.strictObject({
  tags: z.array(z.strictObject({ name: z.string(), count: z.int().min(1) })),
});
const sourcesShape = z.strictObject({
  total: z.int(),
  sources: z.array(
    z.strictObject({
      url: z.string(),
      normalised: z.string(),
      site: z.string(),
      title: z.string(),
      notes: z.array(z.strictObject({ path: z.string(), line: z.int().min(1) })).min(1),
      copy: z.string().min(1).nullable(),
      health: z.enum(['ok', 'moved', 'soft-404', 'gone', 'needs-login', 'refused', 'offline', 'unknown']),
    }),
  ),
});

let desk: Workshop;

beforeAll(() => {
  desk = workshop({
    'a.md':
      '---\ntitle: 甲\ndate: 2020-01-01\ntags: [web/css, web]\n---\n\n### [Same](https://example.com/a)\n\n内容\n',
    '_posts/b.md':
      '---\ntitle: B\ndate: 2021-01-01\ntags: [web]\n---\n\nSee [same](https://example.com/a#top).\n',
    'broken.md': '---\ntitle: [x\ntags: [y]\n---\n\nText\n',
    'plain.md': 'No header.\n',
  });
  cpSync(join(root, 'notes/starter/2020-01-13-serverless.md'), join(desk.folder, '2020-01-13-serverless.md'));
});
afterAll(() => desk.remove());

async function documentOf(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await desk.gleaner(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('list', () => {
  const list = async (...args: string[]) =>
    listShape.parse(await documentOf('list', desk.folder, ...args, '--json'));

  test('prints every note in the documented shape, newest first', async () => {
    const { total, notes } = await list();
    expect(total).toBe(5);
    expect(notes.slice(0, 3).map(({ path }) => path)).toEqual([
      '_posts/b.md',
      '2020-01-13-serverless.md',
      'a.md',
    ]);
    expect(notes[1]).toEqual({
      path: '2020-01-13-serverless.md',
      title: 'serverless资料收集',
      date: '2020-01-13 00:15:08 +0000',
      tags: ['serverless'],
      categories: ['cloud-native'],
      excerpt: 'serverless文章整理',
      sources: 4,
      problem: null,
    });
  });

  test('lists a note with a broken header, with its problem and line', async () => {
    const { notes } = await list();
    const broken = notes.find(({ path }) => path === 'broken.md');
    expect(broken?.problem?.line).toBeGreaterThan(1);
    expect(broken?.tags).toEqual([]);
  });

  test('takes a filter, an order and a limit; the total counts all that match', async () => {
    const filtered = await list('--filter', 'tag:web', '--sort', 'title', '--limit', '1');
    expect([filtered.total, filtered.notes.length]).toEqual([2, 1]);
    const none = await list('--filter', 'tag:nothing');
    expect(none).toEqual({ total: 0, notes: [] });
    expect((await list('--limit', '0')).total).toBe(5);
  });

  test('reads more than one window of notes', async () => {
    const many = workshop();
    for (let i = 0; i < 2300; i++) many.put(`${i}.md`, `# Note ${i}\n`);
    const { code, stdout } = await many.gleaner('list', many.folder, '--sort', 'title', '--json');
    const { total, notes } = listShape.parse(JSON.parse(stdout));
    expect([code, total, new Set(notes.map(({ path }) => path)).size]).toEqual([0, 2300, 2300]);
    const limited = listShape.parse(
      JSON.parse((await many.gleaner('list', many.folder, '--limit', '1500', '--json')).stdout),
    );
    expect([limited.total, limited.notes.length]).toEqual([2300, 1500]);
    many.remove();
  });

  test('prints a table for people', async () => {
    const { code, stdout } = await desk.gleaner('list', desk.folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^DATE +TITLE +TAGS +SOURCES +PATH\n/);
    expect(stdout).toMatch(
      /2020-01-13 00:15:08 \+0000 +serverless资料收集 +serverless +4 +2020-01-13-serverless\.md\n/,
    );
    expect(stdout).toMatch(/broken\.md:\d+: /);
    expect(stdout.endsWith('5 notes\n')).toBe(true);
  });

  test('is quiet when its reader has seen enough', async () => {
    const child = desk.start(['list', desk.folder, '--json']);
    child.stdout?.destroy();
    const { code, stderr } = await ended(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('output that cannot be written', () => {
  test.runIf(process.platform === 'linux')('is told in one line', async () => {
    for (const format of [[], ['--json']]) {
      const { code, stderr } = await desk.gleanerTo('/dev/full', 'list', desk.folder, ...format);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^gleaner: [^\n]*could not be printed[^\n]*no space[^\n]*\n$/);
    }
  });

  test('changes no exit code when the messages have no reader either', async () => {
    const child = desk.start(['list']);
    child.stderr?.destroy();
    expect((await ended(child)).code).toBe(2);
  });
});

test('where no list can be made, every command that reads says so in one line and answers nothing', async () => {
  // A database that takes no note, for a reason that nobody thought of.
  const broken = join(desk.place, 'broken.mjs');
  writeFileSync(
    broken,
    `import { StatementSync } from 'node:sqlite';
    const { run } = StatementSync.prototype;
    StatementSync.prototype.run = function (...values) {
      if (/insert/i.test(this.sourceSQL)) throw new RangeError('odd');
      return run.apply(this, values);
    };`,
  );
  const env = { NODE_OPTIONS: `--no-warnings --import ${broken}`, GLEANER_HOME: join(desk.place, 'empty') };
  for (const args of [
    ['list', desk.folder, '--json'],
    ['tags', desk.folder],
    ['sources', desk.folder],
    ['show', desk.folder, 'a.md'],
  ]) {
    const { code, stdout, stderr } = await ended(desk.start(args, { env }));
    expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: '' });
    expect(stderr).toMatch(/^gleaner: The list of notes could not be made\. [^\n]+\n$/);
  }
});

// Windows allows no such names.
test.runIf(process.platform !== 'win32')('names and text of notes cannot steer the terminal', async () => {
  const evil = 'a\u001b]0;owned\u0007\u001b[2J\nb\u009b31m\u202ec';
  const attack = workshop({
    [`${evil}.md`]: `---\ntitle: [x\n---\n\n### [${evil}](https://example.com/${evil})\n`,
    [`${evil}-2.md`]: `---\ntitle: "\\e[2J\\a"\ntags: ["\\e[2J"]\ncategories: ["\\a"]\nexcerpt: "\\e[2J"\n---\n`,
  });
  const { folder } = attack;
  const runs = [
    ['list', folder],
    ['list', folder, '--filter', `(${evil}`],
    ['tags', folder],
    ['sources', folder],
    ['show', folder, `${evil}.md`],
    ['show', folder, `${evil}-2.md`],
    ['show', folder, `${evil}-3.md`],
    ['show', join(folder, evil), 'a.md'],
    ['tag', 'add', folder, 'x', `${evil}-2.md`, `${evil}.md`],
    ['tag', 'add', folder, evil, `${evil}-2.md`],
    ['list', folder, `--${evil}`],
  ];
  for (const args of runs) {
    const { stdout, stderr } = await attack.gleaner(...args);
    expect(`${stdout}${stderr}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(`${stdout}${stderr}`).not.toMatch(/^b/m);
  }
  attack.remove();
});

test('tags are counted exactly, the most used first', async () => {
  const { tags } = tagsShape.parse(await documentOf('tags', desk.folder, '--json'));
  expect(tags).toEqual([
    { name: 'web', count: 2 },
    { name: 'serverless', count: 1 },
    { name: 'web/css', count: 1 },
  ]);
  expect((await desk.gleaner('tags', desk.folder)).stdout).toMatch(/^NOTES {2}TAG\n {4}2 {2}web\n/);
});

describe('sources', () => {
  test('are articles, each with every note that cites it', async () => {
    const { total, sources } = sourcesShape.parse(await documentOf('sources', desk.folder, '--json'));
    expect([total, sources.length]).toEqual([5, 5]);
    const same = sources.find(({ site }) => site === 'example.com');
    expect(same?.notes.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: '_posts/b.md', line: 7 },
      { path: 'a.md', line: 7 },
    ]);
    expect(sources.map(({ title }) => title)).toContain('进击的serverless');
  });

  test('with all notes, however many cite one', async () => {
    const often = workshop({});
    const { folder } = often;
    for (let index = 100; index < 1130; index++)
      writeFileSync(join(folder, `${index}.md`), '### [Same](https://example.com/same)\n');
    const { sources } = sourcesShape.parse(await documentOf('sources', folder, '--json'));
    expect(new Set(sources.flatMap(({ notes }) => notes.map(({ path }) => path))).size).toBe(1030);
    often.remove();
  });

  test('of some notes only, and as a table', async () => {
    const { total } = sourcesShape.parse(
      await documentOf('sources', desk.folder, '--filter', 'tag:serverless', '--json'),
    );
    expect(total).toBe(4);
    const { stdout } = await desk.gleaner('sources', desk.folder);
    expect(stdout).toMatch(/^SITE +TITLE +URL +IN\n/);
    expect(stdout.endsWith('5 sources\n')).toBe(true);
  });
});

describe('show', () => {
  test('prints the facts of one note', async () => {
    const facts = await documentOf('show', desk.folder, '2020-01-13-serverless.md', '--json');
    expect(facts).toMatchObject({
      path: '2020-01-13-serverless.md',
      title: 'serverless资料收集',
      titleFrom: 'header',
      tags: ['serverless'],
      problem: null,
    });
    expect((facts as { sources: { title: string }[] }).sources.map(({ title }) => title)).toEqual([
      'Serverless 落地挑战与蚂蚁金服实践',
      '初识 Knative：跨平台的 Serverless 编排框架',
      '酷家乐的 Istio 与 Knative 实践',
      '进击的serverless',
    ]);
  });

  test('finds the note by a path from the current folder and by its whole path', async () => {
    const here = await ended(
      desk.start(['show', desk.folder, 'b.md', '--json'], { cwd: join(desk.folder, '_posts') }),
    );
    expect((JSON.parse(here.stdout) as { path: string }).path).toBe('_posts/b.md');
    const whole = await documentOf('show', desk.folder, join(desk.folder, 'a.md'), '--json');
    expect((whole as { path: string }).path).toBe('a.md');
  });

  test('prints lines for people', async () => {
    const { stdout } = await desk.gleaner('show', desk.folder, 'a.md');
    expect(stdout).toContain('title       甲\n');
    expect(stdout).toContain('line 7      Same <https://example.com/a>\n');
  });
});

describe('an answer about words', () => {
  /** Says at each question how many of 10 notes can be searched; the last again and again. */
  function notebookThat(...done: (number | null)[]): {
    asked: () => number;
    state: () => Promise<NotebookState>;
  } {
    let asked = 0;
    const state = (): Promise<NotebookState> => {
      const now = done[Math.min(asked++, done.length - 1)] ?? null;
      return Promise.resolve({
        ...{
          name: 'notes',
          folder: '/notes',
          availability: 'ready',
          scanning: null,
          bulk: null,
          fetching: null,
          total: 10,
        },
        ...{ finding: 'index', indexing: now === null ? null : { done: now, total: 10, perSecond: 0 } },
      });
    };
    return { asked: () => asked, state };
  }

  test('waits until every text can be found', async () => {
    const notebook = notebookThat(3, 3, 7, null);
    await allFindable(notebook, 5000);
    expect(notebook.asked()).toBe(4);
  });

  test('is not given when that comes to a stop, instead of one that leaves notes out', async () => {
    const stopped = allFindable(notebookThat(3, 7), 60);
    await expect(stopped).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('Only 7 of 10 notes') as string,
    });
  });
});
