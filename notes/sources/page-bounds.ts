/** What a page may hold before it is made a document: a document of any size and depth would hold the program up. */
import { Parser } from 'htmlparser2';
import { EmbeddedPictures } from './embedded.ts';

/** Elements within each other. Readability takes the third power of it: 0.1 s at 100, 18 s at 1,000. */
const deepest = 100;
const mostElements = 25_000;
/** The depths of all elements together: Readability goes up from each. */
const mostDepths = 200_000;
/** Readability looks at each `<br>` together with those around it: 20,000 took 2 s. */
const mostBreaks = 5_000;
const mostAttributes = 60;
/** `<` and `&` in text: each is a text node of its own in the document. */
const mostSigns = 50_000;
/** Elements open at once. The tokenizer shifts a list of them at each tag: 100,000 took 17 s. */
const mostOpen = 400;
/** UTF-16 units of an attribute; `data:` pictures are taken out and counted apart. */
const longestAttribute = 20_000;
const longestTitle = 10_000;
/** UTF-16 units of all JSON-LD together. */
const longestJson = 500_000;

/** Nothing in them is text of the page. */
const dropped = new Set(
  (
    'script style svg iframe frameset object applet canvas template textarea select noembed noframes xmp plaintext ' +
    'audio video map dialog portal'
  ).split(' '),
);
const forHead = new Set(['meta', 'link', 'base']);
const isVoid = new Set(
  'meta link base img br hr input wbr col source area track embed frame param keygen basefont'.split(' '),
);
const isOutline = new Set(['html', 'head', 'body']);

/**
 * Writes a page anew within the limits, in time proportional to its length. Scripts (but JSON-LD), styles, frames,
 * comments and drawings are left out; what is too deep or too much loses its tags and keeps its text. It is a whole page:
 * one head, one body, every element closed.
 * @param embedded gets the pictures that stand in the page; the page gets their addresses
 */
export function boundedHtml(html: string, embedded = new EmbeddedPictures()): string {
  const writer = new PageWriter(embedded);
  let rest = html.replaceAll('\0', '');
  for (;;) {
    let level = 0;
    const parser = new Parser(
      {
        onopentag(name, attributes) {
          if (++level > mostOpen) parser.pause();
          writer.open(name, attributes);
        },
        ontext: (text) => writer.text(text),
        onclosetag(name) {
          level--;
          writer.close(name);
        },
      },
      // Not decoded: what is written here is read once more.
      { decodeEntities: false },
    );
    parser.write(rest);
    if (level <= mostOpen) {
      parser.end();
      return writer.whole();
    }
    // All is closed here, and what follows begins anew at the top.
    rest = rest.slice(parser.endIndex + 1);
    writer.closeAll();
  }
}

class PageWriter {
  readonly #embedded: EmbeddedPictures;
  readonly #head: string[] = [];
  readonly #body: string[] = [];
  /** Names of the elements that are open; empty: its tags are not written. */
  readonly #open: string[] = [];
  #depth = 0;
  #elements = 0;
  #depths = 0;
  #breaks = 0;
  #signs = 0;
  #json = 0;
  #language = '';
  /** Elements open inside a dropped one, itself included. */
  #skipped = 0;
  /** What the text belongs to that comes now. */
  #part: 'body' | 'title' | 'json' = 'body';
  #text = '';
  #title: string | null = null;

  constructor(embedded: EmbeddedPictures) {
    this.#embedded = embedded;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (this.#skipped > 0) {
      if (!isVoid.has(name)) this.#skipped++;
    } else if (isOutline.has(name)) {
      this.#language ||= name === 'html' ? (attributes['lang'] ?? attributes['xml:lang'] ?? '') : '';
    } else if (name === 'title') this.#turnTo('title');
    else if (name === 'script' && /^\s*application\/ld\+json/i.test(attributes['type'] ?? '')) {
      this.#turnTo('json');
    } else if (dropped.has(name)) this.#skipped = 1;
    else if (forHead.has(name)) {
      if (this.#elements++ < mostElements) this.#head.push(this.#tag(name, attributes));
    } else this.#openInBody(name, attributes);
  }

