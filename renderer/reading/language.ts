/** The language of an article, for its glyphs and line breaks; BCP 47. Of the first 4,000 UTF-16 units. */
export function languageOf(text: string): string {
  const start = text.slice(0, 4000);
  const count = (pattern: RegExp) => start.match(pattern)?.length ?? 0;
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  const han = count(/\p{Script=Han}/gu);
  const latin = count(/\p{Script=Latin}/gu);
  // A Chinese text about Kubernetes has more Latin letters than characters, and a word of Chinese has about two.
  if (kana > (kana + han) / 10 && kana * 4 > latin) return 'ja';
  if (hangul * 4 > latin && hangul > han) return 'ko';
  if (han * 8 > latin) return /[個們這說國學實應對機構讓發麼還沒]/.test(start) ? 'zh-Hant' : 'zh-CN';
  return 'en';
}
