import { describe, expect, test } from 'vitest';
import { Pictures } from '../../../renderer/sources/pictures.ts';

describe('the pictures of cards', () => {
  const asked: string[] = [];
  const from = {
    picture: ({ id }: { id: string }) => {
      asked.push(id);
      return Promise.resolve(id === 'gone' ? null : { type: 'image/png', base64: id.repeat(10) });
    },
  };
  const size = 'data:image/png;base64,'.length + 10;

  test('are addresses that hold the picture, asked for once', async () => {
    const pictures = new Pictures(10_000);
    const [first, second] = await Promise.all([pictures.ask('a', from), pictures.ask('a', from)]);
    expect(first).toBe('data:image/png;base64,aaaaaaaaaa');
    expect(second).toBe(first);
    expect(pictures.kept('a')).toBe(first);
    expect(asked).toEqual(['a']);
  });

  test('that are not there any more are known to be gone', async () => {
    const pictures = new Pictures(10_000);
    expect(await pictures.ask('gone', from)).toBeNull();
    expect(pictures.kept('gone')).toBeNull();
    expect(pictures.kept('other')).toBeUndefined();
  });

  test('are kept up to a size, and the one shown longest ago goes first', async () => {
    const pictures = new Pictures(2 * size);
    await pictures.ask('a', from);
    await pictures.ask('b', from);
    pictures.kept('a');
    await pictures.ask('c', from);
    expect(['a', 'b', 'c'].map((id) => pictures.kept(id) !== undefined)).toEqual([true, false, true]);
  });

  test('larger than all that is kept are still shown', async () => {
    const pictures = new Pictures(5);
    await pictures.ask('a', from);
    expect(pictures.kept('a')).toBeDefined();
  });

  test('that could not be asked for are asked for again', async () => {
    const pictures = new Pictures(10_000);
    await expect(pictures.ask('x', { picture: () => Promise.reject(new Error('away')) })).rejects.toThrow();
    expect(await pictures.ask('x', from)).toContain('xxx');
  });
});
