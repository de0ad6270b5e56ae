/** What a note may hold besides CommonMark, as rules of markdown-it: addresses, wiki links, formulas, marks and tasks. */
import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it';
import { mathAt, mathBlockEnds, mathBlockStart } from './math.ts';
import { bareUrlEnd, bareUrlText } from './urls.ts';
import { wikiLinkAt } from './wiki-link.ts';

export function addNoteRules(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('linkify', bareUrl);
  markdown.inline.ruler.before('link', 'wiki_link', wikiLink);
  markdown.inline.ruler.after('escape', 'math', inlineMath);
  markdown.inline.ruler.before('strikethrough', 'long_run', longRun);
  markdown.block.ruler.before('fence', 'math_block', mathBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  markdown.core.ruler.push('tasks', markTasks);
}

/** In place of markdown-it's linkify, which runs on through Chinese text. Called at every `:`. */
function bareUrl(state: StateInline, silent: boolean): boolean {
  if (state.linkLevel > 0 || !state.src.startsWith('://', state.pos)) return false;
  const scheme = /https?$/i.exec(state.src.slice(Math.max(0, state.pos - 5), state.pos))?.[0];
  // While a link's end is searched for (`silent`) nothing is pending.
  if (scheme === undefined || (!silent && !state.pending.endsWith(scheme))) return false;
  const from = state.pos - scheme.length;
  const end = bareUrlEnd(state.src, from);
  if (end === null || end > state.posMax) return false;
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length);
    const url = bareUrlText(state.src.slice(from, end));
    const open = state.push('link_open', 'a', 1);
    open.attrs = [['href', state.md.normalizeLink(url)]];
    state.push('text', '', 0).content = url;
    state.push('link_close', 'a', -1);
  }
  state.pos = end;
  return true;
}

/** Called at `[` and `!`. */
function wikiLink(state: StateInline, silent: boolean): boolean {
  const link = wikiLinkAt(state.src, state.pos);
  if (link === null || link.to > state.posMax) return false;
  if (!silent) {
    const token = state.push(link.isEmbed ? 'wiki_embed' : 'wiki_link', '', 0);
    token.content =
      link.alias ??
      state.src
        .slice(link.targetFrom, link.to - 2)
        .split('|')[0]
        ?.trim() ??
      '';
    token.meta = { target: link.target, heading: link.heading };
  }
  state.pos = link.to;
  return true;
}

function inlineMath(state: StateInline, silent: boolean): boolean {
  const span = mathAt(state.src, state.pos);
  if (span === null || span.to > state.posMax) return false;
  if (!silent) {
    const token = state.push('math', '', 0);
    token.content = state.src.slice(span.from + span.mark, span.to - span.mark);
    token.meta = { isDisplay: span.mark === 2 };
  }
  state.pos = span.to;
  return true;
}

/** Only two signs mark or strike: three or more are a drawing of some kind (GFM 6.5). */
function longRun(state: StateInline, silent: boolean): boolean {
  const sign = state.src.charAt(state.pos);
  if (sign !== '=' && sign !== '~') return false;
  let end = state.pos;
  while (state.src.charAt(end) === sign) end++;
  if (end - state.pos === 2) return false;
  if (!silent) state.pending += state.src.slice(state.pos, end);
  state.pos = end;
  return true;
}

/** `$$` to `$$`, or to the first empty line. */
function mathBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const first = lineOf(state, startLine);
  const start = mathBlockStart(first);
  if (start === null) return false;
  if (silent) return true;
  const tex = [first.slice(2)];
  let line = startLine + 1;
  for (let isOpen = start === 'open'; isOpen && line < endLine; line++) {
    if (state.isEmpty(line) || (state.sCount[line] ?? 0) < state.blkIndent) break;
    const text = lineOf(state, line);
    isOpen = !mathBlockEnds(text);
    tex.push(text);
  }
  state.line = line;
  const token = state.push('math_block', '', 0);
  token.block = true;
  token.content = tex.join('\n').trim().replace(/\$\$$/, '').trim();
  token.map = [startLine, line];
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** `[ ]` and `[x]` at the beginning of an item become boxes: GFM 5.3. */
function markTasks(state: { tokens: Token[] }): void {
  const { tokens } = state;
  tokens.forEach((token, index) => {
    const item = tokens[index - 2];
    if (token.type !== 'inline' || item?.type !== 'list_item_open') return;
    if (tokens[index - 1]?.type !== 'paragraph_open') return;
    const first = token.children?.[0];
    const box = first?.type === 'text' ? /^\[([ xX])\](?=[ \t]|$)/.exec(first.content) : null;
    if (first === undefined || box === null) return;
    // A box is followed by what is to be done.
    if (first.content.trim().length <= 3 && (token.children?.length ?? 0) < 2) return;
    first.content = first.content.slice(3).replace(/^[ \t]/, '');
    item.attrJoin('class', 'task-item');
    item.meta = { ...item.meta, task: box[1] !== ' ' };
  });
}
