/** The first lines of the note that a link leads to, in a box above the link: under a resting pointer, or by its command. */
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { EditorView, hoverTooltip, showTooltip, type Tooltip } from '@codemirror/view';
import { glimpseOf } from '../../notes/text/note-link-glimpse.ts';
import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import { isMac } from '../system.ts';
import { type LinkInText, noteLinkAt } from './link-node.ts';
import { linkParts } from './link-parts.ts';

/** A pointer rests for so long, ms. */
const restMs = 400;

const hover = hoverTooltip(
  (view, at) => {
    const link = noteLinkAt(view.state, at);
    return link === null || at < link.from || at > link.to ? null : tooltipFor(view.state, link);
  },
  { hoverTime: restMs, hideOnChange: true },
);

const setPeek = StateEffect.define<LinkInText | null>();

/** The box that the command has opened; any change of the text or the cursor closes it. */
const peeked = StateField.define<{ link: LinkInText; tooltip: Tooltip } | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setPeek))
        return effect.value && { link: effect.value, tooltip: tooltipFor(transaction.state, effect.value) };
    return transaction.docChanged || transaction.selection !== undefined ? null : value;
  },
  provide: (field) => showTooltip.from(field, (value) => value?.tooltip ?? null),
});

/** Shows what the link under the cursor leads to; once more: takes it away. */
export function peekAtCursor(view: EditorView): boolean {
  const open = view.state.field(peeked, false) ?? null;
  const link = open === null ? noteLinkAt(view.state, view.state.selection.main.head) : null;
  if (open === null && link === null) notify(t('links.peekNone'));
  else view.dispatch({ effects: setPeek.of(link) });
  return true;
}

export function closePeek(view: EditorView): boolean {
  if ((view.state.field(peeked, false) ?? null) === null) return false;
  view.dispatch({ effects: setPeek.of(null) });
  return true;
}

function tooltipFor(state: EditorState, link: LinkInText): Tooltip {
  const parts = state.facet(linkParts);
  return {
    pos: link.from,
    end: link.to,
    above: true,
    create(view) {
      const dom = document.createElement('div');
      dom.className = 'editor-tip note-peek';
      dom.role = 'tooltip';
      const title = element('p', 'note-peek-title', '');
      const path = element('p', 'note-peek-path', '');
      const text = element('div', 'note-peek-text', '');
      const how = element('p', 'editor-tip-how', t('links.followHow', { keys: isMac ? '⌘' : 'Ctrl' }));
      dom.append(title, path, text, how);
      const show = async () => {
        const [found = null] = (await parts?.resolve([link])) ?? [];
        title.textContent = found === null ? t('links.peekMissing') : '';
        path.textContent = found ?? link.target;
        dom.dataset['missing'] = String(found === null);
        if (found === null || parts === null) return;
        const glimpse = glimpseOf(found, await parts.text(found), link.heading);
        title.textContent = glimpse.title;
        const lines = glimpse.lines.map((line) => {
          const shown = element('p', 'note-peek-line', line.text);
          shown.dataset['kind'] = line.kind;
          return shown;
        });
        if (lines.length > 0) text.append(...lines);
        else text.append(element('p', 'note-peek-line', t('links.peekEmpty')));
        view.dispatch({
          effects: EditorView.announce.of(`${glimpse.title}. ${glimpse.lines[0]?.text ?? ''}`),
        });
      };
      show().catch(() => {
        title.textContent = t('links.failed');
      });
      return { dom };
    },
  };
}

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

export const peeking: Extension = [hover, peeked];
