import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { draftOfPage } from '../../notes/sources/copy-draft.ts';
import { EmbeddedPictures } from '../../notes/sources/embedded.ts';
import { openPage } from '../../notes/sources/page.ts';

const folder = join(import.meta.dirname, '../fixtures/pages');

/** As a `.md` beside the page has it: what the card says, then the copy with all pictures on the web. */
function copyAt(file: string): string {
  const html = readFileSync(file, 'utf8');
  const url = /<!-- url: (\S+) -->/.exec(html)?.[1] ?? '';
  const embedded = new EmbeddedPictures();
  const draft = draftOfPage(openPage(html, embedded), embedded, url);
  if (draft.kind === 'failed') return draft.message;
  const { title, author, date, site, markdown, shown } = draft;
  const text = markdown.map((piece, at) => piece + (shown[at]?.address ?? '')).join('');
  return `title: ${title}\nauthor: ${author}\ndate: ${date}\nsite: ${site}\n\n${text}`;
}

describe('pages in the shape that sites give theirs become the article, and nothing else of the page', () => {
  const pages = globSync('*.html', { cwd: folder }).sort();

  it.each(pages)('%s', (page) => {
    const expected = readFileSync(join(folder, `${basename(page, '.html')}.md`), 'utf8');
    expect(copyAt(join(folder, page))).toBe(expected);
  });

  it('are many', () => {
    expect(pages.length).toBeGreaterThanOrEqual(12);
  });
});
