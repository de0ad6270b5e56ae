/** Remembers, on this machine, which commands were chosen from the palette last. */

const key = 'gleaner.recentCommands';
const most = 8;

/** Their ids, the last one first. */
export function recentCommands(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberCommand(id: string): void {
  const next = [id, ...recentCommands().filter((other) => other !== id)].slice(0, most);
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing: the palette keeps its usual order.
  }
}
