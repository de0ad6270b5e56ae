import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { compared, makeFolder } from './make.ts';

/** A path below `folder` that ends with a name in GBK: 茶.md, or 茶 without a suffix. */
const inGbk = (folder: string, suffix: string) =>
  Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xb2, 0xe8]), Buffer.from(suffix)]);

describe.skipIf(process.platform !== 'linux')('names that are not UTF-8', () => {
  it('are told of once, with their number and what to do', async () => {
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    const folder = makeFolder({ 'a.md': 'a', 'x/b.md': 'b', '\ufffd.md': 'c' });
    const notes = openFolder(folder);
    expect((await compared(notes)).changed).toEqual(['a.md', 'x/b.md', '\ufffd.md']);
    expect(complain).not.toHaveBeenCalled();
    writeFileSync(inGbk(folder, '.md'), 'lost');
    writeFileSync(inGbk(`${folder}/x`, '.txt'), 'no note');
    mkdirSync(inGbk(`${folder}/x`, ''));
    for (let time = 0; time < 2; time++) expect((await compared(notes)).changed).toHaveLength(3);
    expect(complain.mock.calls).toEqual([
      [expect.stringMatching(/^gleaner: 2 names are not UTF-8 in .*Rename/)],
    ]);
  });
});
