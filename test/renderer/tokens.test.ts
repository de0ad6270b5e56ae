import { describe, expect, test } from 'vitest';

const sheets = import.meta.glob<string>('../../renderer/**/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const css = sheets['../../renderer/theme.css'] ?? '';

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }] as const,
  ),
);

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ['canvas', 'side', 'list', 'card'];
const pairs: [text: string, ground: string][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'warn', 'bad'].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'warn', 'bad'].map((text): [string, string] => [
    text,
    'accent-soft',
  ]),
  ['ink', 'mark'],
  ['canvas', 'accent'],
  ...Array.from({ length: 8 }, (_, hue): [string, string] => ['on-tile', `tile-${hue}`]),
];

describe('the colours of theme.css', () => {
  test('are all the tokens that look.md names, in both themes', () => {
    expect([...tokens.keys()]).toEqual(
      expect.arrayContaining(
        'canvas side list card line line-soft ink ink-2 ink-3 accent accent-soft mark focus ok warn bad'.split(
          ' ',
        ),
      ),
    );
  });

  for (const theme of ['light', 'dark'] as const) {
    test.each(pairs)(`can be read in the ${theme} theme: %s on %s`, (text, ground) => {
      const ratio = contrast(tokens.get(text)?.[theme] ?? '', tokens.get(ground)?.[theme] ?? '');
      expect(ratio).toBeGreaterThanOrEqual(4.5);
    });

    test.each(grounds)(`show the focus ring in the ${theme} theme on %s with 3:1 or more`, (ground) => {
      const ratio = contrast(tokens.get('focus')?.[theme] ?? '', tokens.get(ground)?.[theme] ?? '');
      expect(ratio).toBeGreaterThanOrEqual(3);
    });
  }

  test('are written in theme.css only', () => {
    const others = Object.entries(sheets).filter(([path]) => !path.endsWith('/theme.css'));
    expect(others.length).toBeGreaterThan(0);
    for (const [path, text] of others) {
      expect(text, path).not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(/i);
    }
  });
});
