import { createHash } from 'node:crypto';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPictures } from '../../notes/files/pictures.ts';
import { jpeg, png } from '../web/pictures.ts';
import { filesIn, makeFolder } from './make.ts';

describe('the pictures of cards', () => {
  it('are kept by their content, once', async () => {
    const home = makeFolder();
    const pictures = openPictures(home);
    const id = await pictures.keep(png(8, 8));
    expect(id).toBe(createHash('sha256').update(png(8, 8)).digest('hex'));
    expect(await pictures.keep(png(8, 8))).toBe(id);
    expect(filesIn(home)).toEqual([`pictures/${id}`]);
    expect(pictures.read(id)).toEqual({ type: 'image/png', bytes: png(8, 8) });
    expect(pictures.read(await pictures.keep(jpeg(8, 8)))?.type).toBe('image/jpeg');
  });

  it('opening and reading write nothing', () => {
    const home = makeFolder();
    expect(openPictures(home).read('0'.repeat(64))).toBe(null);
    expect(filesIn(home)).toEqual([]);
  });

  it.each(['', '..', '../x', '0'.repeat(63), `${'0'.repeat(64)}/..`, 'F'.repeat(64)])('%j is no id', (id) => {
    expect(openPictures(makeFolder({ x: 'x' })).read(id)).toBe(null);
  });

  it('that were damaged are not there any more, and can be kept again', async () => {
    const home = makeFolder();
    const pictures = openPictures(home);
    const id = await pictures.keep(png(8, 8));
    writeFileSync(join(home, 'pictures', id), Buffer.alloc(png(8, 8).length));
    expect(pictures.read(id)).toBe(null);
    await pictures.keep(png(8, 8));
    expect(pictures.read(id)).not.toBe(null);
  });

  it('the ones that were used longest ago go when there are too many', async () => {
    const home = makeFolder();
    const sizes = [png(8, 8, [1, 1, 1]), png(8, 8, [2, 2, 2]), png(8, 8, [3, 3, 3])];
    const pictures = openPictures(
      home,
      sizes.slice(0, 2).reduce((sum, bytes) => sum + bytes.length, 10),
    );
    const [first, second, third] = sizes as [Buffer, Buffer, Buffer];
    const ids = [await pictures.keep(first), await pictures.keep(second)];
    utimesSync(join(home, 'pictures', ids[0] ?? ''), 1, 1);
    utimesSync(join(home, 'pictures', ids[1] ?? ''), 2, 2);
    // It is looked at once more, and so the other one goes.
    expect(pictures.read(ids[0] ?? '')).not.toBe(null);
    ids.push(await pictures.keep(third));
    expect(ids.map((id) => pictures.read(id) !== null)).toEqual([true, false, true]);
  });
});
