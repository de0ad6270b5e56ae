import { Text } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksBetween, takingBack } from '../../../renderer/compare/hunks.ts';

const docOf = (text: string) => Text.of(text.split('\n'));
const texts = fc
  .array(fc.constantFrom('', '茶', 'a', '## 网上文章', 'two words', '👩‍💻'), { maxLength: 8 })
  .map((lines) => lines.join('\n'));

function applied(text: string, { from, to, insert }: { from: number; to: number; insert: string }): string {
  return text.slice(0, from) + insert + text.slice(to);
}

describe('a passage that is taken back', () => {
  it('says what the earlier text says there, and all of them together give that text', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        let text = after;
        for (const chunk of chunksBetween(docOf(before), docOf(after)).toReversed())
          text = applied(text, takingBack(chunk, docOf(before), docOf(text)));
        expect(text).toBe(before);
      }),
      { numRuns: 5000 },
    );
  });

  it('comes one by one, in any order, to the earlier text', () => {
    fc.assert(
      fc.property(texts, texts, fc.infiniteStream(fc.nat()), (before, after, choices) => {
        let text = after;
        let left = 60;
        for (const choice of choices) {
          const chunks = chunksBetween(docOf(before), docOf(text));
          const chunk = chunks[choice % Math.max(1, chunks.length)];
          if (chunk === undefined || left-- === 0) break;
          text = applied(text, takingBack(chunk, docOf(before), docOf(text)));
        }
        expect(text).toBe(before);
      }),
      { numRuns: 3000 },
    );
  });
});
