import { rmSync } from 'node:fs';
import type { NoteFacts, NoteSource } from '../../notes/api.ts';
import { type Catalog, type CatalogNote, openCatalog } from '../../notes/find/catalog.ts';

export function makeSource(url: string, more: Partial<NoteSource> = {}): NoteSource {
  const { host } = new URL(url);
  return {
    ...{
      url,
      normalised: url,
      site: host.replace(/^www\./, ''),
      title: url,
      heading: null,
      inHeading: false,
    },
    ...{ line: 5, lastLine: 9, excerpt: '', excerptLength: 0 },
    ...more,
  };
}

export function makeNote(
  path: string,
  facts: Partial<NoteFacts> = {},
  more: Partial<Omit<CatalogNote, 'facts'>> = {},
): CatalogNote {
  return {
    ...{ path, stamp: `stamp of ${path}`, version: 'a'.repeat(64), modified: 1_000, bodyFrom: 0, body: '' },
    ...more,
    facts: {
      ...{
        title: path.replace(/\.md$/, ''),
        titleFrom: 'file',
        date: null,
        instant: null,
        tags: [],
        categories: [],
      },
      ...{ layout: null, unpublished: false, excerpt: '', headings: [], sources: [] },
      ...{ bold: 0, struck: 0, questions: 0, marked: 0, words: 0, problem: null },
      ...facts,
    },
  };
}

export const discard = (file: string): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
};

export function catalogOf(...notes: CatalogNote[]): Catalog {
  const catalog = openCatalog(null, discard);
  catalog.put(notes);
  return catalog;
}
