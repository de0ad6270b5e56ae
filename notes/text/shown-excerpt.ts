/** An excerpt as a list shows it: without the marks that its plain text still has. */
import { mathAt } from './math.ts';
import { wikiLinkAt } from './wiki-link.ts';

/**
 * `见 [[计划|那一篇]]，$E=mc^2$` is `见 那一篇，E=mc^2`; a task's box goes, and so does an embedded file. What looks like a mark
 * and is none, such as a price, stays as it is.
 */
export function shownExcerpt(text: string): string {
  if (!/[[$]/.test(text)) return text;
  let shown = '';
  let from = 0;
  const replace = (at: number, to: number, by: string) => {
    shown += text.slice(from, at) + by;
    from = to;
  };
  for (let at = 0; at < text.length; at++) {
    const link = text.startsWith('[[', at) || text.startsWith('![[', at) ? wikiLinkAt(text, at) : null;
    const formula = text[at] === '$' ? mathAt(text, at) : null;
    const box = text[at] === '[' ? boxAt(text, at) : 0;
    if (link !== null) {
      const { target, heading, alias, isEmbed } = link;
      replace(at, link.to, isEmbed ? '' : (alias ?? [target, heading].filter(Boolean).join(' › ')));
    } else if (formula !== null) {
      replace(at, formula.to, text.slice(at + formula.mark, formula.to - formula.mark).trim());
    } else if (box > 0) replace(at, at + box, '');
    else continue;
    at = from - 1;
  }
  return (shown + text.slice(from)).trim();
}

/** The length of `[ ] ` or `[x] ` where a word could begin; 0: there is none. */
function boxAt(text: string, at: number): number {
  if (at > 0 && !/[\s。；！？]/u.test(text.charAt(at - 1))) return 0;
  return /^\[[ xX]\](?:\s+|$)/.exec(text.slice(at, at + 8))?.[0].length ?? 0;
}
