/** A paragraph's inline text as spans that lie in each other. */

export interface Span {
  /** Name of the syntax node. */
  name: string;
  /** UTF-16 offsets in the text. */
  from: number;
  to: number;
}

export interface Nested extends Span {
  children: Nested[];
}

/** Deeper than that is no writing: such spans are left out, and what is in them belongs to the one around. */
const deepest = 50;

/** `spans`, in any order, as a tree. None of them may cross another. */
export function nest(spans: Span[]): Nested[] {
  const top: Nested[] = [];
  const around: Nested[] = [];
  for (const span of spans.sort((a, b) => a.from - b.from || b.to - a.to)) {
    while ((around.at(-1)?.to ?? Infinity) <= span.from) around.pop();
    if (around.length >= deepest) continue;
    const nested = { ...span, children: [] };
    (around.at(-1)?.children ?? top).push(nested);
    around.push(nested);
  }
  return top;
}
