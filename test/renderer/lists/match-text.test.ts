import { describe, expect, test } from 'vitest';
import { spansIn } from '../../../notes/text/match.ts';
import { shownPieces } from '../../../renderer/lists/match-text.ts';
import { searchedWords } from '../../../renderer/search/searched-words.ts';

/** The line as a row shows it, matches in [ ]. */
const shown = (text: string, filter: string) =>
  shownPieces({ text, spans: spansIn(text, searchedWords(filter)) })
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('');

describe('a line with matches in a row', () => {
  test('has no marks of Markdown around what is not a match', () => {
    expect(shown('- 0-1的**冷启动速度**', '冷启动')).toBe('0-1的[冷启动]速度');
    expect(shown('### [Serverless 落地挑战](https://juejin.im/post/1)', 'serverless')).toBe(
      '[Serverless] 落地挑战',
    );
    expect(shown('> 1. ~~平台~~ ==迁移== `问题`', '问题')).toBe('平台 迁移 [问题]');
    expect(shown('- [ ] see [this](https://a.b/c_(d)) and ![x](y.png) here', 'here')).toBe(
      'see this and x [here]',
    );
    expect(shown('  excerpt: "冷启动"', '冷启动')).toBe('[冷启动]"');
  });

  test('shows a match in an address or between marks as it is written', () => {
    expect(shown('[落地](https://juejin.im/post)', 'juejin')).toContain('[juejin]');
    expect(shown('**a**b', '"**a**"')).toBe('[**a**]b');
  });

  test('begins shortly before its first match', () => {
    const text = `目前市场上，云厂商提供了多种产品和解决方案，大致可划分为冷启动与其他，${'茶'.repeat(200)}`;
    expect(shown(text, '冷启动')).toMatch(/^….{1,12}\[冷启动\]与其他/u);
    expect(shown('In the last few years of it the cold start', 'cold')).toMatch(
      /^…[^[]{1,22}\[cold\] start$/,
    );
  });

  test('never begins inside a character', () => {
    for (let shift = 0; shift < 4; shift++) {
      const text = `${'x'.repeat(shift)}${'👩‍👩‍👧‍👦'.repeat(30)}冷`;
      expect(shown(text, '冷')).toMatch(/^…(?:👩‍👩‍👧‍👦)+\[冷\]$/u);
    }
  });
});
