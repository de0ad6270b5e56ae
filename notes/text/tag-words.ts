/** The ways to write the tags of one text (`tags: a b`) anew: in place, else as a list where a text can't hold them. */
import { type OpenHeader, type Proposals, spanOf, styleOf } from './open-header.ts';
import { tagWords, type WordPlace } from './tag-places.ts';
import { tagName } from './tags.ts';
import { type ScalarStyle, writeScalar } from './yaml-scalar.ts';

/** `names`: one for each word, `null` where it goes. What is between words that stay stays. */
export function* waysToRewrite(
  open: OpenHeader,
  place: WordPlace,
  names: readonly (string | null)[],
): Proposals {
  const { value } = place;
  const [from, to] = spanOf(open, value);
  const style = styleOf(value);
  const quote = style === 'PLAIN' ? '' : open.text.charAt(from);
  const words = tagWords(open, place).map((word, index) => {
    const name = names[index] ?? null;
    const isSame = name === tagName(word.text);
    return { ...word, name, isSame, dressed: name === null ? null : dressed(word.text, name) };
  });
  let inner = '';
  let at = from + quote.length;
  let isFirst = true;
  for (const [index, word] of words.entries()) {
    const gap = open.text.slice(at, word.from);
    at = word.to;
    if (word.dressed === null) {
      // What stands before the first word stays, whichever word that is.
      if (index === 0) inner += gap;
      continue;
    }
    if (!isFirst || index === 0) inner += gap;
    inner += word.isSame ? word.text : escaped(word.dressed, style);
    isFirst = false;
  }
  inner += open.text.slice(at, to - quote.length);
  const scalar = { inFlow: false, quote: open.quote };

  if (isFirst && quote === '') {
    const blanks = /[ \t]*$/.exec(open.text.slice(0, from))?.[0].length ?? 0;
    yield [{ from: from - blanks, to, insert: '' }];
    return;
  }
  yield [{ from, to, insert: quote === '' ? writeScalar(inner, 'PLAIN', scalar) : quote + inner + quote }];
  const left = words.filter((word) => word.dressed !== null);
  const anew = left.map((word) => writeScalar(word.dressed ?? '', style, { ...scalar, inFlow: true }));
  const asWritten = left.map((word, index) => (word.isSame ? quote + word.text + quote : anew[index]));
  yield [{ from, to, insert: `[${asWritten.join(', ')}]` }];
  yield [{ from, to, insert: `[${anew.join(', ')}]` }];
}

function dressed(word: string, name: string): string {
  return (/^[\s#]*/.exec(word)?.[0] ?? '') + name;
}

function escaped(name: string, style: ScalarStyle): string {
  if (style === 'QUOTE_DOUBLE') return name.replace(/["\\]/g, '\\$&');
  return style === 'QUOTE_SINGLE' ? name.replaceAll("'", "''") : name;
}
