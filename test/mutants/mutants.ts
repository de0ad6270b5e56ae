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
    breaks: 'a version is restored over bytes that could not be kept',
    file: 'notes/files/history/moments.ts',
    search: "if (why === 'bulk') return await",
    replace: 'if (why.length > 0) return await',
    test: 'test/history-full-disk.test.ts',
  },
  {
    breaks: 'text is written in another encoding than it was read in',
    file: 'notes/files/save.ts',
    search: 'readIn !== decoded.encoding && version === base',
    replace: 'false',
    test: 'test/contract-bytes.test.ts',
    only: 'not written in another encoding',
  },
  {
    breaks: 'an editor that came back is taken for gone when its old connection ends',
    file: 'notes/present-editors.ts',
    search: 'if (others > 0) counts.set(writer, others);',
    replace: 'if (others > 99) counts.set(writer, others);',
    test: 'test/remote.test.ts',
    only: 'until its last connection',
  },
  {
    breaks: 'the browser host does not say which pages have gone',
    file: 'cli/socket-port.ts',
    search: 'turns), port, notebook);',
    replace: 'turns), port);',
    test: 'test/cli/socket.test.ts',
    only: 'closed page',
  },
  {
    breaks: 'a note that is renamed onto one that is gone takes its text off the screen',
    file: 'renderer/session/renamed-onto.ts',
    search: '(former.isDirty || isOpen(former))',
    replace: 'former.isDirty && !isOpen(former)',
    test: 'test/renderer/session/renamed-onto.test.ts',
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
  {
    breaks: 'a redirect is followed wherever it leads: only the first hop is judged',
    file: 'notes/sources/fetch.ts',
    search: 'const answer = await oneHop(url, request, way);',
    replace:
      'const answer = await oneHop(url, request, hops.length === 0 ? way : { ...way, allowed: new Set([url.host]) });',
    test: 'test/sources/fetch.test.ts',
    only: 'none leads from an allowed address to another private one',
  },
  {
    breaks: 'gray-matter is asked without options, and so caches and runs engines of its own',
    file: 'notes/text/front-matter.ts',
    search: '  const { data } = matter(\n    { content },\n',
    replace:
      '  const { data } = ((given: { content: string }, _options: object) => matter(String(given.content)))(\n    { content },\n',
    test: 'test/text/front-matter.test.ts',
    only: 'the same problem every time',
  },
  {
    breaks: 'a header is written anew when a tag is added',
    file: 'notes/text/header-edit.ts',
    search:
      "  return firstThatHolds(open, waysToAdd(open, wanted), isWanted) ?? tooIntricate(open, keys[0] ?? 'tags');\n",
    replace:
      '  const edit = firstThatHolds(open, waysToAdd(open, wanted), isWanted);\n' +
      "  if (edit?.kind !== 'edited') return edit ?? tooIntricate(open, keys[0] ?? 'tags');\n" +
      "  const anew = applyChanges(text, edit.changes).replaceAll('\"', '');\n" +
      '  return { ...edit, changes: [difference(text, anew)] };\n',
    test: 'test/text/header-edit.test.ts',
  },
  {
    breaks: 'an address is decoded twice',
    file: 'notes/files/ui-files.ts',
    search:
      '/%(25|2f|5c|00)/i.test(encoded)) return null;\n  let path: string;\n  try {\n    path = decodeURIComponent(encoded);',
    replace:
      '/%(2f|5c|00)/i.test(encoded)) return null;\n  let path: string;\n  try {\n    path = decodeURIComponent(decodeURIComponent(encoded));',
    test: 'test/files/ui-files.test.ts',
  },
  {
    breaks: 'a GET signs in',
    file: 'cli/server.ts',
    search:
      "    if (request.method !== 'POST') return reply(response, 405, 'Signing in is a POST.', { Allow: 'POST' });\n",
    replace: '',
    test: 'test/cli/session.test.ts',
    only: 'is not done by a GET',
  },
  {
    breaks: 'all notes are opened at once (Promise.all of 10,000 files)',
    file: 'notes/indexing.ts',
    search: '    const end = performance.now() + sliceMs;\n    this.#hold(catalog);\n',
    replace:
      '    const end = performance.now() + sliceMs;\n    this.#hold(catalog);\n' +
      "    void import('node:fs/promises').then(({ readFile }) =>\n" +
      '      Promise.all([...this.#queue.keys()].map((path) => readFile(`${this.#folder.root}/${path}`))),\n    );\n',
    test: faults,
    only: 'too many open files',
  },
  {
    breaks: 'a note is shown without being sanitised',
    file: 'renderer/reading/sanitize.ts',
    search: '  return notePurify.sanitize(html, { ...noteConfig, RETURN_DOM_FRAGMENT: true });\n',
    replace:
      "  const all = document.createElement('template');\n" +
      "  Reflect.set(all, 'innerHTML', policy?.createHTML(html) ?? html);\n  return all.content;\n",
    test: 'test/e2e/note-view.spec.ts',
    only: 'does none in context 0',
  },
  {
    breaks: 'a note may give itself any style',
    file: 'renderer/reading/sanitize.ts',
    search: '    attribute.attrValue = plainStyle(attribute.attrValue);\n',
    replace: "    if (attribute.attrValue === '') attribute.attrValue = plainStyle(attribute.attrValue);\n",
    test: 'test/e2e/note-view.spec.ts',
    only: 'does none in context 0',
  },
  {
    breaks: 'code is made HTML of once more, behind the sanitiser',
    file: 'renderer/note-view/block-nodes.ts',
    search: '  if (piece.length <= longestPiece) return document.importNode(sanitizedNote(piece), true);\n',
    replace:
      '  if (piece.length <= longestPiece) {\n    const nodes = document.importNode(sanitizedNote(piece), true);\n' +
      "    for (const code of nodes.querySelectorAll('b, code'))\n" +
      "      code.replaceChildren(document.createRange().createContextualFragment(code.textContent ?? ''));\n" +
      '    return nodes;\n  }\n',
    test: 'test/e2e/note-view.spec.ts',
    only: 'does none in context 0',
  },
  {
    breaks: 'a version is listed of which a power cut left no bytes',
    file: 'notes/files/history/blobs.ts',
    search: '    return size > 0 && roomFor(size) === stored;\n',
    replace: '    return size >= 0 && stored >= 0;\n',
    test: 'test/files/history/history.test.ts',
    only: 'a power cut took',
  },
  {
    breaks: 'a save whose answer was lost counts as one of somebody else',
    file: 'renderer/session/file.ts',
    search: '      this.#wasUnanswered(sent);\n',
    replace: '',
    test: 'test/renderer/session/faulty-port.test.ts',
    only: 'was not answered is no conflict',
  },
  {
    breaks: 'a call that arrives twice is carried out twice',
    file: 'notes/remote.ts',
    search: '      if (known.has(id)) return undefined;\n',
    replace: '',
    test: 'test/remote.test.ts',
    only: 'carried out once',
  },
];
