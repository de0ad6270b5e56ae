/** Simplified and traditional Chinese, for words written with `~`. */
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- types of a module without any, for every tsconfig
/// <reference path="./opencc-js.d.ts" />
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** More spellings of one word, or longer ones, would be searched for too long. */
const mostVariants = 64;
const mostUnits = 8_000;

/**
 * The ways to write `word` in simplified and traditional characters: itself, all simplified, all traditional, then what
 * differs from that in one character, in two…, because many have several forms (后 is 後, and an empress); at most
 * `mostOfWord`, of a long word fewer. Character by character: 软件 and 軟體 are different words. A folded word has folded variants.
 */
export function variantsOf(word: string, mostOfWord = mostVariants): string[] {
  const forms = Array.from(word, formsOf);
  const traditional = forms.map(([simplified = '', first = simplified]) =>
    bothAlike.includes(simplified) ? simplified : first,
  );
  const found = new Set([word, forms.map(([simplified]) => simplified).join(''), traditional.join('')]);
  const most = Math.min(mostVariants, mostOfWord, mostUnits / word.length);
  const open = forms.flatMap((all, at) => (all.length > 1 ? [at] : []));
  for (let count = 1; count <= open.length && found.size < most; count++) {
    for (const spelling of deviating(traditional, forms, open, count)) {
      if (found.size >= most) break;
      found.add(spelling.join(''));
    }
  }
  return [...found];
}

/** The spellings that differ from `spelling` in `count` characters, of those at `open`. */
function* deviating(
  spelling: string[],
  forms: readonly string[][],
  open: readonly number[],
  count: number,
): Generator<string[]> {
  if (count === 0) yield spelling;
  else
    for (const [index, at] of open.entries()) {
      for (const form of forms[at] ?? []) {
        if (form === spelling[at]) continue;
        yield* deviating(spelling.with(at, form), forms, open.slice(index + 1), count - 1);
      }
    }
}

/** Characters that stand for others in simplified text, and mostly for themselves in traditional text too: 系统 is 系統. */
const bothAlike =
  '布局系私幸家俊胄克札恤即念咽向冢奸娘昆吊雕佛栗戚欲蒙捍拼挲舍挨卷扇折抬教旗既升拐查杆棋矩梁僵泛污溯泄凌沈漓抵呆璇' +
  '酸愈症杯真困朱埼御棱谷蓑扎弦捆彩致累才玩修庵搜席卜芸姜苔蔑同胡制核托注志噪溪狸逾踊挽回周糖扣巨表旋合板暗只沾秋千刮飧糊喂松哄' +
  '面曲冬出';

/** What OpenCC's table leaves to whole words. */
const others = '著 着';

/** Simplified characters with all of their forms, themselves first; and the simplified one of each other form. */
let table: { forms: Map<string, string[]>; simplified: Map<string, string> } | null = null;

function formsOf(character: string): string[] {
  const { forms, simplified } = (table ??= readTable());
  return forms.get(simplified.get(character) ?? character) ?? [character];
}

function readTable(): NonNullable<typeof table> {
  const pairs = `${traditionalToSimplified}|${others}`.split('|').map((pair) => pair.split(' '));
  const simplified = new Map<string, string>();
  for (const [from = '', to = ''] of pairs) if (from !== to) simplified.set(from, to);
  // 薴 is 苧, which is 苎.
  for (const [from, to] of simplified) simplified.set(from, simplified.get(to) ?? to);
  const forms = new Map<string, string[]>();
  for (const [from, to] of simplified) {
    const all = forms.get(to);
    if (all) all.push(from);
    else forms.set(to, [to, from]);
  }
  return { forms, simplified };
}
