/** Where a link leads, told when the pointer rests on it. */
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { t } from '../messages.ts';
import { isMac } from '../system.ts';
import { type Link, linkIn } from './links.ts';

/** A pointer rests for so long, ms. */
const restMs = 400;
/** Longer addresses are cut in the middle. */
const longestUrl = 200;

export const linkTips: Extension = hoverTooltip(
  (view, at) => {
    let link: Link | null = null;
    for (
      let node: SyntaxNode | null = syntaxTree(view.state).resolveInner(at, 1);
      node !== null;
      node = node.parent
    )
      link ??= linkIn(view.state, node);
    if (link === null) return null;
    const { from, to, url } = link;
    return {
      pos: from,
      end: to,
      above: true,
      create: () => ({ dom: tip(url) }),
    };
  },
  { hoverTime: restMs, hideOnChange: true },
);

function tip(url: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'editor-tip';
  dom.role = 'tooltip';
  const address = document.createElement('span');
  address.className = 'editor-tip-url';
  address.textContent = shortened(url);
  const how = document.createElement('span');
  how.className = 'editor-tip-how';
  how.textContent = t('live.openHow', { keys: isMac ? '⌘' : 'Ctrl' });
  dom.append(address, how);
  return dom;
}

function shortened(url: string): string {
  if (url.length <= longestUrl) return url;
  return `${url.slice(0, longestUrl * 0.7)}…${url.slice(-longestUrl * 0.3)}`;
}
