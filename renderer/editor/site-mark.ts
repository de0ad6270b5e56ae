/** The site of a heading's link, behind the heading. */
import { WidgetType } from '@codemirror/view';
import { siteOf } from '../../notes/text/urls.ts';

export class Site extends WidgetType {
  readonly #url: string;

  constructor(url: string) {
    super();
    this.#url = url;
  }
  override eq(other: Site): boolean {
    return other.#url === this.#url;
  }
  toDOM(): HTMLElement {
    const dom = document.createElement('span');
    dom.className = 'editor-site';
    dom.dataset['site'] = this.#url;
    dom.ariaHidden = 'true';
    dom.textContent = `↗ ${siteOf(this.#url)}`;
    return dom;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}
