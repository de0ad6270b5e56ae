import { appendFileSync, copyFileSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { isBroken, isSealed, isUntouched, seal, unseal } from '../../notes/files/seal.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';

const megabyte = 1 << 20;

/** A sealed file, larger than what is read of its ends. */
async function sealedFile(): Promise<{ file: string; bytes: Buffer }> {
  const folder = temporaryFolder('gleaner-seal-');
  onTestFinished(() => removeFolder(folder));
  const file = join(folder, 'catalog.sqlite');
  const bytes = Buffer.from(Array.from({ length: 3 * megabyte }, (_, index) => (index * 7) % 251));
  writeFileSync(file, bytes);
  await seal(file);
  return { file, bytes };
}

/** With one bit changed in the middle. */
function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[megabyte] = (copy[megabyte] ?? 0) ^ 1;
  return copy;
}

/** Changes a bit of the file in such a way that the system knows nothing of it, as a failing disk does. */
async function rot(file: string, bytes: Buffer): Promise<void> {
  const [sum = ''] = readFileSync(`${file}.seal`, 'utf8').split(' ');
  writeFileSync(file, damaged(bytes));
  unseal(file);
  await seal(file);
  const [, state = ''] = readFileSync(`${file}.seal`, 'utf8').split(' ');
  writeFileSync(`${file}.seal`, `${sum} ${state}`);
}

describe('a sealed file', () => {
  test('is untouched however often it is read, until the seal is taken away', async () => {
    const { file, bytes } = await sealedFile();
    expect(readFileSync(file).equals(bytes)).toBe(true);
    expect(isUntouched(file)).toBe(true);
    expect(await isBroken(file)).toBe(false);
    expect(await isBroken(file, () => false)).toBe(false);
    unseal(file);
    expect([isSealed(file), isUntouched(file), await isBroken(file)]).toEqual([false, false, false]);
  });

  test.each<[string, (file: string, bytes: Buffer) => void]>([
    ['one bit is changed in its middle', (file, bytes) => writeFileSync(file, damaged(bytes))],
    ['it is cut', (file, bytes) => writeFileSync(file, bytes.subarray(0, megabyte))],
    ['something is added', (file) => appendFileSync(file, 'x')],
    ['the seal can not be read', (file) => writeFileSync(`${file}.seal`, '')],
  ])('is touched and broken when %s', async (_, change) => {
    const { file, bytes } = await sealedFile();
    change(file, bytes);
    expect(isUntouched(file)).toBe(false);
    expect(await isBroken(file)).toBe(true);
  });

  test('may be touched and yet be whole: another time, or a copy in its place', async () => {
    const { file } = await sealedFile();
    utimesSync(file, 1, 1);
    expect([isUntouched(file), await isBroken(file)]).toEqual([false, false]);
    unseal(file);
    await seal(file);
    expect(isUntouched(file)).toBe(true);
    copyFileSync(file, `${file}.copy`);
    renameSync(`${file}.copy`, file);
    expect([isUntouched(file), await isBroken(file)]).toEqual([false, false]);
  });

  test('may be broken without a trace: only reading all of it shows that, and can be ended', async () => {
    const { file, bytes } = await sealedFile();
    await rot(file, bytes);
    expect(isUntouched(file)).toBe(true);
    let parts = 0;
    expect(await isBroken(file, () => ++parts > 1)).toBe(false);
    expect(parts).toBe(2);
    expect(await isBroken(file, () => false)).toBe(true);
    expect(await isBroken(file)).toBe(true);
  });

  test('is not called broken when it was unsealed and written to while it was read', async () => {
    const { file, bytes } = await sealedFile();
    const isSoBroken = isBroken(file, () => {
      if (isSealed(file)) {
        unseal(file);
        writeFileSync(file, damaged(bytes));
      }
      return false;
    });
    expect(await isSoBroken).toBe(false);
  });
});
