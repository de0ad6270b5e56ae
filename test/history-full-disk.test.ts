/** A history whose disk is full: saving goes on and says so; what only the history would still have is not written over. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openNotebook } from '../notes/notebook.ts';
import { eventually, makeFolder, withOwnHome } from './contract-make.ts';
import { unless } from './temporary.ts';

const homeNow = withOwnHome();

function mountSmall(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
}

function canMount(): boolean {
  const probe = spawnSync('unshare', [
    '-m',
    '--propagation',
    'private',
    'mount',
    '-t',
    'tmpfs',
    'tmpfs',
    '/mnt',
  ]);
  return process.platform === 'linux' && process.getuid?.() === 0 && probe.status === 0;
}

const isPossible = canMount();

test.skipIf(!isPossible)(
  `a full disk stops what would destroy the only copy, and not a save${unless(isPossible, 'the right to mount')}`,
  async () => {
    const home = homeNow();
    expect(mountSmall(home)).toBe(true);
    onTestFinished(() => void spawnSync('umount', ['-l', home]));
    const folder = makeFolder({ 'a.md': '# first\n' });
    const text = () => readFileSync(join(folder, 'a.md'), 'utf8');
    const notebook = await openNotebook(folder);
    onTestFinished(() => notebook.close());
    await notebook.ready;
    const told: string[] = [];
    notebook.listen((event) => {
      if (event.kind === 'unkept') told.push(event.code);
    });
    const save = async (next: string) => {
      const { version } = await notebook.read({ path: 'a.md' });
      expect((await notebook.save({ path: 'a.md', base: version, text: next })).kind).toBe('saved');
    };
    await save('# second\n');
    const { versions } = await notebook.history({ path: 'a.md', offset: 0, limit: 10 });
    const first = versions.at(-1);
    if (first === undefined) throw new Error('No version was kept.');
    const fill = join(home, 'fill');
    for (const size of [1 << 20, 1 << 12, 1]) {
      try {
        for (let part = 0; ; part++) writeFileSync(`${fill}-${size}-${part}`, Buffer.alloc(size));
      } catch {
        // Full.
      }
      if (size === 1 << 12) break;
    }
    // Large enough that it needs room of its own, and no other program's: a person sees it, and the save is done.
    writeFileSync(
      join(folder, 'a.md'),
      `# outside\n${Array.from({ length: 30_000 }, (_, i) => i * 7919).join(' ')}\n`,
    );
    await save('# third\n'.repeat(12_000));
    expect(text()).toBe('# third\n'.repeat(12_000));
    await eventually(() => expect(told).toContain('disk-full'));
    // Restoring would write over the only copy of what is there.
    await expect(notebook.restoreVersion({ path: 'a.md', id: first.id })).rejects.toMatchObject({
      code: 'disk-full',
    });
    expect(text()).toBe('# third\n'.repeat(12_000));
    spawnSync('sh', ['-c', `rm -f '${fill}'-*`]);
    rmSync(fill, { force: true });
    expect((await notebook.restoreVersion({ path: 'a.md', id: first.id })).path).toBe('a.md');
    expect(text()).toBe('# first\n');
    const after = await notebook.history({ path: 'a.md', offset: 0, limit: 10 });
    const texts = await Promise.all(
      after.versions.map(async ({ id }) => (await notebook.historyText({ path: 'a.md', id })).text),
    );
    expect(texts).toContain('# third\n'.repeat(12_000));
  },
);
