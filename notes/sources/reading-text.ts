/** The text of a page that a person reads, found quickly: for a card, which wants its length and language. */
import type { PageDocument, PageElement, PageNode } from './page-nodes.ts';

const passedOver = new Set([
  ...[
    'nav',
    'header',
    'footer',
    'aside',
    'form',
    'button',
    'noscript',
    'figcaption',
    'label',
    'menu',
    'dialog',
  ],
]);
const containers =
  '#js_content, #content_views, .Post-RichText, .markdown-body, .post-content, .entry-content, .article-content, article, main, [role="main"]';

/** The text without what stands around it; empty when the page shows none without its scripts. */
export function readingText(document: PageDocument): string {
  let best = '';
  let seen = 0;
  for (const element of document.querySelectorAll(containers)) {
    if (++seen > 20) break;
    const text = textWithin(element);
    // The first of those that hold the most: an article within an article is a part of it.
    if (text.length > best.length * 1.2) best = text;
  }
  const all = textWithin(document.body);
  return best.length * 4 > all.length || best.length > 1_500 ? best : all;
}

function textWithin(root: PageElement): string {
  const parts: string[] = [];
  const visit = (node: PageNode): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) parts.push(child.textContent ?? '');
      else if (child.nodeType === 1 && !passedOver.has((child as PageElement).localName)) {
        if ((child as PageElement).getAttribute('style') === 'display:none') continue;
        visit(child);
        parts.push(' ');
      }
    }
  };
  // As deep as a page may be (`boundedHtml`).
  visit(root);
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** Characters of Chinese, Japanese and Korean, and words of other scripts, that are read in a minute. */
const charactersAMinute = 400;
const wordsAMinute = 230;

/** Minutes it takes to read `text`, rounded up; `null`: there is next to nothing to read. */
export function minutesFor(text: string): number | null {
  const characters = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/gu)?.length ?? 0;
  const words =
    text.match(
      /[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]][[\p{L}\p{N}'’.\-]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]]*/gv,
    )?.length ?? 0;
  if (characters + words < 30) return null;
  return Math.max(1, Math.ceil(characters / charactersAMinute + words / wordsAMinute));
}
