/** Text of a page as plain text of ours: one line that shows as what it is (safety S-09). */

/** Characters that turn the direction of text, and ones that can't be seen but change what is next to them. */
const unseen =
  /[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\uffff]|\p{Cn}|\p{Co}|[\u{e0000}-\u{e007f}]/gu;
const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u0085]+/gu;
/** UTF-16 units that are looked at, times what is wanted: white space may be most of it. */
const looked = 20;

/**
 * `text` without control and bidi characters, white space as one space, at most `most` graphemes (an ellipsis stands
 * for the rest). Nothing is decoded: that happened once, when the page was read.
 */
export function plainTitle(text: string, most: number): string {
  const seen = text
    .slice(0, most * looked)
    .toWellFormed()
    .replace(controls, ' ')
    .replace(unseen, '');
  return withinGraphemes(seen.replace(/\s+/gu, ' ').trim(), most);
}

function withinGraphemes(text: string, most: number): string {
  if (text.length <= most) return text;
  let count = 0;
  let end = 0;
  for (const { segment, index } of new Intl.Segmenter().segment(text)) {
    // A grapheme may have thousands of marks.
    if (index + segment.length > most * 8) return `${text.slice(0, end).trimEnd()}…`;
    if (++count === most) end = index;
    else if (count < most) end = index + segment.length;
    if (count > most) return `${text.slice(0, end).trimEnd()}…`;
  }
  return text;
}
