/** Builders that tests share. */

interface NoteParts {
  title?: string;
  date?: string;
  tags?: string[];
  categories?: string[];
  /** Further lines of the header, as they are to stand there. */
  header?: string;
  body?: string;
}

/** The text of a note; without any header part it has no header. */
export function note({ title, date, tags, categories, header, body = '' }: NoteParts = {}): string {
  const list = (name: string, items?: string[]): string =>
    items ? `${name}:\n${items.map((item) => `  - ${item}\n`).join('')}` : '';
  const field = (name: string, value?: string): string => (value === undefined ? '' : `${name}: ${value}\n`);
  const fields =
    field('title', title) +
    field('date', date) +
    list('tags', tags) +
    list('categories', categories) +
    (header === undefined ? '' : `${header}\n`);
  return fields === '' ? body : `---\n${fields}---\n\n${body}`;
}
