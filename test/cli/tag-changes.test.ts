import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root, workshop, type Workshop } from './run.ts';

let desk: Workshop;
beforeEach(() => {
  desk = workshop();
});
afterEach(() => desk.remove());

const textOf = (path: string) => desk.bytes(path).toString();

test('a dry run prints the diff of every file and what would stay, and changes nothing', async () => {
  desk.put('a.md', '---\ntitle: A\ntags: [js, x]\n---\njs\n');
  desk.put('b.md', '---\ntags:\n  - JavaScript\n  - x\n  - js\n  - JS/v8\n---\n');
  desk.put('broken.md', '---\ntitle: a: b\ntags: [js]\n---\n');
  const names = ['js', 'JS', 'JavaScript'];
  const { code, stdout, stderr } = await desk.gleaner('tag', 'merge', desk.folder, ...names, '--dry-run');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    '--- a.md',
    '+++ a.md',
    '@@ -3 +3 @@',
    '-tags: [js, x]',
    '+tags: [JavaScript, x]',
    '--- b.md',
    '+++ b.md',
    '@@ -5,2 +5 @@',
    '-  - js',
    '-  - JS/v8',
    '+  - JavaScript/v8',
    expect.stringMatching(/^Left as it is: broken\.md, line 2: /),
    '2 notes would change.',
    '',
  ]);
  expect(textOf('a.md')).toBe('---\ntitle: A\ntags: [js, x]\n---\njs\n');
});

test('a rename names the notes it changed, and is taken back byte for byte', async () => {
  const before = { 'a.md': '---\r\ntags: [old, x]\r\n---\r\nold', 'b/c.md': '---\ntags: old\n---\n' };
  for (const [path, text] of Object.entries(before)) desk.put(path, text);
  desk.put('d.md', '---\ntags: [older]\n---\n');
  const done = await desk.gleaner('tag', 'rename', desk.folder, 'old', 'a: b');
  expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: '' });
  expect(done.stdout).toMatch(
    /^a\.md\nb\/c\.md\n2 notes changed\.\nTaken back by: gleaner tag undo .* [\d-]+[0-9a-f]{6}\n$/,
  );
  expect(textOf('a.md')).toBe('---\r\ntags: ["a: b", x]\r\n---\r\nold');
  expect(textOf('b/c.md')).toBe('---\ntags: ["a: b"]\n---\n');
  expect(textOf('d.md')).toBe('---\ntags: [older]\n---\n');

  const undone = await desk.gleaner('tag', 'undo', desk.folder);
  expect(undone).toEqual({ code: 0, stdout: '2 notes changed back.\n', stderr: '' });
  for (const [path, text] of Object.entries(before)) expect(textOf(path)).toBe(text);
  const again = await desk.gleaner('tag', 'undo', desk.folder);
  expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 1, stdout: '' });
  expect(again.stderr).toMatch(/^gleaner: There is no change [^\n]*\n$/);
  const named = await desk.gleaner('tag', 'undo', desk.folder, done.stdout.trim().split(' ').at(-1) ?? '');
  expect(named).toEqual({ code: 0, stdout: '0 notes changed back.\n', stderr: '' });
});

test('a note that can not be changed is named, the others are done, and the exit code says so', async () => {
  desk.put('alias.md', '---\nx: &x old\ntags: [*x]\n---\n');
  desk.put('good.md', '---\ntags: [old]\n---\n');
  const { code, stdout, stderr } = await desk.gleaner('tag', 'rename', desk.folder, 'old', 'new');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^good\.md\nLeft as it is: alias\.md, line 3: [^\n]*\n1 note changed\.\n/);
  expect(stderr).toBe('gleaner: 1 note could not be changed and is as before; the lines above say why.\n');
  expect(textOf('good.md')).toBe('---\ntags: [new]\n---\n');
});

test('wrong usage and what is no tag are told apart from a tag that no note has', async () => {
  desk.put('a.md', '---\ntags: [x]\n---\n');
  expect(await desk.gleaner('tag', 'rename', desk.folder, 'only')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Two tags are needed') as string,
  });
  expect((await desk.gleaner('tag', 'rename', desk.folder)).code).toBe(2);
  expect(await desk.gleaner('tag', 'rename', desk.folder, 'x', '#')).toMatchObject({ code: 1, stdout: '' });
  expect(await desk.gleaner('tag', 'rename', desk.folder, 'nobody', 'new')).toMatchObject({
    code: 0,
    stderr: '',
  });
});

test.each([
  ['resume', 'new', '150 notes changed.\n'],
  ['rollback', 'old', /^\d+ notes? changed back\.\n$/],
] as const)(
  'a change that was cut off is said, and ended by %s',
  async (verb, tag, told) => {
    const paths = Array.from({ length: 150 }, (_, index) => `${index}.md`);
    for (const path of paths) desk.put(path, '---\ntags: [old]\n---\n');
    // Stopped after its first notes, wherever the machine is then.
    for (let isCut = false; !isCut;) {
      const child = spawn(process.execPath, [join(root, 'test/bulk-applier.ts'), desk.folder, 'old', 'new'], {
        env: { ...process.env, GLEANER_HOME: join(desk.place, 'home') },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const closed = once(child, 'close');
      await Promise.race([once(child.stdout, 'data'), closed]);
      while (child.exitCode === null && textOf('3.md').includes('old')) await new Promise(setImmediate);
      child.kill('SIGKILL');
      await closed;
      isCut = paths.some((path) => textOf(path).includes('old'));
      if (!isCut) await desk.gleaner('tag', 'undo', desk.folder);
    }
    const refused = await desk.gleaner('tag', 'rename', desk.folder, 'new', 'other');
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^gleaner: [^\n]*cut off after \d+ of 150 notes[^\n]*tag resume [^\n]*tag rollback [^\n]*\n$/,
    );
    const ended = await desk.gleaner('tag', verb, desk.folder);
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(ended.stdout).toMatch(told);
    for (const path of paths) expect(textOf(path)).toBe(`---\ntags: [${tag}]\n---\n`);
    expect((await desk.gleaner('tag', verb, desk.folder)).stdout).toBe('No change of tags was cut off.\n');
  },
  60_000,
);
