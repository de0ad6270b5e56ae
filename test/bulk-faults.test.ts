import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { change, openIn, renaming, textIn, versionsIn } from './bulk-make.ts';
import { makeFolder, writeIn, withOwnHome } from './contract-make.ts';
import { removeFolder, temporaryFolder, unless } from './temporary.ts';

withOwnHome();

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && triesToMount();
const withMount = unless(canMount, 'Linux, root and the right to mount');

/** Just below a page: a longer tag takes one page more. */
const page = 4096;
const fullText = (tag: string) => `---\ntags: [${tag}]\n---\n`.padEnd(page - 20, 'x');

test.skipIf(!canMount)(
  `on a disk that runs full, the notes that fit are changed, the others named, and all is taken back${withMount}`,
  async () => {
    const folder = mounted('size=128k');
    const paths = Array.from({ length: 24 }, (_, index) => `${10 + index}.md`);
    for (const path of paths) writeIn(folder, path, fullText('old'));
    const before = versionsIn(folder, paths);
    const notebook = await openIn(folder);
    const done = await change(notebook, renaming('n'.repeat(190), 'old'));
    expect(done.changed).toBeGreaterThan(0);
    expect(done.skipped.length).toBeGreaterThan(0);
    expect(done.changed + done.skipped.length).toBe(paths.length);
    expect(new Set(done.skipped.map(({ code }) => code))).toEqual(new Set(['failed']));
    expect(done.skipped[0]?.message).toContain('the disk is full');
    const left = new Set(done.skipped.map(({ path }) => path));
    for (const path of paths) expect(textIn(folder, path).includes('[old]')).toBe(left.has(path));
    expect(readdirSync(folder).toSorted()).toEqual(paths);
    expect(await notebook.bulkPending({})).toBeNull();
    expect(await notebook.bulkUndo({ batch: done.batch })).toMatchObject({
      changed: done.changed,
      skipped: [],
    });
    expect(versionsIn(folder, paths)).toEqual(before);
  },
);

test.skipIf(!canMount)(
  `where a batch can not be written down because the data folder is full, no note is changed${withMount}`,
  async () => {
    const home = mounted('size=1m');
    process.env['GLEANER_HOME'] = home;
    const folder = makeFolder({ 'a.md': '---\ntags: [old]\n---\n' });
    const notebook = await openIn(folder);
    const asked = renaming('new', 'old');
    const { plan } = await notebook.bulkPreview({ change: asked, offset: 0, limit: 1 });
    spawnSync('dd', ['if=/dev/zero', `of=${join(home, 'fill')}`, 'bs=4k']);
    await expect(notebook.bulkApply({ change: asked, plan })).rejects.toMatchObject({ code: 'disk-full' });
    expect(textIn(folder, 'a.md')).toBe('---\ntags: [old]\n---\n');
    expect(await notebook.bulkPending({})).toBeNull();
    execFileSync('rm', [join(home, 'fill')]);
    expect(await change(notebook, asked)).toMatchObject({ changed: 1 });
  },
);

/** A disk of its own, gone after the test. */
function mounted(options: string): string {
  const folder = join(makeFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

function triesToMount(): boolean {
  const folder = temporaryFolder('gleaner-mount-');
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  removeFolder(folder);
  return isMounted;
}
