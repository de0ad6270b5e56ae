/**
 * markdown-it as notes are read with it. Nothing here is ever rendered, so HTML is let in (to see `<!-- more -->` and
 * `<a href>`) and URLs stay as written.
 */
import MarkdownIt, { type Env, type StateInline, type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import { BlockToken, isRead } from './block-token.ts';
import { bareUrlEnd, bareUrlText } from './urls.ts';

export type { Env, Token };

const markdown = new MarkdownIt({ html: true, linkify: false }).use(cjkFriendly);
markdown.validateLink = () => true;
markdown.normalizeLink = (url) => url;
// Inline text is parsed by `inlineTokens`, and only where it has marks.
markdown.core.ruler.enableOnly(['normalize', 'block']);
markdown.inline.ruler.at('linkify', bareUrl);
const BlockState = markdown.block.State;
markdown.block.State = class extends BlockState {
  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    if (nesting < 0) this.level--;
    const token = new BlockToken(type, tag, nesting, this.level);
    if (nesting > 0) this.level++;
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- stands in for one
    const itself = token as Token;
    if (isRead(type)) this.tokens.push(itself);
    return itself;
  }
};
const State = markdown.inline.State;
markdown.inline.State = class extends State {
  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    const token = super.push(type, tag, nesting);
    // Inline tokens don't know where they are: keep it, for the line of the link.
    if (type === 'link_open' || type === 'html_inline') token.meta = { ...token.meta, at: this.pos };
    return token;
  }
};

/** Their inline text is not parsed. */
export function parseBlocks(body: string, env: Env): Token[] {
  return markdown.parse(body, env);
}

/** `env`: that of the blocks, for the links that are defined elsewhere in the note. */
export function inlineTokens(text: string, env: Env): Token[] {
  const tokens: Token[] = [];
  markdown.inline.parse(text, markdown, env, tokens);
  return tokens;
}

/** In place of markdown-it's linkify, which runs on through Chinese text. Called at every `:`. */
function bareUrl(state: StateInline, silent: boolean): boolean {
  if (state.linkLevel > 0 || !state.src.startsWith('://', state.pos)) return false;
  const scheme = /https?$/i.exec(state.src.slice(Math.max(0, state.pos - 5), state.pos))?.[0];
  if (scheme === undefined) return false;
  const from = state.pos - scheme.length;
  const end = bareUrlEnd(state.src, from);
  if (end === null || end > state.posMax) return false;
  if (!silent) {
    if (!state.pending.endsWith(scheme)) return false;
    state.pending = state.pending.slice(0, -scheme.length);
    const url = bareUrlText(state.src.slice(from, end));
    const open = state.push('link_open', 'a', 1);
    open.attrs = [['href', url]];
    open.info = 'auto';
    state.push('text', '', 0).content = url;
    state.push('link_close', 'a', -1);
  }
  state.pos = end;
  return true;
}
