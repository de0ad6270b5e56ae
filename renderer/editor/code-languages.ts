/** The languages of code in fences. All that is known about them, and each of them, is loaded when a fence asks for it. */
import { LanguageDescription, LanguageSupport, StreamLanguage } from '@codemirror/language';

let all: readonly LanguageDescription[] | null = null;
const asked = new Map<string, LanguageDescription>();

/** What a fence's first line names, as `js`, `{.python}` or `ts{1,3}`. */
export function codeLanguage(written: string): LanguageDescription | null {
  const name = plainName(written);
  if (name === '' || name.length > 40) return null;
  if (all !== null) return LanguageDescription.matchLanguageName(all, name, false);
  const known = asked.get(name);
  if (known !== undefined) return known;
  const description = LanguageDescription.of({ name, load: () => loaded(name) });
  asked.set(name, description);
  return description;
}

async function loaded(name: string): Promise<LanguageSupport> {
  try {
    all ??= (await import('@codemirror/language-data')).languages;
    const found = LanguageDescription.matchLanguageName(all, name, false);
    if (found !== null) return await found.load();
  } catch {
    // A part of Gleaner that can't be loaded leaves the code without colours.
  }
  return new LanguageSupport(plain);
}

function plainName(written: string): string {
  return written
    .trim()
    .replace(/^\{?\.?/, '')
    .replace(/[{}:,\s].*$/s, '')
    .toLowerCase();
}

const plain = StreamLanguage.define({
  token(stream) {
    stream.skipToEnd();
    return null;
  },
});
