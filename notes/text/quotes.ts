/** What a reader took out of an article, and where it stands in the article's text. */
import { readFacts } from './facts.ts';
import { readHeader } from './front-matter.ts';
import { readBlocks } from './markdown.ts';
import { Haystack } from './quote-matching.ts';
import { longestBody } from './sizes.ts';
import { normaliseUrl } from './urls.ts';

export interface Quote {
  /** Plain text. */
  text: string;
  /** 1-based, in the note. */
  line: number;
  /** A paragraph, list item, quotation, row or code below the article's heading; or what is **bold** or ==marked== there. */
  kind: 'excerpt' | 'mark';
  /** It stands in a quotation (`>`): the note says that these are the article's words. What else is written there may be the reader's own. */
  isQuotation: boolean;
}

export interface Located {
  quote: Quote;
  /** UTF-16 offsets in the copy; `null`: it is not there. */
  span: [number, number] | null;
  /** How much of it is as it was, 0 to 1; 0 where there is no span. */
  score: number;
}

/**
 * What the note says about the article `normalised`, in order; marks follow the excerpt that holds them. Without headings,
 * without the links that quoting makes, and without what belongs to another article further down.
 */
export function quotesOf(text: string, normalised: string): Quote[] {
  const facts = readFacts('note.md', text);
  const source = facts.sources.find((one) => one.normalised === normalised);
  if (!source) return [];
  const nested = facts.sources.find(
    (one) => one.inHeading && one.line > source.line && one.line <= source.lastLine,
  );
  const { bodyFrom, bodyLine } = readHeader(text);
  const [first, last] = [source.line, (nested?.line ?? source.lastLine + 1) - 1];
  const quotes: Quote[] = [];
  const body = text.slice(bodyFrom, bodyFrom + longestBody);
  const lines = body.split('\n');
  for (const block of readBlocks(body, true)) {
    const line = bodyLine + block.from;
    if (line > last || bodyLine + block.to <= first || block.kind === 'heading' || block.kind === 'html')
      continue;
    const isOwnLink = block.links.some(({ url }) => normaliseUrl(url) === normalised);
    // The line that is the source itself, or the link below a quotation.
    if (isOwnLink && (!source.inHeading || /^[—–-]/.test(block.text))) continue;
    if (!saysSomething(block.text)) continue;
    const isQuotation = block.kind !== 'code' && inQuotation.test(lines[block.from] ?? '');
    quotes.push({ text: block.text, line, kind: 'excerpt', isQuotation });
    for (const bold of block.boldTexts ?? [])
      if (saysSomething(bold.text))
        quotes.push({
          text: bold.text.replace(marked, '$1'),
          line: bodyLine + bold.line,
          kind: 'mark',
          isQuotation,
        });
    for (const mark of block.markedTexts ?? [])
      if (saysSomething(mark)) quotes.push({ text: mark, line, kind: 'mark', isQuotation });
  }
  return quotes;
}

/** The first line of a block in a quotation, which may itself be in a list. */
const inQuotation = /^(?:[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])*>/;

const marked = /(?<!=)==(?=[^\s=])([^=]{0,5000}?[^\s=])==(?!=)/g;

function saysSomething(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/**
 * Finds each quote in `copy` (plain text): the same but for width, case, white space and the shape of its punctuation, else
 * with at most a fifth of its characters changed; a mark before all inside its excerpt. Quotes of fewer than six characters
 * only where they are the same. 200 long quotes in 200,000 characters take less than a second.
 */
export function locateQuotes(copy: string, quotes: readonly Quote[]): Located[] {
  const haystack = new Haystack(copy);
  let excerpt: [number, number] | null = null;
  return quotes.map((quote) => {
    const match = haystack.find(quote.text, quote.kind === 'mark' ? excerpt : null);
    if (quote.kind === 'excerpt') excerpt = match?.span ?? null;
    return { quote, span: match?.span ?? null, score: match?.score ?? 0 };
  });
}
