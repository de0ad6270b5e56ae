/** Which language a page is in. */

/**
 * BCP 47: what the page says (`stated`, first that is one), unless its text plainly is another; else what its
 * characters tell; empty when they don't.
 */
export function languageOf(stated: readonly string[], text: string): string {
  const seen = scriptLanguage(text.slice(0, 20_000));
  for (const one of stated) {
    const language = canonical(one);
    // Templates say `en` whatever is written on them.
    if (language !== '' && (seen === '' || isWrittenAlike(language, seen))) return language;
  }
  return seen;
}

function canonical(written: string): string {
  const tag = written.split(/[,;]/)[0]?.trim().replaceAll('_', '-') ?? '';
  try {
    return /^[a-z]{2,3}(?:-|$)/i.test(tag) ? (Intl.getCanonicalLocales(tag)[0] ?? '') : '';
  } catch {
    return '';
  }
}

function isWrittenAlike(language: string, seen: string): boolean {
  const base = language.split('-')[0] ?? '';
  return base === seen || (seen === 'zh' && ['yue', 'wuu', 'nan', 'hak', 'lzh', 'ja'].includes(base));
}

function scriptLanguage(text: string): string {
  const letters = count(text, /\p{L}/gu);
  if (letters < 20) return '';
  const kana = count(text, /[\p{sc=Hiragana}\p{sc=Katakana}]/gu);
  const han = count(text, /\p{sc=Han}/gu);
  const hangul = count(text, /\p{sc=Hangul}/gu);
  if (hangul > letters * 0.3) return 'ko';
  // A character says as much as three or four letters.
  if ((han + kana) * 3 < letters) return '';
  return kana > (han + kana) * 0.1 ? 'ja' : 'zh';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
