/** Code on a page, whatever colours, line numbers and buttons a site has put into it, as plain `<pre><code>`. */
import type { PageDocument, PageElement, PageNode } from './page-nodes.ts';

const gutters =
  '.gutter, .rouge-gutter, .linenos, .lineno, .line-numbers-rows, .line-numbers-wrapper, .hljs-ln-numbers, .blob-num, ' +
  '.code-snippet__line-index, .pre-numbering, .copy-code-btn, .code-block-extension-header, .hljs-button, .copy-btn, ' +
  '.btn-copy, .opt-box, .copybtn, button, clipboard-copy, .code-header, .signin';
const wrappers =
  'figure, .highlight, .highlighter-rouge, .code-snippet__fix, .code-wrapper, .gatsby-highlight, .code-block';

/** Rewrites all code blocks of the page. */
export function plainCode(document: PageDocument): void {
  const alone = new Map<PageElement, boolean>();
  const isAlone = (holder: PageElement): boolean => {
    const known = alone.get(holder);
    if (known !== undefined) return known;
    const code = [...holder.querySelectorAll('pre')].filter((one) => one.closest(gutters) === null);
    alone.set(holder, code.length <= 1);
    return code.length <= 1;
  };
  for (const pre of [...document.querySelectorAll('pre')]) {
    if (pre.parentNode?.closest('pre') !== null) continue;
    const holder = pre.closest('figure.highlight, div.highlight, .code-snippet__fix, .highlighter-rouge');
    const language = languageIn(pre);
    // Line numbers of a table stand in a `<pre>` of their own.
    if (pre.closest('.gutter, .rouge-gutter, .linenos, .lineno') !== null) continue;
    for (const gutter of [...pre.querySelectorAll(gutters)]) gutter.remove();
    const code = document.createElement('code');
    if (language !== '') code.className = `language-${language}`;
    code.append(codeText(pre));
    const plain = document.createElement('pre');
    plain.append(code);
    (holder !== null && isAlone(holder) ? holder : pre).replaceWith(plain);
  }
}

/** As written in a code block's fence: `js`; empty when the page does not say. */
function languageIn(pre: PageElement): string {
  const around: (PageElement | null)[] = [pre.querySelector('code'), pre];
  for (let at = pre.parentNode, steps = 0; at?.nodeType === 1 && steps < 4; at = at.parentNode, steps++)
    if (at.matches(`${wrappers}, table, tbody, tr, td, div[class]`)) around.push(at);
  for (const element of around) {
    if (element === null) continue;
    const stated =
      element.getAttribute('data-lang') ??
      element.getAttribute('data-language') ??
      element.getAttribute('lang') ??
      '';
    const language = plainLanguage(stated) || languageOfClass(element.className);
    if (language !== '') return language;
  }
  return '';
}

const prefixed =
  /(?:^|\s)(?:language|lang|highlight-source|highlight-text|code-snippet_)[-_]([\w+#.-]+)|brush:\s*([\w+#-]+)/i;
const known = new Set(
  (
    'bash sh shell zsh powershell console c cpp c++ csharp cs go golang java kotlin scala swift rust ruby rb python py php perl lua r ' +
    'javascript js jsx typescript ts tsx json json5 yaml yml toml ini xml html css scss sass less stylus vue svelte sql mysql pgsql ' +
    'graphql dockerfile docker nginx makefile cmake diff patch markdown md tex latex dart elixir erlang haskell clojure groovy ' +
    'objectivec objc matlab wasm protobuf solidity http vim'
  ).split(' '),
);

function languageOfClass(classes: string): string {
  const match = prefixed.exec(classes);
  if (match) return plainLanguage(match[1] ?? match[2] ?? '');
  if (!/\b(?:hljs|highlight|sourceCode|code|prettyprint|prism)\b/i.test(classes)) return '';
  return classes.split(/\s+/).find((name) => known.has(name.toLowerCase())) ?? '';
}

function plainLanguage(text: string): string {
  const language = text.trim().toLowerCase();
  const isNone = [
    'plain',
    'plaintext',
    'text',
    'none',
    'txt',
    'null',
    'undefined',
    'auto',
    'nohighlight',
  ].includes(language);
  return isNone || !/^[\w+#.-]{1,30}$/.test(language) || /^(?:zh|en)(?:-|$)/.test(language) ? '' : language;
}

/** The elements that begin a line of their own. */
const lines = new Set(['div', 'p', 'li', 'tr', 'ol', 'ul', 'table']);

function codeText(pre: PageElement): string {
  let text = '';
  const newLine = (): void => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  // Each line in a `<code>` of its own: WeChat.
  const isByCode = [...pre.children].filter((child) => child.localName === 'code').length > 1;
  const visit = (node: PageNode): void => {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) text += child.textContent ?? '';
      else if (child.nodeType === 1) {
        const { localName } = child as PageElement;
        const isLine = lines.has(localName) || (isByCode && localName === 'code');
        if (localName === 'br') text += '\n';
        if (isLine) newLine();
        visit(child);
        if (isLine) newLine();
      }
    }
  };
  visit(pre);
  return (
    text
      .replaceAll('\u00a0', ' ')
      .replaceAll('\u200b', '')
      // What stood between its spaces is gone: longer runs would be trimmed in time that grows with their square.
      .replace(/[^\S\n]{200,}/g, (run) => run.slice(0, 200))
      .replace(/\r\n?/g, '\n')
      .replace(/^\n+/, '')
      .trimEnd()
  );
}
