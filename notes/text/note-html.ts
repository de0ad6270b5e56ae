/**
 * A note as HTML for the reading view, block by block. Nothing in it is trusted, the raw HTML of a note is in it as written:
 * what shows it sanitises it, as its last step (renderer/note-view/). Addresses of pictures are no `src`, so that none is
 * loaded by accident.
 */
import MarkdownIt, { type Env, type MarkdownIt as Markdown, type Renderer, type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import footnotes from 'markdown-it-footnote';
import marks from 'markdown-it-mark';
import { readHeader } from './front-matter.ts';
import { blocksOf, type NoteBlock } from './note-html-blocks.ts';
import { addNoteRules } from './note-html-rules.ts';

/** How code and formulas are drawn; `null`: as text. Both are called while the HTML is written, and may be left out. */
export interface Drawing {
  /** HTML of `code` in a language, named as a fence names it. */
  code?: (code: string, language: string) => string | null;
  math?: (tex: string, isDisplay: boolean) => string | null;
}

export interface ParsedNote {
  /** Languages of its fences, as written. */
  languages: ReadonlySet<string>;
  hasMath: boolean;
  blocks(drawing?: Drawing): NoteBlock[];
}

/** Reads the body of a note; its header is shown in another way. Any text can be read. */
export function parseNote(text: string): ParsedNote {
  const { bodyFrom, bodyLine } = readHeader(text);
  const env: Env = {};
  const tokens = markdown.parse(text.slice(bodyFrom), env);
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  const languages = all.filter(({ type }) => type === 'fence').map(languageOf);
  return {
    languages: new Set(languages.filter((language) => language !== '')),
    hasMath: all.some((token) => token.type.startsWith('math') || isMathFence(token)),
    blocks: (drawing = {}) =>
      blocksOf(tokens, bodyLine - 1, (part) =>
        markdown.renderer.render(part, markdown.options, { ...env, drawing }),
      ),
  };
}

/** Everything that a note is read with, for tests that compare it with the specification. */
export function noteMarkdown(): Markdown {
  const made = new MarkdownIt({ html: true, linkify: false, typographer: false, breaks: false })
    .use(cjkFriendly)
    .use(footnotes)
    .use(marks);
  addNoteRules(made);
  // What an address may be is decided where the HTML is sanitised.
  made.validateLink = () => true;
  Object.assign(made.renderer.rules, rules);
  return made;
}

const { escapeHtml, unescapeAll } = new MarkdownIt().utils;

/** The first word after a fence's opening. */
function languageOf({ info }: Token): string {
  return unescapeAll(info).trim().split(/\s+/)[0] ?? '';
}

function isMathFence(token: Token): boolean {
  return token.type === 'fence' && languageOf(token) === 'math';
}

/** Between these a line end is no space, as between words of English: CSS Text 3, 4.1.3, which browsers leave to us. */
const fullWidth = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff01-\uff60]/u;
/** Half as wide in other languages, and full beside the ones above. */
const closesUp = new RegExp(`${fullWidth.source}|[\\u2014\\u2018-\\u201d\\u2026]`, 'u');

/** The sign next to a token, whatever marks are between. */
function neighbour(tokens: readonly Token[], index: number, step: 1 | -1): string {
  for (let at = index + step; at >= 0 && at < tokens.length; at += step) {
    const { type, content, nesting } = tokens[at] ?? {};
    if (type === 'text' && content !== undefined && content !== '')
      return (step === 1 ? /^./su : /.$/su).exec(content)?.[0] ?? '';
    if (type !== 'text' && nesting === 0) return '';
  }
  return '';
}

const rules: Renderer['rules'] = {
  fence(tokens, index, _options, env, renderer) {
    const token = tokens[index];
    if (token === undefined) return '';
    if (isMathFence(token)) return formula(token.content.trim(), true, env, renderer.renderAttrs(token));
    const language = languageOf(token);
    const attributes = renderer.renderAttrs(token);
    if (language === 'mermaid')
      return `<pre data-diagram${attributes}><code>${escapeHtml(token.content)}</code></pre>\n`;
    const drawn = language === '' ? null : drawingOf(env).code?.(token.content, language);
    const name = language === '' ? '' : ` class="language-${escapeHtml(language)}"`;
    return `<pre${attributes}><code${name}>${drawn ?? escapeHtml(token.content)}</code></pre>\n`;
  },
  code_block(tokens, index, _options, _env, renderer) {
    const token = tokens[index];
    if (token === undefined) return '';
    return `<pre${renderer.renderAttrs(token)}><code>${escapeHtml(token.content)}</code></pre>\n`;
  },
  image(tokens, index, options, env, renderer) {
    const token = tokens[index];
    if (token === undefined) return '';
    const title = token.attrGet('title');
    const alt = renderer.renderInlineAsText(token.children ?? [], options, env);
    const named = title === null ? '' : ` title="${escapeHtml(String(title))}"`;
    return `<img data-src="${escapeHtml(String(token.attrGet('src') ?? ''))}" alt="${escapeHtml(alt)}"${named}>`;
  },
  softbreak(tokens, index) {
    const before = neighbour(tokens, index, -1);
    const after = neighbour(tokens, index, 1);
    const isClosed =
      (fullWidth.test(before) && closesUp.test(after)) || (closesUp.test(before) && fullWidth.test(after));
    return isClosed ? '' : '\n';
  },
  math(tokens, index, _options, env) {
    const { content = '', meta } = tokens[index] ?? {};
    return formula(content, meta?.['isDisplay'] === true, env, '');
  },
  math_block(tokens, index, _options, env, renderer) {
    const token = tokens[index];
    return token === undefined ? '' : formula(token.content, true, env, renderer.renderAttrs(token));
  },
  wiki_link(tokens, index) {
    const { content = '', meta } = tokens[index] ?? {};
    return `<a data-note="${escapeHtml(placeOf(meta))}">${escapeHtml(content)}</a>`;
  },
  wiki_embed(tokens, index) {
    const { content = '', meta } = tokens[index] ?? {};
    const target = textOf(meta?.['target']);
    if (!/\.(?:png|jpe?g|gif|webp|avif|bmp|svg)$/i.test(target))
      return `<a data-note="${escapeHtml(placeOf(meta))}">${escapeHtml(content)}</a>`;
    return `<img data-embed="${escapeHtml(target)}" alt="${escapeHtml(content === target ? '' : content)}">`;
  },
  list_item_open(tokens, index, options, _env, renderer) {
    const isDone: unknown = tokens[index]?.meta?.['task'];
    const item = renderer.renderToken(tokens, index, options);
    return typeof isDone === 'boolean' ? `${item}<span data-task="${String(isDone)}"></span>` : item;
  },
};

function placeOf(meta: Token['meta'] | undefined): string {
  const heading = textOf(meta?.['heading']);
  return `${textOf(meta?.['target'])}${heading === '' ? '' : `#${heading}`}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function formula(tex: string, isDisplay: boolean, env: Env | undefined, attributes: string): string {
  const drawn = drawingOf(env).math?.(tex, isDisplay) ?? `<code>${escapeHtml(tex)}</code>`;
  return isDisplay ? `<div class="formula"${attributes}>${drawn}</div>\n` : drawn;
}

function drawingOf(env: Env | undefined): Drawing {
  return (env?.['drawing'] as Drawing | undefined) ?? {};
}

const markdown = noteMarkdown();
