/** Templates with their places filled in: `{{title}}`, `{{date}}`, `{{url}}`, and `{{cursor}}`, where one goes on typing. */
import { isolateHistory } from '@codemirror/commands';
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state';
import { bodyStart } from './header.ts';
import { linkAtCursor } from './links.ts';

export interface Filling {
  title: string;
  /** `2020-01-13` by default; `{{date:YYYY/MM/DD HH:mm}}` writes it otherwise. */
  date: Date;
  url: string;
}

export interface Filled {
  text: string;
  /** Where the cursor goes, in `text`. */
  cursor: number;
}

/** What is between braces and means nothing here, such as Liquid's, stays as it is written. */
export function filled(template: string, { title, date, url }: Filling): Filled {
  let cursor: number | null = null;
  let text = '';
  let at = 0;
  for (const { 0: whole, 1: name = '', 2: form, index } of template.matchAll(places)) {
    text += template.slice(at, index);
    at = index + whole.length;
    if (name === 'cursor') cursor ??= text.length;
    else if (name === 'title') text += title;
    else if (name === 'url') text += url;
    else text += dateIn(form?.trim() ?? (name === 'time' ? 'HH:mm' : 'YYYY-MM-DD'), date);
  }
  text += template.slice(at);
  return { text, cursor: cursor ?? text.length };
}

const places = /\{\{[ \t]*(title|date|time|url|cursor)(?::([^{}\n]{1,40}))?[ \t]*\}\}/g;

export function dateIn(form: string, date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const parts: Record<string, string> = {
    YYYY: String(date.getFullYear()),
    MM: two(date.getMonth() + 1),
    DD: two(date.getDate()),
    HH: two(date.getHours()),
    mm: two(date.getMinutes()),
    ss: two(date.getSeconds()),
  };
  return form.replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => parts[part] ?? part);
}

/** The body of a template in the open note, in one step of undo; its header belongs to new notes. */
export function inserting(state: EditorState, template: string, filling: Filling): TransactionSpec {
  const { text, cursor } = filled(template.trimEnd(), filling);
  const body = headerLength(text);
  const { from, to } = state.selection.main;
  const insert = text.slice(body);
  const anchor = from + Math.max(0, cursor - body);
  return {
    changes: { from, to, insert },
    selection: EditorSelection.single(anchor),
    userEvent: 'input.template',
    annotations: isolateHistory.of('full'),
    scrollIntoView: true,
  };
}

/** UTF-16 units of the header and the blank lines below it. */
export function headerLength(text: string): number {
  const header = /^---[ \t]*\n[^]*?\n---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
  return header === 0 ? 0 : header + (/^(?:[ \t]*\n)*/.exec(text.slice(header))?.[0].length ?? 0);
}

/** The article that a template inserted here is about: the link at the cursor, else the last one above it. */
export function urlAbove(state: EditorState): string {
  const { head, from, to } = state.selection.main;
  const selected = state.sliceDoc(from, to).trim();
  if (/^https?:\/\/\S+$/.test(selected)) return selected;
  const link = linkAtCursor(state);
  if (link !== null) return link.url;
  const above = state.sliceDoc(Math.max(bodyStart(state.doc), head - 20_000), head);
  return [...above.matchAll(/\]\((https?:\/\/[^\s()<>]+)\)/g)].at(-1)?.[1] ?? '';
}
