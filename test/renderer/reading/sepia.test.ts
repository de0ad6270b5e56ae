import { describe, expect, test } from 'vitest';
import theme from '../../../renderer/theme.css?raw';

const block = /\[data-theme='sepia'\] \{([^}]*)\}/.exec(theme)?.[1] ?? '';
const tokens = new Map(
  [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
);

/** WCAG 2.2, "contrast ratio". */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
      const part = parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe('the sepia of the reading view', () => {
  test.each(
    ['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'warn', 'bad'].flatMap((text) =>
      ['canvas', 'card', 'accent-soft'].map((ground) => [text, ground] as const),
    ),
  )('can be read: %s on %s', (text, ground) => {
    expect(contrast(tokens.get(text) ?? '', tokens.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  test('can be read where the reader’s excerpts are marked, and shows the focus', () => {
    expect(contrast(tokens.get('ink') ?? '', tokens.get('mark') ?? '')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(tokens.get('focus') ?? '', tokens.get('canvas') ?? '')).toBeGreaterThanOrEqual(3);
  });
});
