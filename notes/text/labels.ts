/** How tags and categories are kept and found: by their names, whole levels of them. */

const longestLabel = 200;
const mostLevels = 20;
/** More labels of one note are an accident or an attack. */
export const mostLabels = 1000;

/**
 * The name under which a tag or category is kept and found. It is the one that was written, but for names that nobody writes
 * on purpose: at most 200 UTF-16 units and 20 levels of it, because every level is kept once more.
 */
export function labelName(written: string): string {
  // Half a character would not come back from the database as it was.
  const name = written
    .normalize('NFC')
    .slice(0, longestLabel)
    .replace(/[\ud800-\udbff]$/, '');
  return name.split('/').slice(0, mostLevels).join('/');
}

/** Whether one of the labels is `wanted` or below it: `a` is carried by `a/b`, not by `ab`. */
export function carries(labels: readonly string[], wanted: string): boolean {
  const name = labelName(wanted);
  return labels.slice(0, mostLabels).some((label) => {
    const own = labelName(label);
    return own === name ? own !== '' : name !== '' && own.startsWith(`${name}/`);
  });
}
