/** Notes that are made to take long: the shapes of cmark's own tests, and many of one mark. */

export const shapes: [string, (n: number) => string][] = [
  ['nested quotations', (n) => `${'> '.repeat(n)}a`],
  ['nested brackets', (n) => `${'['.repeat(n)}a${']'.repeat(n)}`],
  ['open brackets', (n) => '['.repeat(n)],
  ['pictures never closed', (n) => '!['.repeat(n)],
  ['closed brackets', (n) => 'a]'.repeat(n)],
  ['double brackets', (n) => '[['.repeat(n)],
  ['links never closed', (n) => '[a](<b'.repeat(n)],
  ['stars', (n) => '*'.repeat(n)],
  ['stars with letters', (n) => 'a**b'.repeat(n)],
  ['openers of emphasis', (n) => '_a '.repeat(n)],
  ['closers of emphasis', (n) => 'a_ '.repeat(n)],
  ['nested emphasis', (n) => `${'*a **a '.repeat(n)}b${' a** a*'.repeat(n)}`],
  ['mismatched marks', (n) => '*a_ '.repeat(n)],
  ['tildes', (n) => '~'.repeat(n)],
  ['pairs of tildes', (n) => '~~a '.repeat(n)],
  ['pairs of equals signs', (n) => '==a '.repeat(n)],
  ['ticks', (n) => Array.from({ length: Math.round(Math.sqrt(n)) }, (_, k) => `e${'`'.repeat(k)}`).join('')],
  ['dollars', (n) => '$'.repeat(n)],
  ['dollars and letters', (n) => '$a '.repeat(n)],
  ['lines of dollars', (n) => '$$a\n'.repeat(n)],
  ['HTML never closed', (n) => '<a '.repeat(n)],
  ['comments never closed', (n) => 'a <!-- '.repeat(n)],
  ['declarations never closed', (n) => 'a <!A '.repeat(n)],
  ['instructions never closed', (n) => 'a <? '.repeat(n)],
  ['elements never closed', (n) => '<div>\n\n'.repeat(n)],
  ['entities', (n) => '&amp;'.repeat(n)],
  ['fences never closed', (n) => '```\n~~~\n'.repeat(n)],
  ['bars', (n) => '|'.repeat(n)],
  ['a table', (n) => `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(n)}`],
  ['definitions', (n) => Array.from({ length: n }, (_, k) => `[${String(k)}]: u`).join('\n')],
  ['footnotes', (n) => '[^a] '.repeat(n) + '\n\n[^a]: b'],
  ['footnotes never said', (n) => '[^a]: b\n'.repeat(n)],
  ['tasks', (n) => '- [ ] a\n'.repeat(n)],
  ['addresses', (n) => 'https://a.example/'.repeat(n)],
];

/** ms of this process, which other programs on the machine don't slow down; the better of two tries. */
export function leastTime(action: () => void): number {
  const time = () => {
    const start = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  return Math.min(time(), time());
}
