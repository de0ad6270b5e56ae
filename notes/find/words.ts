/** What counts as equal when a person searches: letter case, full and half width, kinds and lengths of white space. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ');
}
