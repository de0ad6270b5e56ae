/** How far each article was read, remembered on this machine. */
export interface Place {
  /** Of the block at the top of the view, among the article's blocks. */
  block: number;
  /** How much of that block is above the view: 0 to 1. */
  part: number;
}

const key = 'gleaner.reading.places';
const mostPlaces = 500;

type Entry = [normalised: string, block: number, part: number];

/** The most recently read last. */
function entries(): Entry[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value)) return false;
  const [name, block, part] = value as unknown[];
  return typeof name === 'string' && Number.isInteger(block) && typeof part === 'number';
}

export function placeOf(normalised: string): Place | null {
  const entry = entries().find(([name]) => name === normalised);
  return entry === undefined ? null : { block: entry[1], part: entry[2] };
}

/** The beginning of an article is not worth remembering. */
export function rememberPlace(normalised: string, { block, part }: Place): void {
  const others = entries().filter(([name]) => name !== normalised);
  const mine: Entry[] =
    block === 0 && part === 0 ? [] : [[normalised, block, Math.round(part * 1000) / 1000]];
  try {
    localStorage.setItem(key, JSON.stringify([...others, ...mine].slice(-mostPlaces)));
  } catch {
    // A browser that keeps nothing: the article begins at its beginning next time.
  }
}
