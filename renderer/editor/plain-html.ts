/**
 * HTML in notes. The built UI has this file in place of `@codemirror/lang-html` (bundling.ts), with which `lang-markdown` would bring
 * the grammars of HTML, JavaScript and CSS to the first screen.
 */
import { defineLanguageFacet, Language, LanguageSupport } from '@codemirror/language';
import { NodeType, type PartialParse, Parser, Tree } from '@lezer/common';

/** HTML in notes is a tag, a comment or a block, and nothing is told apart in it: 20,000 tags that are never closed took seconds. */
export const plainHtml = new LanguageSupport(
  new Language(
    defineLanguageFacet(),
    new (class extends Parser {
      createParse(
        _input: unknown,
        _fragments: unknown,
        ranges: readonly { from: number; to: number }[],
      ): PartialParse {
        const [from, to] = [ranges[0]?.from ?? 0, ranges.at(-1)?.to ?? 0];
        return {
          parsedPos: to,
          stoppedAt: null,
          stopAt: () => undefined,
          advance: () => new Tree(NodeType.none, [], [], to - from),
        };
      }
    })(),
    [],
    'html',
  ),
);

/** Under the names that `lang-markdown` asks for. */
export const html = (): LanguageSupport => plainHtml;
export const htmlCompletionSource = (): null => null;
