/** Under which heading an article is collected: `网上文章`, not its own heading or another article's. */
import type { Heading, NoteSource } from '../../api.ts';

/**
 * Answers the line of the heading around a source (by its line); `null`: there is none. It is the nearest one above that
 * holds no source and is of a higher level than those between, else just the nearest that holds none.
 */
export function headingsAround(
  headings: readonly Heading[],
  sources: readonly Pick<NoteSource, 'line' | 'inHeading'>[],
): (line: number) => number | null {
  const own = new Set(sources.filter(({ inHeading }) => inHeading).map(({ line }) => line));
  const around = new Map<number, number | null>();
  let nearest: number | null = null;
  /** Headings that are still open: each of a lower level than the one before. */
  const open: Heading[] = [];
  for (const heading of headings.filter(({ text }) => text !== '')) {
    while ((open.at(-1)?.level ?? 0) >= heading.level) open.pop();
    const outer = open.findLast(({ line }) => !own.has(line))?.line ?? null;
    open.push(heading);
    if (!own.has(heading.line)) nearest = heading.line;
    around.set(heading.line, own.has(heading.line) ? (outer ?? nearest) : heading.line);
  }
  const lines = [...around.keys()];
  return (line) => {
    let low = 0;
    for (let high = lines.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return around.get(lines[low - 1] ?? -1) ?? null;
  };
}
