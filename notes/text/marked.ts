/** Marked passages, `==so==`: no white space inside the edges, and two `=`, not more. */

export interface Unmarked {
  /** Without the signs. */
  text: string;
  /** What is marked. */
  passages: string[];
  /** UTF-16 units that were taken out before this place in the text. */
  takenBefore(at: number): number;
}

/**
 * `raw` without the signs of marked passages. `seen`: the same text, shorter where no sign counts, in code for example;
 * `parts`: where the parts that may have signs begin in both.
 */
export function withoutMarks(
  raw: string,
  seen: string,
  parts: readonly { seen: number; raw: number }[],
): Unmarked {
  const signs = parts.length === 0 ? [] : placesIn(raw, signsOf(seen), parts);
  let text = '';
  let from = 0;
  const passages: string[] = [];
  for (const [at, sign] of signs.entries()) {
    const part = raw.slice(from, sign);
    text += part;
    // The signs come in twos: what stands before a second one is marked.
    if (at % 2 === 1) passages.push(part);
    from = sign + 2;
  }
  return {
    text: text + raw.slice(from),
    passages,
    takenBefore: (at) => 2 * signs.filter((sign) => sign < at).length,
  };
}

/** Two for each passage, in the order of the text. */
function signsOf(text: string): number[] {
  const signs: number[] = [];
  let open: number | null = null;
  for (const { index } of text.matchAll(/(?<!=)==(?!=)/g)) {
    if (open !== null && /\S/.test(text.charAt(index - 1))) {
      signs.push(open, index);
      open = null;
    } else if (open === null && /\S/.test(text.charAt(index + 2))) open = index;
  }
  return signs;
}

function placesIn(raw: string, signs: number[], parts: readonly { seen: number; raw: number }[]): number[] {
  let at = 0;
  return signs.map((sign) => {
    while ((parts[at + 1]?.seen ?? Infinity) <= sign) at++;
    const part = parts[at];
    return part === undefined ? raw.length : part.raw + sign - part.seen;
  });
}
