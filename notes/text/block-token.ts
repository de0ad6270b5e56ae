/**
 * Stands in for markdown-it's own token of a block, with the same fields: that one costs more to make than the
 * rules that make it. Without its methods, which no rule for blocks calls.
 */
export class BlockToken {
  type: string;
  tag: string;
  nesting: -1 | 0 | 1;
  level: number;
  attrs: [string, string][] | null = null;
  map: [number, number] | null = null;
  children = null;
  content = '';
  markup = '';
  info = '';
  meta: Record<string, unknown> | null = null;
  block = true;
  hidden = false;

  constructor(type: string, tag: string, nesting: -1 | 0 | 1, level: number) {
    this.type = type;
    this.tag = tag;
    this.nesting = nesting;
    this.level = level;
  }
}

/** Whether facts are read from tokens of this type. The others, most of them, are made for showing. */
export function isRead(type: string): boolean {
  return typesRead.has(type);
}

const typesRead = new Set([
  ...['list_item_open', 'list_item_close', 'heading_open', 'heading_close', 'tr_open', 'tr_close'],
  ...['inline', 'fence', 'code_block', 'html_block'],
]);
