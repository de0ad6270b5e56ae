/**
 * How many words `text` has, as a reader of Chinese counts them: each Han, Kana and Hangul character is one, and so
 * is each word of another script (the idea of Hugo's `isCJKLanguage`, without counting punctuation). A word keeps
 * what holds it together (`don't`, `v1.2`, `node-diff3`); a URL is one.
 */
export function countWords(text: string): number {
  let count = 0;
  counted.lastIndex = 0;
  for (let match = counted.exec(text); match; match = counted.exec(text)) {
    const [run, characters] = match;
    count += characters === undefined ? 1 : codePoints(run);
  }
  return count;
}

// Marks such as 々 and ー belong to several scripts, so `sc` does not find all of them.
const character = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}ー`;
const letter = String.raw`[[\p{L}\p{N}\p{M}_]--[${character}]]`;
const word = String.raw`${letter}+(?:['’.+#\/@:\-]+${letter}+)*`;
const url = String.raw`https?:\/\/[[^\s<>，。；：！？、）】》」』]--[${character}]]+`;
const counted = new RegExp(String.raw`([${character}]+)|${url}|${word}`, 'gv');

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count--;
  return count;
}
