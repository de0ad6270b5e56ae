/**
 * The Markdown of a copy as HTML for the reading view. Nothing in it is trusted: HTML that stands in the Markdown is shown as
 * text, no address becomes one that a page loads by itself, and what shows it sanitises it once more, as its last step.
 */
import MarkdownIt, { type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';

/** Beyond this, in UTF-16 units, a copy is cut: no article is that long, and the page must stay quick. */
export const longestCopy = 2_000_000;

/**
 * HTML of `text`. A picture of the copy is `<img data-picture="name">`, the name as written, percent-decoded; a remote one is
 * a link to it: its words are `pictureWords`, or its own description. Only http, https, mailto and `#` links lead anywhere.
 */
export function copyHtml(text: string, pictureWords: string): string {
  return markdown.render(text.slice(0, longestCopy), { pictureWords });
}

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: false }).use(cjkFriendly);
markdown.validateLink = (url) => /^(?:https?:|mailto:|#)/i.test(url) || isRelative(url);
markdown.renderer.rules['image'] = (tokens, index, _options, env: unknown) =>
  picture(tokens[index], wordsOf(env));
markdown.renderer.rules['link_open'] = (tokens, index, options, _env, renderer) => {
  const token = tokens[index];
  // What is relative leads to another page of the site it was on, and there is no such page here.
  if (token !== undefined && isRelative(String(token.attrGet('href') ?? ''))) token.attrs = [];
  return renderer.renderToken(tokens, index, options);
};
// Pages break lines in the cells of tables, where Markdown has no other way to write it.
markdown.inline.ruler.after('autolink', 'line_break', (state, silent) => {
  const tag = /^<br\s*\/?>/i.exec(state.src.slice(state.pos, state.pos + 8))?.[0];
  if (tag === undefined) return false;
  if (!silent) state.push('hardbreak', 'br', 0);
  state.pos += tag.length;
  return true;
});

function isRelative(url: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|[/\\#])/i.test(url.trim());
}

function picture(token: Token | undefined, words: string): string {
  const { escapeHtml } = markdown.utils;
  const alt = (token?.children ?? []).map((child) => child.content).join('');
  const source = String(token?.attrGet('src') ?? '');
  if (isRelative(source)) {
    return `<img data-picture="${escapeHtml(decoded(source))}" alt="${escapeHtml(alt)}">`;
  }
  return `<a href="${escapeHtml(source)}">${escapeHtml(alt === '' ? words : alt)}</a>`;
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function wordsOf(env: unknown): string {
  const words = (env as { pictureWords?: unknown } | undefined)?.pictureWords;
  return typeof words === 'string' ? words : '';
}
