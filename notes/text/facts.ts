/** A note's text -> what Gleaner knows about it. */
import type { NoteFacts, NotePath } from '../api.ts';
import { dateInName, instantOf } from './dates.ts';
import { fieldText, type Header, readHeader } from './front-matter.ts';
import { type Block, readBlocks } from './markdown.ts';
import { aliasesOf, type NoteLink, noteLinksIn } from './note-link.ts';
import { plainText, shortened, textOfHtml } from './plain.ts';
import { longestExcerpt, sourcesOf, textOf } from './section.ts';
import { longestBody } from './sizes.ts';
import { categoriesOf, tagsOf } from './tags.ts';
import { countWords } from './words.ts';

/**
 * Reads any text, whatever its line ends; a header that can't be read becomes `problem`. Of a body longer than
 * `longestBody` only the beginning is known: headings, sources, counts.
 */
export function readFacts(path: NotePath, text: string): NoteFacts {
  const header = readHeader(text);
  const body = beginningOf(text.slice(header.bodyFrom));
  return factsOf(path, body, readBlocks(body), header);
}

/** What the catalog keeps of a note. */
export interface NoteReading {
  facts: NoteFacts;
  /** Where in the text the body begins, UTF-16. */
  bodyFrom: number;
  /** Links to other notes. */
  links: NoteLink[];
  /** What else the note is called. */
  aliases: string[];
}

export function readNote(path: NotePath, text: string): NoteReading {
  const header = readHeader(text);
  const body = beginningOf(text.slice(header.bodyFrom));
  const blocks = readBlocks(body);
  return {
    facts: factsOf(path, body, blocks, header),
    bodyFrom: header.bodyFrom,
    links: noteLinksIn(body, blocks, header.bodyLine),
    aliases: aliasesOf(header),
  };
}

function factsOf(path: NotePath, body: string, blocks: Block[], header: Header): NoteFacts {
  const lines = body.split(/\r\n|\r|\n/);
  const date = fieldText(header, 'date') ?? dateInName(path);
  return {
    ...titleOf(path, header, blocks),
    date,
    instant: date === null ? null : instantOf(date),
    tags: tagsOf(header),
    categories: categoriesOf(header),
    layout: fieldText(header, 'layout'),
    unpublished: isUnpublished(path, header),
    excerpt: excerptOf(header, blocks),
    headings: blocks
      .filter((block) => block.kind === 'heading' && block.text !== '')
      .map(({ level, text: heading, from }) => ({ level, text: heading, line: header.bodyLine + from })),
    sources: sourcesOf(blocks, lines, header.bodyLine),
    bold: blocks.reduce((sum, block) => sum + block.bold, 0),
    struck: blocks.reduce((sum, block) => sum + block.struck, 0),
    questions: countQuestions(blocks, lines),
    marked: blocks.reduce((sum, block) => sum + block.marked, 0),
    words: countWords(blocks.map((block) => block.text).join('\n')),
    problem: header.problem,
  };
}

/** Ends between two lines, else between two words: half a link would be another link. */
function beginningOf(body: string): string {
  if (body.length <= longestBody) return body;
  const ends = ['\n', ' '].map((gap) => body.lastIndexOf(gap, longestBody - 1) + 1);
  return body.slice(0, ends.find((end) => end > longestBody / 2) ?? longestBody);
}

function titleOf(path: NotePath, header: Header, blocks: Block[]): Pick<NoteFacts, 'title' | 'titleFrom'> {
  const written = plainText(fieldText(header, 'title') ?? '');
  if (written !== '') return { title: written, titleFrom: 'header' };
  const heading = blocks.find((block) => block.kind === 'heading' && block.text !== '');
  if (heading) return { title: heading.text, titleFrom: 'heading' };
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:md|markdown)$/i, '');
  const date = dateInName(path);
  const slug = date === null ? '' : name.slice(date.length).replace(/^[-_ ]+/, '');
  return { title: slug === '' ? name : slug, titleFrom: 'file' };
}

/** Hugo, Jekyll and Hexo, Obsidian Publish, Jekyll's folder (product 5.2). Hugo's `published: <date>` says nothing of the kind. */
function isUnpublished(path: NotePath, header: Header): boolean {
  const says = (name: string, value: RegExp): boolean => value.test(fieldText(header, name)?.trim() ?? '');
  const yes = /^(?:true|yes|on)$/i;
  const no = /^(?:false|no|off)$/i;
  return says('draft', yes) || says('published', no) || says('publish', no) || /(?:^|\/)_drafts\//.test(path);
}

function excerptOf(header: Header, blocks: Block[]): string {
  for (const name of ['excerpt', 'description', 'summary']) {
    const field = fieldText(header, name) ?? '';
    const written = field.includes('</') ? textOfHtml(field) : plainText(field);
    if (written !== '') return shortened(written, longestExcerpt);
  }
  const intro = textOf(introOf(blocks));
  if (intro !== '') return intro;
  return shortened(
    (firstOf('text', blocks, 0) ?? firstOf('html', blocks, 0) ?? firstOf('heading', blocks, 1))?.text ?? '',
    longestExcerpt,
  );
}

/** What stands before `<!-- more -->`, without headings. */
function* introOf(blocks: Block[]): Generator<{ text: string }> {
  const last = blocks.findIndex((block) => block.more !== null);
  for (const block of blocks.slice(0, last + 1)) {
    const text = block.text.slice(0, block.more ?? undefined);
    if ((block.kind === 'text' || block.more !== null) && !notWords.test(text)) yield { text };
  }
}

/** The first block of its kind that says something, after `skipped` others; the note's first heading is its title already. */
function firstOf(kind: Block['kind'], blocks: Block[], skipped: number): Block | undefined {
  let left = skipped;
  return blocks.find(
    (block) => block.kind === kind && block.text !== '' && !notWords.test(block.text) && left-- === 0,
  );
}

// Tables of contents (kramdown's replaces the list above `{:toc}`) and Liquid tags, which a site replaces.
const notWords = /^(?:@?\[toc\].*|.{0,280}\{:\s?toc\b[^{}]{0,99}\}|\{:.*\}|\{%.*%\})$/i;

/**
 * Open questions, at most one a line (product idea 15). A line asks when it ends with `？` or `?` (closing brackets,
 * quotation marks, `**`, `_` and `！` may follow), begins with `Q:` or `问：`, is a task that is not ticked (`- [ ]`), or says
 * TODO in capitals. Not: lines of code and of HTML blocks, the text of links, what is struck out (`~~…？~~`).
 */
function countQuestions(blocks: Block[], lines: string[]): number {
  let count = 0;
  for (const { kind, from, to } of blocks) {
    if (kind !== 'heading' && kind !== 'text') continue;
    for (let line = from; line < to; line++) {
      const text = lines[line]?.trimEnd() ?? '';
      if (asksAtEnd(text) || task.test(text) || asksAtStart.test(text) || /\bTODO\b/.test(text)) count++;
    }
  }
  return count;
}

function asksAtEnd(line: string): boolean {
  let end = line.length;
  while (end > 0 && ')]）】》」』〉”"’\'*_！!'.includes(line.charAt(end - 1))) end--;
  return line.charAt(end - 1) === '？' || line.charAt(end - 1) === '?';
}

const task = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)+\[ \](?:\s|$)/;
const asksAtStart = /^[\s>#*_+\-\d.)]*(?:Q\d{0,3}|问|問)[*_]*[ \t]*[:：]/i;
