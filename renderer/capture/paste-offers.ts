/**
 * An address that is pasted or dropped is in the text at once; what can be made of it is offered below its line
 * afterwards. Any key but Tab takes the offer away and does what it always does.
 */
import { type Extension, Prec, type StateEffect } from '@codemirror/state';
import { EditorView, keymap, showTooltip, tooltips } from '@codemirror/view';
import type { NotePath, NotedPlace } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { type DroppedLink, droppedLink } from './dropped.ts';
import { firstPlace, notedInWords } from './noted-words.ts';
import type { Known } from './known.ts';
import {
  headingInstead,
  insertUrl,
  type Offer,
  offerField,
  offerOf,
  type OfferStep,
  onlyUrl,
  setOffer,
} from './offer-state.ts';
import { offerInWords, offerTooltip } from './offer-tooltip.ts';

export interface OfferParts {
  /** What the notebook knows, without the network. */
  known(url: string): Promise<Pick<Known, 'noted' | 'title'>>;
  /** The person has said that pages may be fetched without being asked each time. */
  mayFetch(): boolean;
  /** Over the network. */
  titleOf(url: string): Promise<{ title: string } | { why: string }>;
  jump(place: NotedPlace): void;
  openPath(): NotePath | undefined;
}

const composingPollMs = 50;

let lastId = 0;
let isOwnDrag = false;

export function pasteOffers(parts: OfferParts): Extension {
  /** Shows the next step of an offer that is still there. */
  const show = (view: EditorView, id: number, step: OfferStep | null) => {
    const offer = offerOf(view.state);
    if (offer?.id !== id) return;
    const next = step === null ? null : { ...offer, step };
    view.dispatch({ effects: [setOffer.of(next), ...(next === null ? [] : spoken(view, next))] });
  };

  const insert = (
    view: EditorView,
    place: { from: number; to: number; url: string; userEvent: string },
    title: string | null,
  ) => {
    const id = ++lastId;
    view.dispatch(insertUrl(view.state, place, id));
    void look(view, id, place.url, title);
  };

  const look = async (view: EditorView, id: number, url: string, given: string | null) => {
    const step = await nextStep(url, given).catch(() => null);
    const offer = offerOf(view.state);
    const canShow = offer?.id === id && (offer.isAlone || step?.kind === 'noted');
    show(view, id, canShow ? step : null);
  };

  const nextStep = async (url: string, given: string | null): Promise<OfferStep | null> => {
    const { noted, title } = await parts.known(url);
    const place = firstPlace(noted, parts.openPath());
    if (place !== undefined)
      return { kind: 'noted', text: notedInWords(place, noted.total), place, title: title ?? given };
    const known = title ?? given;
    if (known !== null) return { kind: 'title', title: known };
    if (!parts.mayFetch()) return { kind: 'get' };
    const found = await parts.titleOf(url);
    return 'title' in found ? { kind: 'title', title: found.title } : null;
  };

  /** What Tab and the first button do. `false`: there is nothing to do. */
  const take = (view: EditorView): boolean => {
    const offer = offerOf(view.state);
    if (offer === null || view.composing) return false;
    const { step } = offer;
    if (step.kind === 'title') return makeHeading(view, offer, step.title);
    if (step.kind === 'get') {
      void get(view, offer);
      return true;
    }
    if (step.kind !== 'noted') return false;
    show(view, offer.id, null);
    parts.jump(step.place);
    return true;
  };

  const makeHeading = (view: EditorView, offer: Offer, title: string): boolean => {
    const change = headingInstead(view.state, offer, title);
    view.dispatch(change ?? { effects: setOffer.of(null) });
    return change !== null;
  };

  const get = async (view: EditorView, { id, url }: Offer) => {
    show(view, id, { kind: 'getting' });
    const found = await parts.titleOf(url);
    // What an input method composes must not be taken apart.
    while (view.composing) await new Promise((done) => setTimeout(done, composingPollMs));
    const offer = offerOf(view.state);
    if (offer?.id !== id) return;
    if ('title' in found) makeHeading(view, offer, found.title);
    else show(view, id, { kind: 'failed', why: found.why });
  };

  const dismiss = (view: EditorView): boolean => {
    const offer = offerOf(view.state);
    if (offer === null || offer.step.kind === 'looking') return false;
    view.dispatch({ effects: setOffer.of(null) });
    return true;
  };

  const ways = {
    first: (view: EditorView) => void take(view),
    title: (view: EditorView) => {
      const offer = offerOf(view.state);
      if (offer?.step.kind === 'noted' && offer.step.title !== null)
        makeHeading(view, offer, offer.step.title);
    },
  };

  return [
    offerField,
    tooltips({ tooltipSpace: placeOfText }),
    showTooltip.compute([offerField], (state) => offerTooltip(state, offerOf(state), ways)),
    Prec.highest(
      keymap.of([
        { key: 'Tab', run: take },
        { key: 'Escape', run: dismiss },
      ]),
    ),
    EditorView.domEventHandlers({
      keydown(event, view) {
        const isOwn = ['Tab', 'Escape', 'Shift', 'Control', 'Alt', 'Meta'].includes(event.key);
        const kind = offerOf(view.state)?.step.kind;
        if (!isOwn && kind !== undefined && kind !== 'getting') view.dispatch({ effects: setOffer.of(null) });
        return false;
      },
      paste(event, view) {
        const { state } = view;
        const { main, ranges } = state.selection;
        const url = onlyUrl(event.clipboardData?.getData('text/plain') ?? '');
        if (url === null || !main.empty || ranges.length > 1 || state.readOnly || view.composing)
          return false;
        event.preventDefault();
        insert(view, { from: main.from, to: main.to, url, userEvent: 'input.paste' }, null);
        return true;
      },
      dragstart() {
        isOwnDrag = true;
        return false;
      },
      dragend() {
        isOwnDrag = false;
        return false;
      },
      drop(event, view) {
        // Text that is moved inside the editor is moved, whatever it says.
        if (isOwnDrag) return false;
        const link = event.dataTransfer === null ? null : droppedLink(event.dataTransfer);
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (link === null || at === null || view.state.readOnly) return false;
        event.preventDefault();
        drop(view, at, link);
        return true;
      },
    }),
  ];

  function drop(view: EditorView, at: number, { url, title }: DroppedLink): void {
    view.focus();
    insert(view, { from: at, to: at, url, userEvent: 'input.drop' }, title);
  }
}

/** What floats over the text stays over it: not over the status below. */
function placeOfText(view: EditorView): DOMRect {
  return (view.dom.closest('.editor-scroller') ?? view.scrollDOM).getBoundingClientRect();
}

/** For those who do not see it. */
function spoken(view: EditorView, offer: Offer): StateEffect<string>[] {
  const { text, first } = offerInWords(view.state, offer);
  const said = first === null ? text : t('capture.offer.spoken', { text, action: first });
  return said === '' ? [] : [EditorView.announce.of(said.trim())];
}
