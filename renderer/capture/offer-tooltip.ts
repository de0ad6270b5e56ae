/** The offer under the line of a pasted address: quiet, without the focus, each way a button for the pointer. */
import type { EditorState } from '@codemirror/state';
import type { EditorView, Tooltip } from '@codemirror/view';
import { t } from '../messages.ts';
import { headingFor, type Offer, type OfferStep } from './offer-state.ts';

/** What the pointer can choose; `first` is what Tab does. */
export interface OfferWays {
  first(view: EditorView): void;
  title(view: EditorView): void;
}

/** The sentence of an offer and what its key does; `null`: there is no key. */
export function offerInWords(
  state: EditorState,
  { step, url, isAlone }: Offer,
): { text: string; first: string | null; second: string | null } {
  const made = (title: string) => t('capture.offer.title', { text: shortHeading(state, title, url) });
  switch (step.kind) {
    case 'looking':
      return { text: '', first: null, second: null };
    case 'noted':
      return {
        text: step.text,
        first: t('capture.offer.jump'),
        second: step.title === null || !isAlone ? null : made(step.title),
      };
    case 'title':
      return { text: '', first: made(step.title), second: null };
    case 'get':
      return { text: '', first: t('capture.offer.get'), second: null };
    case 'getting':
      return { text: t('capture.offer.getting'), first: null, second: null };
    case 'failed':
      return { text: t('capture.noTitle', { why: step.why }), first: null, second: null };
  }
}

const longestShown = 60;

function shortHeading(state: EditorState, title: string, url: string): string {
  const shown = Array.from(title);
  const short = shown.length > longestShown ? `${shown.slice(0, longestShown).join('')}…` : title;
  return headingFor(state, short, url).replace(/\]\(.*$/s, '](…)');
}

const isShown = ({ kind }: OfferStep) => kind !== 'looking';

/** `null`: nothing is shown for this offer. */
export function offerTooltip(state: EditorState, offer: Offer | null, ways: OfferWays): Tooltip | null {
  if (offer === null || !isShown(offer.step)) return null;
  const { text, first, second } = offerInWords(state, offer);
  return {
    pos: state.doc.lineAt(Math.min(offer.from, state.doc.length)).from,
    end: Math.min(offer.to, state.doc.length),
    above: false,
    create(view) {
      const dom = document.createElement('div');
      dom.className = 'paste-offer';
      // The text keeps the focus: it goes on taking the keys.
      dom.addEventListener('mousedown', (event) => event.preventDefault());
      if (text !== '') dom.append(element('span', 'paste-offer-text', text));
      if (first !== null) dom.append(button(first, true, () => ways.first(view)));
      if (second !== null) dom.append(button(second, false, () => ways.title(view)));
      return { dom };
    },
  };
}

function button(label: string, hasKey: boolean, run: () => void): HTMLElement {
  const made = element('button', 'paste-offer-way', '');
  made.setAttribute('type', 'button');
  made.tabIndex = -1;
  if (hasKey) made.append(element('kbd', 'paste-offer-key', t('capture.offer.key')));
  made.append(element('span', 'paste-offer-label', label));
  made.addEventListener('click', run);
  return made;
}

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
