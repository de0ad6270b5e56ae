import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ended, workshop, type Workshop } from './run.ts';

let desk: Workshop;
/** What `Text` becomes with the tag `one`. */
const tagged = '---\ntags:\n  - one\n---\n\nText\n';

beforeEach(() => {
  desk = workshop();
});
afterEach(() => desk.remove());

const notes: Record<string, string | Buffer> = {
  'block.md': '---\ntitle: A\ntags:\n  - one\n---\n\nText\n',
  'flow.md': '---\ntags: [one, "two"]\ntitle: A\n---\nText\n',
  'crlf.md': '---\r\ntitle: A\r\ntags:\r\n- one\r\n---\r\n\r\nText\r\n',
  'bom.md': '\ufeff---\ntitle: A\ntags: [one]\n---\nText\n',
  'bom-crlf-no-end.md': '\ufeff---\r\ntitle: A\r\ntags: [one]\r\n---\r\nText',
  'mixed.md': '---\ntitle: A\r\ntags: [one]\n---\r\nText\r\nmore\n',
  'no-end.md': '---\ntags:\n  - one\n---\nText without an end',
  'no-header.md': 'Text\n\n---\n\nmore\n',
  'no-header-crlf.md': 'Text\r\nmore\r\n',
  'no-tags.md': '---\ntitle: A # why\ndate: 2020-01-13\n---\nText\n',
  'empty-tags.md': '---\ntags: []\n---\nText\n',
  'comments.md': '---\n# a comment\ntags:   # another\n  - one   # third\nlayout: post\n---\nText\n',
  '空.md': '',
  '_posts/中文 名.md': '---\ntitle: 中文\ntags:\n  - 前端\n---\n正文\n',
};

test('adding a tag and removing it again leaves every byte as it was', async () => {
  for (const [path, text] of Object.entries(notes)) desk.put(path, text);
  const paths = Object.keys(notes);
  const added = await desk.gleaner('tag', 'add', desk.folder, '新标签', ...paths);
  expect({ code: added.code, stderr: added.stderr }).toEqual({ code: 0, stderr: '' });
  expect(added.stdout.split('\n').filter(Boolean)).toEqual(paths.map((path) => `${path}: 新标签 added`));
  for (const path of paths)
    expect([path, desk.bytes(path).toString().split('新标签').length]).toEqual([path, 2]);
  const tagged = await desk.gleaner('list', desk.folder, '--filter', 'tag:新标签', '--json');
  expect((JSON.parse(tagged.stdout) as { total: number }).total).toBe(paths.length);

  const removed = await desk.gleaner('tag', 'remove', desk.folder, '#新标签', ...paths);
  expect({ code: removed.code, stderr: removed.stderr }).toEqual({ code: 0, stderr: '' });
  for (const path of paths)
    expect([path, desk.bytes(path).toString('latin1')]).toEqual([
      path,
      Buffer.from(notes[path] ?? '').toString('latin1'),
    ]);
});

test('what a reader that has seen enough leaves unread is done all the same', async () => {
  const paths = Array.from({ length: 40 }, (_, i) => `${i}.md`);
  for (const path of paths) desk.put(path, 'Text\n');
  const child = desk.start(['tag', 'add', desk.folder, 'one', ...paths, 'gone.md']);
  child.stdout?.once('data', () => child.stdout?.destroy());
  const { code, stderr } = await ended(child);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^gleaner: [^\n]*gone\.md[^\n]*\n$/);
  for (const path of paths) expect([path, desk.bytes(path).toString()]).toEqual([path, tagged]);
  expect(readdirSync(desk.folder).toSorted()).toEqual(paths.toSorted());
});

test.runIf(process.platform === 'linux')(
  'on a full disk for its output it does its work and says so',
  async () => {
    const paths = ['a.md', 'b.md', 'c.md'];
    for (const path of paths) desk.put(path, 'Text\n');
    const { code, stderr } = await desk.gleanerTo('/dev/full', 'tag', 'add', desk.folder, 'one', ...paths);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^gleaner: [^\n]*could not be printed[^\n]*\n$/);
    for (const path of paths) expect([path, desk.bytes(path).toString()]).toEqual([path, tagged]);
  },
);

test('a tag that is there, or is not, changes nothing', async () => {
  desk.put('a.md', '---\ntags: [one]\n---\n');
  expect((await desk.gleaner('tag', 'add', desk.folder, 'one', 'a.md')).stdout).toBe(
    'a.md: has one already\n',
  );
  expect((await desk.gleaner('tag', 'remove', desk.folder, 'two', 'a.md')).stdout).toBe(
    'a.md: does not have two\n',
  );
  expect(desk.bytes('a.md').toString()).toBe('---\ntags: [one]\n---\n');
});

test('a note that cannot be changed is named with its line, and the others are done', async () => {
  desk.put('broken.md', '---\ntitle: [x\n---\nText\n');
  desk.put('latin.md', Buffer.from('caf\xe9\n', 'latin1'));
  desk.put('good.md', '---\ntags: [one]\n---\n');
  const { code, stdout, stderr } = await desk.gleaner(
    'tag',
    'add',
    desk.folder,
    'two',
    'broken.md',
    'latin.md',
    'gone.md',
    'good.md',
  );
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'good.md: two added\n' });
  expect(stderr).toMatch(
    /^gleaner: broken\.md, line \d+: [^\n]*latin\.md is in an encoding that is not known for certain[^\n]*gone\.md[^\n]*\n$/,
  );
  expect(desk.bytes('broken.md').toString()).toBe('---\ntitle: [x\n---\nText\n');
  expect(desk.bytes('latin.md')).toEqual(Buffer.from('caf\xe9\n', 'latin1'));
  expect(desk.bytes('good.md').toString()).toBe('---\ntags: [one, two]\n---\n');
});
