import { describe, expect, test } from 'vitest';
import { keptPictures, type PictureBudget } from '../../notes/sources/copy-pictures.ts';
import { png } from '../web/pictures.ts';

const plenty: PictureBudget = { kept: 60, bytes: 1024 * 1024, tries: 90, ms: 60_000 };

/** Many on one server, or one on each of many. */
const onOne = (count: number) => Array.from({ length: count }, (_, n) => `https://pictures.example/${n}.png`);
const onMany = (count: number) => Array.from({ length: count }, (_, n) => `https://host${n}.example/a.png`);

/** Keeps what `sources` say, and tells what was asked for. */
async function kept(
  sources: readonly string[],
  bytesOf: (src: string, over: AbortSignal) => Promise<Buffer | null>,
  budget: Partial<PictureBudget> = {},
) {
  const asked: string[] = [];
  const found = await keptPictures(
    sources,
    (src, over) => {
      asked.push(src);
      return bytesOf(src, over);
    },
    { ...plenty, ...budget },
  );
  return { ...found, asked };
}

describe('the pictures of one copy', () => {
  test('are kept in order, with the ending that their bytes have', async () => {
    const { names, pictures } = await kept(onMany(3), (src) =>
      Promise.resolve(src.includes('host1') ? Buffer.from('<html>') : png(2, 2)),
    );
    expect([...names]).toEqual([
      ['https://host0.example/a.png', '1.png'],
      ['https://host2.example/a.png', '2.png'],
    ]);
    expect(pictures.map(({ name }) => name)).toEqual(['1.png', '2.png']);
  });

  test('are asked for so often and no more, also in vain', async () => {
    const nothing = () => Promise.resolve(null);
    expect((await kept(onMany(3000), nothing)).asked).toHaveLength(90);
    expect((await kept(onMany(3000), nothing, { tries: 7 })).asked).toHaveLength(7);
    expect((await kept(onOne(3000), () => Promise.resolve(png(1, 1)))).asked).toHaveLength(60);
  });

  test('are not asked of a server that gave none of three in a row', async () => {
    const { asked } = await kept([...onOne(50), ...onMany(2)], () => Promise.resolve(null));
    expect(asked).toEqual([...onOne(3), ...onMany(2)]);
    let turn = 0;
    const now = await kept(onOne(20), () => Promise.resolve(turn++ % 3 === 0 ? png(1, 1) : null));
    expect(now.asked).toHaveLength(20);
  });

  test('take so many bytes together and no more, also those that are not kept', async () => {
    const large = Buffer.concat([png(1, 1), Buffer.alloc(400 * 1024)]);
    const { pictures, asked } = await kept(onMany(50), () => Promise.resolve(large));
    expect(pictures).toHaveLength(2);
    expect(asked).toHaveLength(3);
    expect((await kept(onMany(50), () => Promise.resolve(Buffer.alloc(400 * 1024)))).asked).toHaveLength(3);
  });

  test('take so long together and no longer: who is slow is left', async () => {
    const never = (_src: string, over: AbortSignal) =>
      new Promise<null>((given) => over.addEventListener('abort', () => given(null)));
    const began = performance.now();
    const { asked } = await kept(onMany(50), never, { ms: 60 });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(asked).toHaveLength(1);
  });

  test('that stand in the page itself cost nobody anything', async () => {
    const inPage = Array.from({ length: 5 }, (_, n) => `gleaner-embedded:${n}`);
    const { pictures } = await kept([...onMany(4), ...inPage], () => Promise.resolve(png(1, 1)), {
      tries: 2,
    });
    expect(pictures).toHaveLength(2 + 5);
  });
});
