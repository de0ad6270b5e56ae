/** Formulas of a page as text in a line: the TeX they were made of where the page has it, else as one would type them. */
import type { PageDocument, PageElement, PageNode } from './page-nodes.ts';

export function plainMath(document: PageDocument): void {
  for (const math of [...document.querySelectorAll('math')]) {
    const written = math.querySelector('annotation[encoding*="tex" i]')?.textContent?.trim() ?? '';
    math.replaceWith(written === '' ? spaced(typed(math)) : `$${spaced(written)}$`);
  }
}

function typed(node: PageNode): string {
  if (node.nodeType === 3) return node.textContent?.trim() ?? '';
  if (node.nodeType !== 1) return '';
  const element = node as PageElement;
  const [first = '', second = '', third = ''] = [...element.children].slice(0, 3).map(typed);
  switch (element.localName) {
    case 'annotation':
    case 'annotation-xml':
      return '';
    case 'mfrac':
      return `${inBrackets(first)}/${inBrackets(second)}`;
    case 'msqrt':
      return `√${inBrackets(parts(element))}`;
    case 'mroot':
      return `${inBrackets(second)}√${inBrackets(first)}`;
    case 'msup':
    case 'mover':
      return `${first}^${inBrackets(second)}`;
    case 'msub':
    case 'munder':
      return `${first}_${inBrackets(second)}`;
    case 'msubsup':
    case 'munderover':
      return `${first}_${inBrackets(second)}^${inBrackets(third)}`;
    case 'mtr':
      return `${parts(element)};`;
    default:
      return parts(element);
  }
}

function parts(element: PageElement): string {
  return [...element.childNodes]
    .map(typed)
    .filter((part) => part !== '')
    .join(' ');
}

function inBrackets(text: string): string {
  return text.includes(' ') ? `(${text})` : text;
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
