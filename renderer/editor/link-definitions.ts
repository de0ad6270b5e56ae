/** The note's `[label]: address` lines. */
import { syntaxTree } from '@codemirror/language';
import { type EditorState, StateField, type Text, type Transaction } from '@codemirror/state';
import type { Tree } from '@lezer/common';

type Definitions = ReadonlyMap<string, string>;

const holders = ['Document', 'Blockquote', 'BulletList', 'OrderedList', 'ListItem'];

function read(state: EditorState, tree: Tree): Definitions {
  const found = new Map<string, string>();
  tree.iterate({
    enter(node) {
      if (node.name !== 'LinkReference') return holders.includes(node.name);
      const label = node.node.getChild('LinkLabel');
      const url = node.node.getChild('URL');
      if (label === null || url === null) return false;
      const name = asLabel(state.sliceDoc(label.from + 1, label.to - 1));
      if (!found.has(name)) found.set(name, state.sliceDoc(url.from, url.to));
      return false;
    },
  });
  return found;
}

/** CommonMark 0.31.2, section 4.7: labels match whatever their letter case and white space. */
export function asLabel(written: string): string {
  return written.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

interface Known {
  definitions: Definitions;
  tree: Tree;
  /** How far the note was parsed, and when it was read. */
  parsed: number;
  at: number;
}

/** Holds what was read, until a line is changed that looks like a definition: a long note has thousands of blocks. */
export const definitionsKnown = StateField.define<{ known: Known | null }>({
  create: () => ({ known: null }),
  update: (box, transaction) =>
    transaction.docChanged && box.known !== null && mayDefine(transaction) ? { known: null } : box,
});

/** ms: a fence that was opened far above may hide definitions, which nobody notices for so long. */
const longestBelief = 2000;

/** Label to address, as written: the first of a label counts. */
export function definitions(state: EditorState): Definitions {
  const tree = syntaxTree(state);
  const box = state.field(definitionsKnown, false);
  const known = box?.known ?? null;
  if (known !== null && (known.tree === tree || isBelieved(known, state, tree))) return known.definitions;
  const found = read(state, tree);
  if (box !== undefined) box.known = { definitions: found, tree, parsed: tree.length, at: performance.now() };
  return found;
}

function isBelieved(known: Known, state: EditorState, tree: Tree): boolean {
  if (performance.now() - known.at > longestBelief) return false;
  // Parsing goes on in the background, and may have come to more of them.
  return tree.length < state.doc.length ? tree.length <= known.parsed : known.parsed > tree.length - 1000;
}

/** Characters around a change that are looked at. */
const around = 300;

function mayDefine({ changes, startState, newDoc }: Transaction): boolean {
  let may = false;
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    may ||= hasColon(startState.doc, fromA, toA) || hasColon(newDoc, fromB, toB);
  });
  return may;
}

function hasColon(doc: Text, from: number, to: number): boolean {
  if (to - from > 100_000) return true;
  return doc.sliceString(Math.max(0, from - around), Math.min(doc.length, to + around)).includes(']:');
}
