/** The first lines of a note, or of one of its sections, as plain text. */
import type { NotePath } from '../api.ts';
import { readNote } from './facts.ts';
import { readHeader } from './front-matter.ts';
import { type Block, readBlocks } from './markdown.ts';
import { placeOfHeading } from './note-link-heading.ts';

export interface Glimpse {
  title: string;
  lines: { kind: Block['kind']; text: string }[];
}

const mostLines = 8;
const longestLine = 240;
const mostRead = 64 * 1024;

/** `heading`: what follows `#` in a link; one that is not there shows the note's beginning. */
export function glimpseOf(path: NotePath, text: string, heading: string | null): Glimpse {
  const { facts } = readNote(path, text.slice(0, mostRead));
  const { bodyFrom, bodyLine } = readHeader(text);
  const at = heading === null ? null : placeOfHeading(text, heading);
  const blocks = readBlocks(text.slice(bodyFrom, bodyFrom + mostRead));
  const from = at === null ? 0 : at - bodyLine;
  const lines = sectionAt(blocks, from)
    .filter(({ text: shown }) => shown !== '')
    .filter((block, index) => index > 0 || block.kind !== 'heading' || block.text !== facts.title)
    .slice(0, mostLines)
    .map(({ kind, text: shown }) => ({ kind, text: short(shown) }));
  return { title: facts.title, lines };
}

/** All that stands from this line on; of a heading, its section. */
function sectionAt(blocks: readonly Block[], from: number): Block[] {
  const first = blocks.findIndex((block) => block.to > from);
  const left = first < 0 ? [] : blocks.slice(first);
  const [head] = left;
  if (from === 0 || head?.kind !== 'heading') return left;
  const end = left.findIndex((block, at) => at > 0 && block.kind === 'heading' && block.level <= head.level);
  return end < 0 ? left : left.slice(0, end);
}

function short(text: string): string {
  if (text.length <= longestLine) return text;
  return `${Array.from(text.slice(0, longestLine)).slice(0, -1).join('')}…`;
}
