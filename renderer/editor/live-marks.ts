/** The decorations of live formatting: made once, used everywhere. */
import { Decoration } from '@codemirror/view';
import { TaskBox } from './task-box.ts';

export const hidden = Decoration.replace({});
const openBox = Decoration.replace({ widget: new TaskBox(false) });
const doneBox = Decoration.replace({ widget: new TaskBox(true) });
export const taskBox = (isDone: boolean): Decoration => (isDone ? doneBox : openBox);

const lines = new Map<string, Decoration>();
/** A whole line gets these classes. */
export function lineOf(names: string): Decoration {
  const known = lines.get(names) ?? Decoration.line({ class: names });
  lines.set(names, known);
  return known;
}

const spans = new Map<string, Decoration>();
/** A piece of text gets these classes. */
export function spanOf(names: string): Decoration {
  const known = spans.get(names) ?? Decoration.mark({ class: names });
  spans.set(names, known);
  return known;
}

/** Deeper lists are drawn as deep as this. */
export const deepestItem = 12;
const items = Array.from({ length: deepestItem + 1 }, (_, depth) =>
  Decoration.line({ class: 'editor-item-line', attributes: { style: `--depth: ${depth}` } }),
);
/** A line of a list that is `depth` lists deep. */
export function itemLine(depth: number): Decoration {
  return items[Math.min(depth, deepestItem)] ?? lineOf('editor-item-line');
}
