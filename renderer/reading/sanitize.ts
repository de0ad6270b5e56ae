/**
 * The one file of the app where HTML becomes a document: what DOMPurify lets through of a copy and of a note (safety.md
 * R-01..R-05, S-08). Its result goes into the page as nodes and is never written out and read again, which is how sanitisers
 * were fooled before.
 */
import purify, { type Config } from 'dompurify';
import { allowedInNotes, plainStyle } from './allowed-in-notes.ts';

const tags =
  'h1 h2 h3 h4 h5 h6 p br hr blockquote pre code em strong s del sub sup ul ol li a img table thead tbody tr th td';
const attributes = 'href alt title start align data-picture';

type Policy = NonNullable<Config['TRUSTED_TYPES_POLICY']>;
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML: (html: string) => string; createScriptURL: (address: string) => string },
  ): Policy;
}

/** A page where trusted types are on takes HTML from this policy only. It is used in this file and nowhere else. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('gleaner-copy', {
  createHTML: (html) => html,
  createScriptURL: (address) => (isOwnWorker(address) ? address : ''),
});

/** Whether this is the program that renders notes, finds expressions or reads facts: a file of the built app, or of the server that develops it. */
function isOwnWorker(address: string): boolean {
  const { protocol, host, pathname } = new URL(address, window.location.href);
  const isHere = protocol === window.location.protocol && host === window.location.host;
  return (
    isHere &&
    /^\/(?:assets|note-view|editor|session)\/(?:render|find|facts)-worker[-.][\w.-]+$/.test(pathname)
  );
}

/** Starts one of these workers. Everything else that is asked for fails. */
export function startOwnWorker(address: string): Worker {
  const full = new URL(address, window.location.href).href;
  // The constructor takes the policy's own type; TypeScript knows strings only.
  return new Worker((policy?.createScriptURL(full) ?? full) as unknown as string, { type: 'module' });
}

const strict = {
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  SANITIZE_NAMED_PROPS: true,
  CUSTOM_ELEMENT_HANDLING: {
    tagNameCheck: null,
    attributeNameCheck: null,
    allowCustomizedBuiltInElements: false,
  },
  ...(policy && { TRUSTED_TYPES_POLICY: policy }),
} satisfies Config;

const config = deepFrozen({
  ...strict,
  ALLOWED_TAGS: tags.split(' '),
  ALLOWED_ATTR: attributes.split(' '),
  // Every other value must be an address of this kind.
  ADD_URI_SAFE_ATTR: ['data-picture', 'start', 'align'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#)/i,
} satisfies Config);

const noteConfig = deepFrozen({ ...strict, ...allowedInNotes } satisfies Config);

/** `html` as nodes of a document of their own, with nothing in them that runs, loads or leads anywhere but http, https and mail. */
export function sanitized(html: string): DocumentFragment {
  return purify.sanitize(html, { ...config, RETURN_DOM_FRAGMENT: true });
}

/** Of its own, because its hook must not touch copies. */
const notePurify = typeof window === 'undefined' ? purify : purify(window);
// Without a window, as in tests of what imports this, there is nothing to hook into.
if (notePurify.isSupported) hookIntoNotes();

function hookIntoNotes(): void {
  notePurify.addHook('uponSanitizeAttribute', (_element, attribute) => {
    if (attribute.attrName !== 'style') return;
    attribute.attrValue = plainStyle(attribute.attrValue);
    attribute.keepAttr = attribute.attrValue !== '';
  });

  // An address that a note gives in HTML is treated as one that it gives in Markdown: nothing is loaded by having it.
  notePurify.addHook('beforeSanitizeAttributes', (element) => {
    if (element.nodeName !== 'IMG' || !element.hasAttribute('src')) return;
    element.setAttribute('data-src', element.getAttribute('src') ?? '');
    element.removeAttribute('src');
  });
}

/** `sanitized` for a note, which may hold more than a copy: `allowed-in-notes.ts` says what. */
export function sanitizedNote(html: string): DocumentFragment {
  return notePurify.sanitize(html, { ...noteConfig, RETURN_DOM_FRAGMENT: true });
}

/**
 * The document of the reading view's frame: empty, and with a policy under which it runs no script and asks for nothing.
 * Besides, the frame is sandboxed. Styles come from `adoptedStyleSheets`, pictures as `blob:`. `withStyles`: attributes
 * named `style` count too.
 */
export function emptyPage(withStyles = false): string {
  const styles = withStyles ? " style-src 'unsafe-inline';" : '';
  const page =
    "<!doctype html><html><head><meta charset='utf-8'><meta http-equiv='Content-Security-Policy' " +
    `content="default-src 'none'; img-src blob: data:;${styles} base-uri 'none'; form-action 'none'"></head><body></body></html>`;
  // Assigned to `srcdoc`, which takes the policy's own type; TypeScript knows strings only.
  return (policy?.createHTML(page) ?? page) as string;
}

function deepFrozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (Array.isArray(part) || Object.getPrototypeOf(part) === Object.prototype) Object.freeze(part);
  }
  return Object.freeze(value);
}
