import { resolve } from 'node:path';
import type { Plugin } from 'rolldown';

/**
 * gray-matter brings engines of its own, one of which evaluates JavaScript (safety M-01). `text/front-matter.ts` refuses
 * them; what we ship does not even contain them.
 */
export function withoutCodeEngines(): Plugin {
  return {
    name: 'gray-matter-without-its-engines',
    load(id) {
      return /gray-matter[\\/]lib[\\/]engines\.js$/.test(id) ? 'module.exports = {};' : null;
    },
  };
}

/**
 * Where `@codemirror/lang-markdown` asks for the grammar of HTML it gets ours, which tells nothing apart: its own brings those of
 * JavaScript and CSS along, 170 KB that the first screen would wait for. Code in fences still finds the real one.
 */
export function withoutHtmlGrammar(): Plugin {
  return {
    name: 'markdown-without-the-grammar-of-html',
    resolveId(source, importer) {
      const isMarkdown = /@codemirror[\\/]lang-markdown[\\/]/.test(importer ?? '');
      return source === '@codemirror/lang-html' && isMarkdown
        ? resolve(import.meta.dirname, 'renderer/editor/plain-html.ts')
        : null;
    },
  };
}

/** The words that React Aria says to screen readers come in 34 languages; Gleaner speaks these, and English where it knows no better. */
export function withOwnLanguages(): Plugin {
  return {
    name: 'react-aria-in-our-languages',
    load(id) {
      const language = /react-aria.*[\\/]intl[\\/].*[\\/]([a-z]{2}-[A-Z]{2})\.m?js$/.exec(id)?.[1];
      // As nothing at all, not as no words: then English is taken.
      return language === undefined || /^(?:en-US|zh-)/.test(language) ? null : 'export default undefined;';
    },
  };
}
