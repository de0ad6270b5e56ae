/** Code coloured by the parsers that the editor has for it. Loaded when a note has a fence with a language. */
import { LanguageDescription } from '@codemirror/language';
import { languages } from '@codemirror/language-data';
import type { Parser } from '@lezer/common';
import { classHighlighter, highlightCode } from '@lezer/highlight';

/** UTF-16 units; longer code is shown without colours. */
const longestCode = 100_000;

/** Draws code of these languages, as fences name them; of others it answers `null`. */
export async function coloursFor(
  names: ReadonlySet<string>,
): Promise<(code: string, language: string) => string | null> {
  const parsers = new Map<string, Parser>();
  await Promise.all(
    [...names].map(async (name) => {
      const description = LanguageDescription.matchLanguageName(languages, plainName(name), false);
      // A language whose part can't be loaded is shown as text.
      const support = await description?.load().catch(() => null);
      if (support != null) parsers.set(name, support.language.parser);
    }),
  );
  return (code, language) => {
    const parser = parsers.get(language);
    return parser === undefined || code.length > longestCode ? null : coloured(code, parser);
  };
}

function coloured(code: string, parser: Parser): string {
  let html = '';
  highlightCode(
    code,
    parser.parse(code),
    classHighlighter,
    (text, classes) => {
      html += classes === '' ? escaped(text) : `<span class="${escaped(classes)}">${escaped(text)}</span>`;
    },
    () => {
      html += '\n';
    },
  );
  return html;
}

/** `{.python .numberLines}` and `js{1,3}` are Pandoc's and Hexo's ways to name a language. */
function plainName(name: string): string {
  return name.replace(/^\{?\.?/, '').replace(/[{}:,].*$/, '');
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
