/** What is different between two texts, passage by passage. */
import { Chunk } from '@codemirror/merge';
import type { Text } from '@codemirror/state';
import type { TextChange } from '../../notes/text/header-edit.ts';

/** Longer comparisons become coarser, and are cut off: nobody reads a million differences. */
export const diffConfig = { scanLimit: 2000, timeout: 400 };

export function chunksBetween(before: Text, after: Text): readonly Chunk[] {
  return Chunk.build(before, after, diffConfig);
}

/** The change of `after` that makes it say what `before` says in this passage, and changes no other byte. */
export function takingBack(chunk: Chunk, before: Text, after: Text): TextChange {
  const { fromA, fromB, changes } = chunk;
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return { from: fromB, to: fromB, insert: '' };
  // Not its lines: the library (6.12) misses some beside empty lines and at the end; what changed in them is exact.
  return {
    from: fromB + first.fromB,
    to: Math.min(fromB + last.toB, after.length),
    insert: before.sliceString(fromA + first.fromA, fromA + last.toA),
  };
}
