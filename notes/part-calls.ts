/** The calls of the contract about what the notes have together: filters, bulk changes, articles, links, attachments, templates. */
import type { Arguments, Notebook, Results } from './api.ts';
import type { ArticleCall } from './articles.ts';
import type { Calling } from './calling.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Indexing } from './indexing.ts';
import type { Parts } from './parts.ts';

const loadNoteLinks = () => import('./note-links.ts');
const loadTemplates = () => import('./files/templates.ts');

/** What lies in the folder, and the catalog of it. */
interface LinkShelf {
  folder: NoteFolder;
  indexing: Indexing;
}

export function partCalls(shelf: LinkShelf, parts: Parts, calling: Calling) {
  return {
    ...{ ...bulkCalls(parts, calling), ...articleCalls(parts, calling), ...linkCalls(shelf, calling) },
    savedFilters: () => calling.reading(async () => (await parts.filters()).read()),
    saveFilters: (args) => calling.changing(async () => (await parts.filters()).save(args)),
    file: (args) => calling.reading(async () => (await parts.attachments()).file(args)),
    fileFacts: (args) => calling.reading(async () => (await parts.attachments()).fileFacts(args)),
    addFile: (args) => calling.changing(async () => (await parts.attachments()).addFile(args)),
    dropFile: (args) => calling.reading(async () => (await parts.attachments()).dropFile(args)),
    templates: () => calling.reading(async () => (await loadTemplates()).templatesIn(shelf.folder.root)),
    template: ({ name }) =>
      calling.reading(async () => (await loadTemplates()).templateText(shelf.folder.root, name)),
  } satisfies Partial<Notebook>;
}

function bulkCalls(parts: Parts, calling: Calling) {
  return {
    tagTwins: async () => (await parts.bulk()).twins(),
    bulkPreview: (args) => calling.reading(async () => (await parts.bulk()).preview(args)),
    bulkApply: (args) => calling.changing(async () => (await parts.bulk()).apply(args)),
    bulkUndo: (args) => calling.changing(async () => (await parts.bulk()).undo(args)),
    bulkCancel: () => calling.reading(async () => (await parts.bulk()).cancel()),
    bulkLast: () => calling.reading(async () => (await parts.bulk()).last()),
    bulkPending: () => calling.reading(async () => (await parts.bulk()).pending()),
    bulkResolve: (args) => calling.changing(async () => (await parts.bulk()).resolve(args)),
  } satisfies Partial<Notebook>;
}

function articleCalls(parts: Parts, calling: Calling) {
  const reads =
    <N extends ArticleCall>(name: N) =>
    (args: Arguments<N>): Promise<Results[N]> =>
      calling.reading(() => parts.article(name, args));
  /** `close` waits for those that change the notebook. */
  const changes =
    <N extends ArticleCall>(name: N) =>
    (args: Arguments<N>): Promise<Results[N]> =>
      calling.changing(() => parts.article(name, args));
  return {
    articles: reads('articles'),
    articleList: reads('articleList'),
    articleSites: reads('articleSites'),
    articleTwins: reads('articleTwins'),
    noted: reads('noted'),
    addSource: changes('addSource'),
    setRead: changes('setRead'),
    consent: reads('consent'),
    setConsent: reads('setConsent'),
    fetchCard: reads('fetchCard'),
    picture: reads('picture'),
    webPicture: reads('webPicture'),
    keepCopies: reads('keepCopies'),
    checkLinks: reads('checkLinks'),
    steerFetching: reads('steerFetching'),
    copy: reads('copy'),
    copyPicture: reads('copyPicture'),
    importCopy: changes('importCopy'),
    removeCopy: changes('removeCopy'),
    compareCopy: reads('compareCopy'),
  } satisfies Partial<Notebook>;
}

function linkCalls(shelf: LinkShelf, calling: Calling) {
  return {
    backlinks: (args) => calling.reading(async () => (await loadNoteLinks()).backlinks(shelf, args)),
    mentions: (args) => calling.reading(async () => (await loadNoteLinks()).mentions(shelf, args)),
    linkTargets: (args) => calling.reading(async () => (await loadNoteLinks()).linkTargets(shelf, args)),
    resolveLinks: (args) => calling.reading(async () => (await loadNoteLinks()).resolveLinks(shelf, args)),
  } satisfies Partial<Notebook>;
}
