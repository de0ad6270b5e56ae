/** The headings of every note, for quick open; and which notes changed since it looked last. */
import type { NoteFacts } from '../../api.ts';
import type { Database } from '../database.ts';

// More of one note, or longer ones, are an accident or an attack.
const mostHeadings = 1000;
const longestHeading = 1000;

/** Replaces the headings of `note` (its row's id). Those that only name a source, or the note, are known as such. */
export function putHeadings(database: Database, note: number, facts: NoteFacts): void {
  const sources = new Set(facts.sources.map(({ line, title }) => `${line} ${title}`));
  const lines = facts.headings
    .filter(({ text }) => text !== '' && text !== facts.title)
    .map(({ line, text }) => `${line} ${text.slice(0, longestHeading).replaceAll('\n', ' ')}`)
    .filter((line) => !sources.has(line))
    .slice(0, mostHeadings);
  database.run('INSERT OR REPLACE INTO headings (note, lines) VALUES (?, ?)', note, lines.join('\n'));
}

export function removeHeadings(database: Database, note: number): void {
  database.run('DELETE FROM headings WHERE note = ?', note);
}

/** What `putHeadings` kept. */
export function headingsIn(lines: string): { line: number; text: string }[] {
  if (lines === '') return [];
  return lines.split('\n').map((line) => {
    const space = line.indexOf(' ');
    return { line: Number(line.slice(0, space)), text: line.slice(space + 1) };
  });
}
