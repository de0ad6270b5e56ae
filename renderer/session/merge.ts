/** What becomes of a note's text when the disk has something new. */
import { Text } from '@codemirror/state';
import { merge } from '../../notes/text/merge.ts';

export type Reconciled =
  /** Both are the same by now. */
  | { kind: 'same' }
  /** `text` is what the screen is to show; it holds every edit of both sides. */
  | { kind: 'text'; text: string }
  /** Both changed the same lines, or nobody knows what they had in common (`base` is `null`). */
  | { kind: 'conflict' };

export function reconcile(base: Text | null, mine: Text, theirs: Text): Reconciled {
  if (theirs.eq(mine)) return { kind: 'same' };
  if (base === null) return { kind: 'conflict' };
  if (base.eq(mine)) return { kind: 'text', text: theirs.toString() };
  const merged = merge(base.toString(), mine.toString(), theirs.toString());
  return merged.kind === 'merged' ? { kind: 'text', text: merged.text } : { kind: 'conflict' };
}

/** A text as CodeMirror keeps it; line ends are `\n`. */
export function docOf(text: string): Text {
  return Text.of(text.split('\n'));
}
