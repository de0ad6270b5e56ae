import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Copies, openCopies } from '../../notes/files/copies.ts';
import { keptAnew, keptFirst } from './copy-versions.ts';
import { filesIn, makeFolder, pause, textOf } from './make.ts';

const keeper = fileURLToPath(new URL('copy-keeper.ts', import.meta.url));
/** For a longer look, all steps and so many kills at random moments: `GLEANER_KILLS=500`. */
const moreKills = Number(process.env['GLEANER_KILLS'] ?? 0);
const { url } = keptFirst;

/** A notebook with a copy, into whose folder a person has put something. */
async function template(): Promise<{ folder: string; path: string }> {
  const folder = makeFolder();
  const { path } = await openCopies(folder).keep(url, keptFirst);
  writeFileSync(join(folder, path.slice(0, -3), 'mine.png'), 'mine');
  return { folder, path };
}

/** Answers how many steps it took, if it came to its end before it was killed. */
async function keptUntil(
  folder: string,
  action: string,
  step: number,
  killAfterMs?: number,
): Promise<number | null> {
  const child = spawn(process.execPath, ['--no-warnings', keeper, folder, action, `${step}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const closed = once(child, 'close');
  if (killAfterMs !== undefined) {
    await pause(killAfterMs);
    child.kill('SIGKILL');
  }
  await closed;
  return told === '' ? null : Number(told);
}

function versionIn(copies: Copies, folder: string, path: string): string {
  const copy = copies.read(url);
  if (copy === null) return 'none';
  const version = [keptFirst, keptAnew].find(({ markdown }) => markdown === copy.markdown);
  const pictures = version?.pictures ?? [];
  const here = filesIn(folder).filter((file) => file.startsWith(`${path.slice(0, -3)}/`));
  if (version === keptAnew && here.length === 0) return 'bare';
  for (const { name, bytes } of pictures) expect(copies.picture(url, name)?.bytes).toEqual(bytes);
  const mine = version === keptFirst ? ['mine.png'] : [];
  expect(here.map((file) => file.split('/').at(-1))).toEqual(
    [...pictures.map(({ name }) => name), ...mine].sort(),
  );
  return version === keptFirst ? 'old' : version === keptAnew ? 'new' : 'neither';
}

/** What must be true whenever it was killed. Answers which copy is in place. */
function checked(folder: string, path: string): string {
  const copies = openCopies(folder);
  copies.recover();
  const version = versionIn(copies, folder, path);
  const pictures = path.slice(0, -3);
  const trashed = path.replace('.gleaner', '.trash');
  const old = [`${trashed.slice(0, -3)}/1.png`, `${trashed.slice(0, -3)}/mine.png`, trashed];
  const inTrash = filesIn(folder).filter((file) => file.startsWith('.trash/'));
  expect(inTrash).toEqual(version === 'old' ? [] : old.sort());
  if (version !== 'old') expect(textOf(folder, trashed)).toContain('Old.');
  const others = filesIn(folder).filter(
    (file) =>
      !file.startsWith('.trash/') &&
      file !== path &&
      !file.startsWith(`${pictures}/`) &&
      !/^\.gleaner\/copies\/\.gleaner-[0-9a-f]{8}\.tmp\//.test(file),
  );
  expect(others).toEqual([]);
  if (version === 'none' || version === 'bare') expect(existsSync(join(folder, pictures))).toBe(false);
  return version;
}

it.each([
  ['keep', 'new'],
  ['keep-bare', 'bare'],
  ['remove', 'none'],
])(
  'killed at any step of “%s”, the copy is the old one or the new one, whole, and nothing is lost',
  async (action, after) => {
    const { folder: model, path } = await template();
    const copyOfIt = () => {
      const folder = makeFolder();
      cpSync(model, folder, { recursive: true });
      return folder;
    };
    const steps = (await keptUntil(copyOfIt(), action, 0)) ?? 0;
    const seen: string[] = [];
    const killedAt = async (step: number): Promise<void> => {
      const folder = copyOfIt();
      expect(await keptUntil(folder, action, step)).toBe(null);
      seen.push(checked(folder, path));
      // Whatever it was left in, the next one can be kept.
      await openCopies(folder).keep(url, keptAnew);
      expect(versionIn(openCopies(folder), folder, path)).toBe('new');
    };
    // What comes before is the writing of files that nobody knows yet.
    const first = moreKills > 0 ? 1 : Math.max(1, steps - 10);
    for (let step = first; step <= steps; step += 2)
      await Promise.all([step, step + 1].filter((one) => one <= steps).map(killedAt));
    expect(new Set(seen)).toEqual(new Set(['old', after]));
  },
  120_000,
);

it.skipIf(moreKills === 0)(
  `killed at ${moreKills} moments by somebody else`,
  async () => {
    const { folder: model, path } = await template();
    for (let kill = 0; kill < moreKills; kill++) {
      const folder = makeFolder();
      cpSync(model, folder, { recursive: true });
      await keptUntil(folder, 'keep', 0, 80 + Math.random() * 120);
      expect(['old', 'new']).toContain(checked(folder, path));
    }
  },
  moreKills * 2000 + 1,
);
