/** Names in a few flat arrays: 600,000 of them as objects would take ten times the memory. */
import { fold } from '../../text/fold.ts';
import { longestName } from '../../text/fuzzy.ts';
import { lettersOf } from '../../text/fuzzy-letters.ts';

export const nameKinds = { title: 0, path: 1, heading: 2, source: 3 } as const;

export interface Name {
  /** Its note's id. */
  note: number;
  /** 1-based line in the note; 0 for titles and paths. */
  line: number;
  kind: number;
  text: string;
}

/**
 * The names of some notes, folded. Those of one note stand together: its title, its path, then its headings and sources.
 * By name: where it ends in `units`, and the fields of `Name` and `Letters`.
 */
export interface Block {
  units: Uint16Array;
  ends: Uint32Array;
  notes: Int32Array;
  lines: Int32Array;
  kinds: Uint8Array;
  latin: Int32Array;
  first: Int32Array;
  inner: Int32Array;
  others: Int32Array;
  /** Which names are titles: the first one of each note. */
  titles: Uint32Array;
}

const letterFields = ['latin', 'first', 'inner', 'others'] as const;
const copied = ['notes', 'lines', 'kinds', ...letterFields] as const;

export function blockOf(names: readonly Name[]): Block {
  const texts = names.map(({ text }) => fold(text.slice(0, longestName)).slice(0, longestName));
  const block = emptyBlock(
    names.length,
    texts.reduce((sum, { length }) => sum + length, 0),
  );
  let end = 0;
  for (const [index, { note, line, kind }] of names.entries()) {
    const from = end;
    const text = texts[index] ?? '';
    for (let at = 0; at < text.length; at++) block.units[end++] = text.charCodeAt(at);
    block.ends[index] = end;
    block.notes[index] = note;
    block.lines[index] = line;
    block.kinds[index] = kind;
    const letters = lettersOf(block.units, from, end);
    for (const field of letterFields) block[field][index] = letters[field];
  }
  return withTitles(block);
}

/** One block of all the names but those of the notes in `gone`. */
export function joinedBlocks(blocks: readonly Block[], gone: ReadonlySet<number>): Block {
  let names = 0;
  let units = 0;
  eachName(blocks, gone, (_block, _index, from, to) => {
    names++;
    units += to - from;
  });
  const joined = emptyBlock(names, units);
  let name = 0;
  let end = 0;
  eachName(blocks, gone, (block, index, from, to) => {
    joined.units.set(block.units.subarray(from, to), end);
    joined.ends[name] = end += to - from;
    for (const field of copied) joined[field][name] = block[field][index] ?? 0;
    name++;
  });
  return withTitles(joined);
}

function eachName(
  blocks: readonly Block[],
  gone: ReadonlySet<number>,
  visit: (block: Block, index: number, from: number, to: number) => void,
): void {
  for (const block of blocks) {
    let from = 0;
    for (let index = 0; index < block.ends.length; index++) {
      const to = block.ends[index] ?? from;
      if (!gone.has(block.notes[index] ?? 0)) visit(block, index, from, to);
      from = to;
    }
  }
}

function emptyBlock(names: number, units: number): Block {
  return {
    units: new Uint16Array(units),
    ends: new Uint32Array(names),
    notes: new Int32Array(names),
    lines: new Int32Array(names),
    kinds: new Uint8Array(names),
    latin: new Int32Array(names),
    first: new Int32Array(names),
    inner: new Int32Array(names),
    others: new Int32Array(names),
    titles: new Uint32Array(0),
  };
}

function withTitles(block: Block): Block {
  const titles: number[] = [];
  for (let name = 0; name < block.kinds.length; name++)
    if (block.kinds[name] === nameKinds.title) titles.push(name);
  block.titles = Uint32Array.from(titles);
  return block;
}
