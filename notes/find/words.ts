/** What counts as equal when a person searches: letter case, full and half width, kinds and lengths of white space. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ');
}

const longestLabel = 200;
const mostLevels = 20;

/**
 * The name under which a tag or category is kept and found. It is the one that was written, but for names that nobody writes
 * on purpose: at most 200 UTF-16 units and 20 levels of it, because every level is kept once more.
 */
export function labelName(written: string): string {
  // Half a character would not come back from the database as it was.
  const name = written
    .normalize('NFC')
    .slice(0, longestLabel)
    .replace(/[\ud800-\udbff]$/, '');
  return name.split('/').slice(0, mostLevels).join('/');
}
