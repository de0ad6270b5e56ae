/** Remembers, on this machine, what was searched for last in each notebook. */
const key = 'gleaner.recentSearches';
const mostNotebooks = 50;
const mostSearches = 10;

interface Searches {
  folder: string;
  /** The newest first. */
  texts: string[];
}

/** The newest first, at most 10. */
export function recentSearches(folder: string): readonly string[] {
  return all().find((one) => one.folder === folder)?.texts ?? [];
}

export function rememberSearch(folder: string, text: string): void {
  const written = text.trim();
  if (written === '') return;
  change(folder, (texts) => [written, ...texts.filter((one) => one !== written)].slice(0, mostSearches));
}

export function forgetSearch(folder: string, text: string): void {
  change(folder, (texts) => texts.filter((one) => one !== text));
}

function change(folder: string, next: (texts: readonly string[]) => string[]): void {
  const others = all().filter((one) => one.folder !== folder);
  const entry = { folder, texts: next(recentSearches(folder)) };
  try {
    localStorage.setItem(key, JSON.stringify([entry, ...others].slice(0, mostNotebooks)));
  } catch {
    // A browser that keeps nothing: nothing is offered.
  }
}

function all(): Searches[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isSearches) : [];
  } catch {
    return [];
  }
}

function isSearches(value: unknown): value is Searches {
  const { folder, texts } = (value ?? {}) as { folder?: unknown; texts?: unknown };
  return (
    typeof folder === 'string' && Array.isArray(texts) && texts.every((text) => typeof text === 'string')
  );
}
