import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ignoreFile, readIgnored } from '../../notes/files/ignore.ts';
import { makeFolder } from './make.ts';

describe("the notebook's own list of what to pass over", () => {
  it("is read in git's syntax, with or without a byte order mark", () => {
    const isIgnored = readIgnored(makeFolder({ [ignoreFile]: '\ufeffa.md\n/drafts/\n!drafts/keep.md\n' }));
    expect(['a.md', 'x/a.md', 'drafts/', 'x/drafts/', 'b.md'].map(isIgnored)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('names nothing when there is none, or when it is far longer than a person writes', () => {
    expect(readIgnored(makeFolder())('a.md')).toBe(false);
    const line = 'a.md\n';
    expect(readIgnored(makeFolder({ [ignoreFile]: line.repeat(10_000) }))('a.md')).toBe(true);
    expect(readIgnored(makeFolder({ [ignoreFile]: line.repeat(20_000) }))('a.md')).toBe(false);
    expect(readIgnored(makeFolder({ [`${ignoreFile}/a.md`]: 'a.md' }))('a.md')).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is not waited for when it is a pipe', () => {
    const folder = makeFolder();
    execFileSync('mkfifo', [join(folder, ignoreFile)]);
    expect(readIgnored(folder)('a.md')).toBe(false);
  });

  it.skipIf(process.platform === 'win32')(
    'is not read through a link, least of all one without an end',
    () => {
      const folder = makeFolder({ 'secret.txt': 'a.md', 'notebook/a.md': '', 'other/a.md': '' });
      symlinkSync('../secret.txt', join(folder, 'notebook', ignoreFile));
      symlinkSync('/dev/zero', join(folder, 'other', ignoreFile));
      expect(readIgnored(join(folder, 'notebook'))('a.md')).toBe(false);
      expect(readIgnored(join(folder, 'other'))('a.md')).toBe(false);
    },
  );
});
