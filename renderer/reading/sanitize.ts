/**
 * The one file of the app where HTML becomes a document: what DOMPurify lets through of a copy (safety.md R-01..R-05, S-08).
 * Its result goes into the page as nodes and is never written out and read again, which is how sanitisers were fooled before.
 */
import purify, { type Config } from 'dompurify';

const tags =
  'h1 h2 h3 h4 h5 h6 p br hr blockquote pre code em strong s del sub sup ul ol li a img table thead tbody tr th td';
const attributes = 'href alt title start align data-picture';

type Policy = NonNullable<Config['TRUSTED_TYPES_POLICY']>;
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML: (html: string) => string; createScriptURL: () => string },
  ): Policy;
}

/** A page where trusted types are on takes HTML from this policy only. It is used in this file and nowhere else. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('gleaner-copy', {
  createHTML: (html) => html,
  createScriptURL: () => '',
});

const config = deepFrozen({
  ALLOWED_TAGS: tags.split(' '),
  ALLOWED_ATTR: attributes.split(' '),
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  // Every other value must be an address of this kind.
  ADD_URI_SAFE_ATTR: ['data-picture', 'start', 'align'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#)/i,
  SANITIZE_NAMED_PROPS: true,
  CUSTOM_ELEMENT_HANDLING: {
    tagNameCheck: null,
    attributeNameCheck: null,
    allowCustomizedBuiltInElements: false,
  },
  ...(policy && { TRUSTED_TYPES_POLICY: policy }),
} satisfies Config);

/** `html` as nodes of a document of their own, with nothing in them that runs, loads or leads anywhere but http, https and mail. */
export function sanitized(html: string): DocumentFragment {
  return purify.sanitize(html, { ...config, RETURN_DOM_FRAGMENT: true });
}

/**
 * The document of the reading view's frame: empty, and with a policy under which it runs no script and asks for nothing.
 * Besides, the frame is sandboxed. Styles come from `adoptedStyleSheets`, pictures as `blob:`.
 */
export function emptyPage(): string {
  const page =
    "<!doctype html><html><head><meta charset='utf-8'><meta http-equiv='Content-Security-Policy' " +
    "content=\"default-src 'none'; img-src blob: data:; base-uri 'none'; form-action 'none'\"></head><body></body></html>";
  // Assigned to `srcdoc`, which takes the policy's own type; TypeScript knows strings only.
  return (policy?.createHTML(page) ?? page) as string;
}

function deepFrozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (Array.isArray(part) || Object.getPrototypeOf(part) === Object.prototype) Object.freeze(part);
  }
  return Object.freeze(value);
}
