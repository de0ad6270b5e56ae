/** The text of an article on screen, and which of its characters stands where. */
export interface CopyText {
  /** What is read, blocks parted by a line end. */
  text: string;
  /** Its text nodes in order, and the offset in `text` where each begins. */
  nodes: { node: Text; at: number }[];
}

const blocks = /^(?:H[1-6]|P|BLOCKQUOTE|PRE|UL|OL|LI|TABLE|TR|TD|TH|HR|BR)$/;

export function copyText(root: Element): CopyText {
  const found: CopyText = { text: '', nodes: [] };
  read(root, found);
  return found;
}

function read(parent: Node, found: CopyText): void {
  for (const child of parent.childNodes) {
    if (child.nodeType === 3) {
      const node = child as Text;
      // White space between two blocks is how the page was written, not what it says.
      if (node.data.trim() === '' && (found.text === '' || found.text.endsWith('\n'))) continue;
      found.nodes.push({ node, at: found.text.length });
      found.text += node.data;
    } else if (child.nodeType === 1) {
      const isBlock = blocks.test(child.nodeName);
      if (isBlock) endLine(found);
      read(child, found);
      if (isBlock) endLine(found);
    }
  }
}

function endLine(found: CopyText): void {
  if (found.text !== '' && !found.text.endsWith('\n')) found.text += '\n';
}

/** Where these offsets in `text` are in the document; `null`: nowhere. */
export function rangeOf({ nodes }: CopyText, [from, to]: readonly [number, number]): Range | null {
  const first = nodes.find(({ node, at }) => at + node.length > from);
  const last = nodes.findLast(({ at }) => at < to);
  if (first === undefined || last === undefined || last.at < first.at) return null;
  const range = first.node.ownerDocument.createRange();
  range.setStart(first.node, Math.max(0, from - first.at));
  range.setEnd(last.node, Math.min(last.node.length, to - last.at));
  return range;
}

/** The offset in `text` of a place in the document; of a place between elements, the next text after it. */
export function offsetOf({ nodes, text }: CopyText, place: Node, offset: number): number {
  const known = nodes.find(({ node }) => node === place);
  if (known !== undefined) return known.at + Math.min(offset, known.node.length);
  let next = place.childNodes[offset] ?? following(place);
  for (; next !== null; next = following(next)) {
    const inside = next;
    const first = nodes.find(({ node }) => inside === node || inside.contains(node));
    if (first !== undefined) return first.at;
  }
  return text.length;
}

/** What comes after a node and all that is in it. */
function following(node: Node): ChildNode | null {
  for (let up: Node | null = node; up !== null; up = up.parentNode) {
    if (up.nextSibling !== null) return up.nextSibling;
  }
  return null;
}
