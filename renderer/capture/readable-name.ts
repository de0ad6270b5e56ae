import { readableUrl } from '../../notes/text/urls.ts';

/** What an article is called as long as nobody knows its title, its address without what all have: `zoo.example/ant?a=1`. */
export function readableName(url: string): string {
  return readableUrl(url)
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/#.*$/s, '')
    .replace(/\/$/, '');
}
