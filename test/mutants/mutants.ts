/** Ways to break Gleaner, one at a time, and the test file that must notice each (safety.md 4.7). */
export interface Mutant {
  breaks: string;
  file: string;
  /** Stands in the file exactly once. */
  search: string;
  replace: string;
  /** What must fail. `only`: a part of the titles, where the whole file would take long. */
  test: string;
  only?: string;
}

const faults = 'test/faults/faults.test.ts';

export const mutants: readonly Mutant[] = [
  {
    breaks: 'the new file is not flushed before the rename',
    file: 'notes/files/durable.ts',
    search: '      await sync(file);\n',
    replace: '',
    test: faults,
    only: 'order of calls',
  },
  {
    breaks: 'the folder is not flushed after the rename',
    file: 'notes/files/overwrite.ts',
    search: 'if (written.is) await syncFolder(dirname(file));',
    replace: '',
    test: faults,
    only: 'order of calls',
  },
  {
    breaks: 'a note is written in place',
    file: 'notes/files/overwrite.ts',
    search: "before.stats.nlink > 1 ? 'linked' : 'rename'",
    replace: "before.stats.nlink > 0 ? 'linked' : 'rename'",
    test: faults,
    only: 'order of calls',
  },
  {
    breaks: 'a short write is taken for a whole one',
    file: 'notes/files/durable.ts',
    search: '    written += someOf(count);\n',
    replace: '    written += count === 0 ? length : length;\n',
    test: faults,
    only: 'short write',
  },
  {
    breaks: 'an error of close is ignored',
    file: 'notes/files/durable.ts',
    search: '    } finally {\n      closeSync(file);\n    }\n    discardLitter();',
    replace:
      '    } finally {\n      try {\n        closeSync(file);\n      } catch {}\n    }\n    discardLitter();',
    test: 'test/files/saving.test.ts',
    only: 'close of the new file',
  },
  {
    breaks: 'a save that failed behind its rename makes the next one a conflict',
    file: 'notes/files/overwrite.ts',
    search: '    if (written.is && isThere(file, bytes)) doubt(file, base);\n',
    replace: '',
    test: 'test/files/saving.test.ts',
    only: 'folder could not be flushed',
  },
  {
    breaks: 'a temporary file that could not be removed is forgotten',
    file: 'notes/files/durable.ts',
    search: '    discardLitter();\n',
    replace: '',
    test: 'test/files/saving.test.ts',
    only: 'could not be removed',
  },
  {
    breaks: 'a refused rename is not tried in place',
    file: 'notes/files/overwrite.ts',
    search: 'if (!isRefused(error)) throw error;',
    replace: 'throw error;',
    test: faults,
    only: 'refused rename',
  },
  {
    breaks: 'a write in place is not kept first',
    file: 'notes/files/overwrite.ts',
    search: '      await keep();\n',
    replace: '',
    test: 'test/files/save.test.ts',
    only: 'hard-linked',
  },
  {
    breaks: 'a save writes over what another program wrote',
    file: 'notes/files/save.ts',
    search: '  if (version !== base && !isOurs) return conflict(before.bytes, textOf);\n',
    replace: '',
    test: 'test/files/save.test.ts',
    only: 'is a conflict',
  },
  {
    breaks: 'a note may be emptied without a person',
    file: 'notes/changing.ts',
    search: 'if (isMeant !== true && base !== null) this.#refuseShrunk(path, base, text);',
    replace: '',
    test: 'test/shrunk.test.ts',
  },
  {
    breaks: 'changes are found by size and second alone',
    file: 'notes/files/read.ts',
    search: '`${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}-${stats.ino}`',
    replace: '`${stats.size}-${stats.mtimeNs / 1_000_000_000n}`',
    test: 'test/files/compare.test.ts',
  },
  {
    breaks: 'an empty listing empties the catalog',
    file: 'notes/files/compare.ts',
    search: '  if (seen.size === 0 && known.size > 0) throw unavailable(root);\n',
    replace: '',
    test: 'test/files/compare.test.ts',
  },
  {
    breaks: 'unsaved text is replaced by what another program wrote',
    file: 'renderer/session/merge.ts',
    search: '  if (base.eq(mine)) return',
    replace: '  return',
    test: 'test/renderer/session/session.test.ts',
  },
  {
    breaks: 'names are cut by UTF-16 units',
    file: 'notes/files/names.ts',
    search: '  return Buffer.byteLength(text);',
    replace: '  return text.length;',
    test: 'test/files/names.test.ts',
  },
  {
    breaks: 'bytes that are no text are decoded with replacements and saved',
    file: 'notes/files/bytes.ts',
    search: '  const text = isSure ? wholeText(bytes, encoding, mark) : null;',
    replace: '  const text = isSure ? wholeText(bytes, encoding, mark) : guess(bytes, encoding, mark);',
    test: 'test/files/encodings.test.ts',
  },
  {
    breaks: 'a folder beside the notebook counts as inside it',
    file: 'notes/files/paths.ts',
    search: 'root.endsWith(sep) ? root : root + sep',
    replace: 'root',
    test: 'test/files/paths.test.ts',
  },
  {
    breaks: 'the host answers to any name (no Host check)',
    file: 'cli/guard.ts',
    search: "  if (host === null || !request.url?.startsWith('/')) return { status: 421, message: '' };\n",
    replace: '',
    test: 'test/cli/server.test.ts',
  },
  {
    breaks: 'a socket is opened for any page (no Origin check)',
    file: 'cli/guard.ts',
    search: 'origin === undefined ? mustHaveOrigin : origin !== `http://${host}`',
    replace: 'origin !== origin',
    test: 'test/cli/server.test.ts',
  },
  {
    breaks: 'errors are sent without a policy',
    file: 'cli/server.ts',
    search: '    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);\n',
    replace: '',
    test: 'test/cli/server.test.ts',
  },
  {
    breaks: 'only the written name of a server is judged, not where it leads',
    file: 'notes/sources/destinations.ts',
    search: '({ ...one, kind: kindOfAddress(one.address) })',
    replace: "({ ...one, kind: 'public' as AddressKind })",
    test: 'test/address-lab.test.ts',
  },
];