  text(text: string): void {
    if (this.#skipped === 0) this.#text += text;
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      if (!isVoid.has(name)) this.#skipped--;
    } else if (this.#part !== 'body') this.#turnTo('body');
    else if (!isOutline.has(name) && !isVoid.has(name)) this.#closeInBody();
  }

  closeAll(): void {
    this.#skipped = 0;
    this.#turnTo('body');
    while (this.#open.length > 0) this.#closeInBody();
  }

  whole(): string {
    this.closeAll();
    const language = this.#language.replace(/[^\w-]/g, '').slice(0, 40);
    const start = language === '' ? '<html>' : `<html lang="${language}">`;
    return `<!doctype html>${start}<head>${this.#head.join('')}</head><body>${this.#body.join('')}</body></html>`;
  }

  #openInBody(name: string, attributes: Record<string, string>): void {
    const isTooMuch =
      this.#depth >= deepest ||
      this.#elements >= mostElements ||
      this.#depths >= mostDepths ||
      (name === 'br' && this.#breaks++ >= mostBreaks);
    if (isTooMuch) this.#text += name === 'br' ? '\n' : ' ';
    else {
      this.#elements++;
      this.#depths += this.#depth;
      this.#writeText();
      this.#body.push(this.#tag(name, attributes));
    }
    if (isVoid.has(name)) return;
    if (!isTooMuch) this.#depth++;
    this.#open.push(isTooMuch ? '' : name);
  }

  #closeInBody(): void {
    const name = this.#open.pop() ?? '';
    if (name === '') return;
    this.#depth--;
    this.#writeText();
    this.#body.push(`</${name}>`);
  }

  #turnTo(part: 'body' | 'title' | 'json'): void {
    this.#writeText();
    this.#part = part;
  }

  #writeText(): void {
    const text = this.#text;
    this.#text = '';
    if (this.#part === 'title') {
      if (this.#title !== null) return;
      this.#title = text.slice(0, longestTitle).replaceAll('<', '&lt;');
      this.#head.push(`<title>${this.#title}</title>`);
    } else if (this.#part === 'json') {
      this.#json += text.length;
      if (this.#json > longestJson) return;
      this.#head.push(`<script type="application/ld+json">${text.replaceAll('</', '<\\/')}</script>`);
    } else if (text !== '') {
      const isFew = text.length < mostSigns - this.#signs;
      this.#body.push(isFew && !/[<&]/.test(text) ? text : text.replace(/[<&]/g, (sign) => this.#sign(sign)));
    }
  }

  #sign(sign: string): string {
    if (++this.#signs > mostSigns) return '';
    return sign === '<' ? '&lt;' : sign;
  }

  #tag(name: string, attributes: Record<string, string>): string {
    let tag = `<${name}`;
    let count = 0;
    const picture = name === 'img' ? this.#namedPicture(attributes) : null;
    if (picture !== null) tag += ` data-original="${picture}"`;
    for (const attribute in attributes) {
      if (++count > mostAttributes) break;
      const value = this.#value(attribute, attributes[attribute] ?? '');
      if (value === null || !/^[^\s"'<>/=]{1,100}$/.test(attribute)) continue;
      tag += ` ${attribute}="${value.replaceAll('"', '&quot;')}"`;
    }
    return `${tag}>`;
  }

  /** Of a saved page: MHTML names parts by `cid:`, SingleFile keeps what is shown twice in a style. */
  #namedPicture({ src = '', style = '' }: Record<string, string>): string | null {
    const name = /^\s*cid:/i.test(src)
      ? `cid:${src.trim().slice('cid:'.length)}`
      : /var\(--(sf-img-\d{1,9})\)/i.exec(style.slice(0, longestAttribute))?.[1]?.toLowerCase();
    return name === undefined ? null : this.#embedded.addressOfNamed(name);
  }

  #value(name: string, written: string): string | null {
    if (/^\s*data:/i.test(written)) {
      if (!/^\s*data:image\//i.test(written)) return null;
      return this.#embedded.addressOf(written.trim());
    }
    // Of styles only what hides text is asked for.
    if (name === 'style') return hiding(written);
    return name.startsWith('on') ? null : written.slice(0, longestAttribute);
  }
}

function hiding(style: string): string | null {
  if (/display\s*:\s*none/i.test(style)) return 'display:none';
  return /visibility\s*:\s*hidden/i.test(style) ? 'visibility:hidden' : null;
}
