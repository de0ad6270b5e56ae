/** D-04: within 1 s of the last key the text is on a disk, also while no save succeeds. */
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openNotebook } from '../../../notes/notebook.ts';
import { createSessions } from '../../../renderer/session/session.ts';
import { usualTimes } from '../../../renderer/session/pace.ts';
import { closeDesks, desk, openNote, typeAtEnd, until, untilTrue } from './make.ts';
import { temporaryFolder, removeFolder, unless } from '../../temporary.ts';

afterEach(closeDesks);

/** A disk of 256 kB. `false`: this machine lets nobody mount one. */
function mountSmall(folder: string): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]).status === 0;
}

const probe = temporaryFolder('gleaner-full-');
const canMount = mountSmall(probe);
if (canMount) execFileSync('umount', [probe]);
removeFolder(probe);

it.skipIf(!canMount)(
  `what is typed while the disk of the notes is full is kept on another one within a second${unless(canMount, 'the right to mount')}`,
  { timeout: 30_000 },
  async () => {
    // For its data folder, which is on an ordinary disk.
    await desk({ 'x.md': 'x\n' });
    const folder = temporaryFolder('gleaner-full-');
    mountSmall(folder);
    try {
      writeFileSync(join(folder, 'a.md'), 'start\n');
      const notebook = await openNotebook(folder, { watch: false });
      await notebook.ready;
      // What the journal has answered for: its answer comes after the fsync (test/faults/methods/call-order.ts).
      const answered: { text: string | null } = { text: null };
      const sessions = createSessions(
        {
          ...notebook,
          listen: (listener) => notebook.listen(listener),
          async journal(args) {
            const done = await notebook.journal(args);
            answered.text = args.text;
            return done;
          },
        },
        { times: usualTimes },
      );
      await sessions.open('a.md');
      try {
        for (let i = 0; ; i++) writeFileSync(join(folder, `fill${i}`), Buffer.alloc(4096));
      } catch {
        // Full.
      }
      const text = () => sessions.text() ?? '';
      const kept = async () => {
        const { unsaved } = await notebook.read({ path: 'a.md' });
        return unsaved?.text;
      };
      let typed = '';
      for (let key = 0; key < 30; key++) {
        typeAtEnd(sessions, `${key} 字`);
        typed = text();
        await new Promise((done) => setTimeout(done, 100));
      }
      const last = performance.now();
      while (performance.now() - last < 1000 && answered.text !== typed)
        await new Promise((done) => setTimeout(done, 20));
      expect([answered.text, await kept()]).toEqual([typed, typed]);
      await until('failed');
      expect(openNote().status).toMatchObject({ error: { code: 'disk-full' } });
      // Room again: it is saved by itself, and nothing is left in the journal.
      for (let i = 0; i < 70; i++) rmSync(join(folder, `fill${i}`), { force: true });
      await untilTrue(
        () => openNote().status.kind === 'saved' || (void sessions.saveAgain(), false),
        'It is saved.',
      );
      expect((await notebook.read({ path: 'a.md' })).text).toBe(typed);
      expect(await kept()).toBeUndefined();
      await sessions.close();
      await notebook.close();
    } finally {
      execFileSync('umount', ['-l', folder]);
      removeFolder(folder);
    }
  },
);
