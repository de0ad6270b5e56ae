/** What can stand in `[[…]]`, and tags in the header, offered while they are typed. */
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { EditorState, type Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { fitOf, typedOf } from '../../notes/text/fuzzy.ts';
import { lastPart, linkKey } from '../../notes/text/note-link.ts';
import { nameProblem } from '../../notes/text/portable-name.ts';
import { headerField } from '../editor/header.ts';
import { offersAfterComposing } from '../editor/offers-after-composing.ts';
import { t } from '../messages.ts';
import { linkParts } from './link-parts.ts';

const mostOffered = 30;
/** An IME's own brackets begin a link as well. */
const opening = /(?:\[\[|【【)([^\][|\n【】]{0,200})$/;

async function noteOffers(context: CompletionContext): Promise<CompletionResult | null> {
  const parts = context.state.facet(linkParts);
  // An IME has its own list: nothing opens above it.
  if (parts === null || context.view?.composing === true) return null;
  const before = context.matchBefore(opening);
  if (before === null) return null;
  const typed = opening.exec(before.text)?.[1] ?? '';
  const hash = typed.indexOf('#');
  const isBracketed = before.text.startsWith('[[');
  if (hash >= 0 && isBracketed) return headingOffers(context, typed.slice(0, hash), typed.slice(hash + 1));
  const found = await parts.offers(typed);
  const name = newName(typed, found);
  if (context.aborted || (found.length === 0 && name === null)) return null;
  const fresh: Completion[] =
    name === null
      ? []
      : [
          {
            label: `[[${name}]]`,
            displayLabel: name,
            detail: t('links.newNote'),
            type: 'note',
            boost: -99,
            apply: (view, completion, from, to) => putLink(view, completion, from, to, `[[${name}]]`),
          },
        ];
  const known = found.map(({ path, text, title, link }, at): Completion => {
    const isPath = text === path;
    return {
      label: link,
      displayLabel: isPath ? title : text,
      detail: isPath || text === title ? path : title,
      type: 'note',
      boost: -at,
      apply: (view, completion, from, to) => putLink(view, completion, from, to, link),
    };
  });
  return { from: before.from, filter: false, options: [...known, ...fresh] };
}

/** What a note would be called that is made when the link is followed; `null`: there is one of this name, or it can't be one. */
function newName(
  typed: string,
  found: readonly { path: string; text: string; title: string }[],
): string | null {
  const name = typed.trim();
  if (name === '' || nameProblem(name.replaceAll('/', '')) !== null) return null;
  const key = linkKey(name);
  const isThere = found.some(({ path, text, title }) =>
    [path, lastPart(path), text, title].some((one) => linkKey(one) === key),
  );
  return isThere ? null : name;
}

/** Puts the whole link in place of what was typed, also of the brackets that stand behind it already. */
function putLink(view: EditorView, completion: Completion, from: number, to: number, link: string): void {
  const rest = view.state.sliceDoc(to, to + 2);
  const end = rest === ']]' || rest === '】】' ? to + 2 : to;
  const line = view.state.doc.lineAt(from);
  const isInTable = /^\s*\|/.test(line.text);
  const insert = isInTable ? link.replace('|', '\\|') : link;
  view.dispatch({
    changes: { from, to: end, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
    annotations: pickedCompletion.of(completion),
    scrollIntoView: true,
  });
}

async function headingOffers(
  context: CompletionContext,
  target: string,
  typed: string,
): Promise<CompletionResult | null> {
  const parts = context.state.facet(linkParts);
  const [path = null] = (await parts?.resolve([{ kind: 'wiki', target: target.trim() }])) ?? [];
  if (parts === null || path === null) return null;
  const headings = await parts.headings(path);
  const wanted = typedOf(typed);
  const fitting = headings
    .map((text) => ({ text, fit: fitOf(wanted, text) }))
    .filter(({ text, fit }) => (typed === '' || fit !== null) && !/[[\]|#]/.test(text))
    .slice(0, mostOffered);
  if (context.aborted || fitting.length === 0) return null;
  return {
    from: context.pos - typed.length,
    filter: false,
    options: fitting.map(({ text }, at): Completion => ({
      label: text,
      type: 'heading',
      boost: -at,
      apply: (view, completion, from, to) => putLink(view, completion, from, to, `${text}]]`),
    })),
  };
}

/** In a header that is shown as text: a word after `tags:`, in its brackets or in the list below it. */
async function tagOffers(context: CompletionContext): Promise<CompletionResult | null> {
  const parts = context.state.facet(linkParts);
  const header = context.state.field(headerField, false)?.header ?? null;
  if (parts === null || header === null || context.pos > header.to || context.view?.composing === true)
    return null;
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const word = tagWord(before, () => keyAbove(context.state, line.number));
  if (word === null || (word === '' && !context.explicit)) return null;
  const wanted = typedOf(word);
  const fitting = (await parts.tags())
    .map((name) => ({ name, fit: fitOf(wanted, name) }))
    .filter(({ name, fit }) => fit !== null && name !== word)
    .sort((a, b) => (b.fit?.mark ?? 0) - (a.fit?.mark ?? 0))
    .slice(0, mostOffered);
  if (context.aborted || fitting.length === 0) return null;
  return {
    from: context.pos - word.length,
    filter: false,
    options: fitting.map(({ name }, at) => ({ label: name, type: 'tag', boost: -at })),
  };
}

const isTagKey = (key: string | undefined) => /^(?:tags?|keywords)$/i.test(key ?? '');

/** What is typed of a tag; `null`: no tag stands there. */
export function tagWord(before: string, above: () => string | null): string | null {
  const inline = /^([A-Za-z_]+)[ \t]*:[ \t]*(.*)$/.exec(before);
  if (inline !== null) {
    if (!isTagKey(inline[1])) return null;
    return /(?:^|[[,，、])[ \t]*["'#]*([^[\],，、"'#]*)$/.exec(inline[2] ?? '')?.[1] ?? null;
  }
  const item = /^[ \t]*-[ \t]+["'#]*([^"'#]*)$/.exec(before);
  return item !== null && isTagKey(above() ?? undefined) ? (item[1] ?? '') : null;
}

/** The key that a list's line belongs to. */
function keyAbove(state: EditorState, line: number): string | null {
  for (let at = line - 1; at >= 1; at--) {
    const { text } = state.doc.line(at);
    if (/^[ \t]*(?:-|$|#)/.test(text)) continue;
    return /^([A-Za-z_]+)[ \t]*:[ \t]*$/.exec(text)?.[1] ?? null;
  }
  return null;
}

export const linkCompletion: Extension = [
  autocompletion({
    icons: false,
    interactionDelay: 0,
    maxRenderedOptions: mostOffered,
    activateOnTypingDelay: 60,
  }),
  EditorState.languageData.of(() => [{ autocomplete: noteOffers }, { autocomplete: tagOffers }]),
  offersAfterComposing(opening),
];
