/** `/` at the start of a line offers what can stand there. It is typed like any other sign, and stays when nothing is chosen. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  pickedCompletion,
} from '@codemirror/autocomplete';
import { isolateHistory } from '@codemirror/commands';
import { syntaxTree } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { fitOf, typedOf } from '../../notes/text/fuzzy.ts';
import { t } from '../messages.ts';
import { en } from '../messages/en.ts';
import { insertFootnote } from './footnotes.ts';
import { bodyStart } from './header.ts';
import { offersAfterComposing } from './offers-after-composing.ts';
import { dateIn } from './templates.ts';
import { writingParts } from './writing-parts.ts';

type Label = Extract<keyof typeof en, `slash.${string}`>;

interface Offer {
  label: Label;
  /** Also found by these. */
  words: string;
  /** What is written in place of `/…`; `‸` is the cursor. */
  text?: string | (() => string);
  /** What is done when `/…` is gone. */
  run?: (view: EditorView) => void;
}

const offers: readonly Offer[] = [
  { label: 'slash.heading2', words: 'h2 ##', text: '## ‸' },
  { label: 'slash.heading3', words: 'h3 ###', text: '### ‸' },
  { label: 'slash.heading1', words: 'h1 #', text: '# ‸' },
  { label: 'slash.list', words: 'ul bullet -', text: '- ‸' },
  { label: 'slash.numbers', words: 'ol 1.', text: '1. ‸' },
  { label: 'slash.task', words: 'todo checkbox', text: '- [ ] ‸' },
  { label: 'slash.quote', words: 'blockquote >', text: '> ‸' },
  { label: 'slash.code', words: 'pre fence ```', text: '```\n‸\n```' },
  { label: 'slash.table', words: 'grid |', text: '| ‸ |  |\n| --- | --- |\n|  |  |' },
  { label: 'slash.link', words: 'url a', run: (view) => view.state.facet(writingParts)?.link() },
  { label: 'slash.footnote', words: 'note ^', run: (view) => void insertFootnote(view) },
  { label: 'slash.date', words: 'today', text: () => `${dateIn('YYYY-MM-DD', new Date())}‸` },
  { label: 'slash.template', words: 'snippet', run: (view) => view.state.facet(writingParts)?.template() },
  { label: 'slash.picture', words: 'image file', run: (view) => view.state.facet(writingParts)?.picture() },
  { label: 'slash.rule', words: 'hr line ---', text: '---\n‸' },
];

/** An IME that types Chinese punctuation writes `、` for the same key. */
const opening = /^((?:[ \t]*>)*[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?)([/／、])([^\s/／、]{0,20})$/u;

function slashOffers(context: CompletionContext): CompletionResult | null {
  const { state, pos, view } = context;
  if (view?.composing === true || state.readOnly || state.selection.ranges.length > 1) return null;
  const line = state.doc.lineAt(pos);
  const match = opening.exec(line.text.slice(0, pos - line.from));
  if (match === null || line.to !== pos || pos < bodyStart(state.doc) || isCode(state, pos)) return null;
  const [, lead = '', , typed = ''] = match;
  const wanted = typedOf(typed);
  const parts = state.facet(writingParts);
  const fitting = offers
    .filter((offer) => parts !== null || offer.run === undefined || offer.label === 'slash.footnote')
    .map((offer) => ({ offer, mark: markOf(offer, wanted, typed) }))
    .filter(({ mark }) => mark !== null)
    .sort((a, b) => (typed === '' ? 0 : (b.mark ?? 0) - (a.mark ?? 0)));
  if (fitting.length === 0) return null;
  return {
    from: line.from + lead.length,
    filter: false,
    options: fitting.map(({ offer }, at): Completion => ({
      label: t(offer.label),
      type: 'slash',
      boost: -at,
      apply: (target, completion, from, to) => put(target, completion, { offer, from, to, lead }),
    })),
  };
}

function markOf(offer: Offer, wanted: ReturnType<typeof typedOf>, typed: string): number | null {
  if (typed === '') return 0;
  const texts = [t(offer.label), en[offer.label], offer.words];
  const marks = texts.flatMap((text) => fitOf(wanted, text)?.mark ?? []);
  return marks.length === 0 ? null : Math.max(...marks);
}

function put(
  view: EditorView,
  completion: Completion,
  { offer, from, to, lead }: { offer: Offer; from: number; to: number; lead: string },
): void {
  const written = typeof offer.text === 'function' ? offer.text() : (offer.text ?? '‸');
  const below = `\n${lead.replace(/[^\s>]/g, ' ')}`;
  const text = written.replaceAll('\n', below);
  const cursor = text.indexOf('‸');
  view.dispatch({
    changes: { from, to, insert: text.replace('‸', '') },
    selection: { anchor: from + Math.max(0, cursor) },
    userEvent: 'input.complete',
    annotations: [pickedCompletion.of(completion), isolateHistory.of('full')],
    scrollIntoView: true,
  });
  offer.run?.(view);
}

function isCode(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, -1); node.parent !== null; node = node.parent)
    if (/Code|HTML|Comment|Math|NoteHeader|Table/.test(node.name)) return true;
  return false;
}

export const slashMenu: Extension = [
  EditorState.languageData.of(() => [{ autocomplete: slashOffers }]),
  offersAfterComposing(opening),
];
