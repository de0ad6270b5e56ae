/** Where the words of a filter stand in notes: the lines under a row, and the way through them. */
import {
  type Arguments,
  type MatchLine,
  type NoteFacts,
  type NoteMatches,
  type NotePath,
  NotesError,
} from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import { Slices } from './slices.ts';
import { readFacts } from './text/facts.ts';
import { parseFilter } from './text/filter.ts';
import { type Word, wordsOf } from './text/match.ts';
import { foundLines, type FoundLine, placeOf, shownLine } from './text/match-lines.ts';

/** In a longer note headings are found by a look at each line, which is not exact but much faster; UTF-16 units. */
const longestParsed = 32 * 1024;

type Window = Pick<Arguments<'matches'>, 'from' | 'limit' | 'headings'>;

/** `api.ts`: matches. Reads the notes from the disk, in slices; one that can't be read has no lines. `bad-query`. */
export async function matchesIn(folder: NoteFolder, args: Arguments<'matches'>): Promise<NoteMatches[]> {
  const words = wordsOf(parseFilter(args.filter)).filter(({ key }) => key === 'text');
  const slices = new Slices();
  const found: NoteMatches[] = [];
  for (const path of args.paths) {
    const text = words.length === 0 ? '' : textOf(folder, path);
    found.push(await matchesOf(path, text, words, args, slices));
  }
  return found;
}

async function matchesOf(
  path: NotePath,
  text: string,
  words: readonly Word[],
  { from = 0, limit, headings = true }: Window,
  slices: Slices,
): Promise<NoteMatches> {
  await slices.rest();
  const shown: FoundLine[] = [];
  let total = 0;
  for (const piece of foundLines(text, words)) {
    shown.push(...piece.slice(Math.max(0, from - total), Math.max(0, from + limit - total)));
    total += piece.length;
    await slices.rest();
  }
  if (shown.length === 0) return { path, total, lines: [] };
  const facts = headings ? headingsOf(path, text) : { headings: [], sources: [] };
  const lines = shown.map((line): MatchLine => ({
    line: line.line,
    ...shownLine(text.slice(line.from, line.to), line.spans),
    ...placeOf(line.line, facts),
  }));
  await slices.rest();
  return { path, total, lines };
}

function textOf(folder: NoteFolder, path: NotePath): string {
  try {
    return folder.read(path).text;
  } catch (error) {
    // Gone or locked since the list was made: the list says so soon.
    if (error instanceof NotesError && !['unavailable', 'bad-path', 'leads-out'].includes(error.code))
      return '';
    throw error;
  }
}

function headingsOf(path: NotePath, text: string): Pick<NoteFacts, 'headings' | 'sources'> {
  if (text.length <= longestParsed) return readFacts(path, text);
  const headings = text.split(/\r\n|\r|\n/).flatMap((line, at) => {
    const [, marks = '', title = ''] = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line) ?? [];
    const plain = title.replace(/[ \t]#+[ \t]*$/, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
    return marks === '' ? [] : [{ level: marks.length, text: plain.trim(), line: at + 1 }];
  });
  return { headings, sources: [] };
}
