/** What we use of a page's document. The parser's own types want a browser's, which Node programs don't have. */

export interface PageNode {
  /** 1: an element, 3: text, 8: a comment. */
  readonly nodeType: number;
  readonly nodeName: string;
  textContent: string | null;
  readonly parentNode: PageElement | null;
  readonly childNodes: Iterable<PageNode> & { readonly length: number };
  readonly firstChild: PageNode | null;
  readonly previousSibling: PageNode | null;
  readonly nextSibling: PageNode | null;
  remove(): void;
}

export interface PageElement extends PageNode {
  readonly tagName: string;
  readonly localName: string;
  readonly children: Iterable<PageElement> & { readonly length: number };
  readonly previousElementSibling: PageElement | null;
  readonly nextElementSibling: PageElement | null;
  readonly firstElementChild: PageElement | null;
  readonly attributes: Iterable<{ name: string; value: string }>;
  id: string;
  className: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
  closest(selector: string): PageElement | null;
  matches(selector: string): boolean;
  contains(node: PageNode): boolean;
  append(...nodes: (PageNode | string)[]): void;
  replaceWith(...nodes: (PageNode | string)[]): void;
  before(...nodes: (PageNode | string)[]): void;
  cloneNode(isDeep: boolean): PageElement;
  /** The element as HTML. */
  toString(): string;
}

export interface PageDocument {
  title: string;
  readonly documentElement: PageElement;
  readonly head: PageElement;
  readonly body: PageElement;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
  createElement(name: string): PageElement;
  toString(): string;
}
