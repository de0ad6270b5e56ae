/** The only HTML of a page that gets into a copy. A stricter list than for notes (safety S-08). */
import sanitizeHtml, { type IOptions } from 'sanitize-html';

const options: IOptions = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'section', 'article', 'blockquote', 'hr', 'br'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'pre', 'code', 'figure', 'figcaption', 'img', 'a', 'span'],
    ...['em', 'strong', 'b', 'i', 's', 'del', 'strike', 'sub', 'sup', 'kbd', 'samp', 'var', 'q', 'cite'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  // What begins a line of its own goes on doing so.
  transformTags: {
    ...Object.fromEntries(
      [
        'main',
        'header',
        'footer',
        'aside',
        'nav',
        'hgroup',
        'address',
        'center',
        'details',
        'fieldset',
        'form',
      ].map((name) => [name, 'div']),
    ),
    ...{ summary: 'p', legend: 'p', dir: 'ul', menu: 'ul' },
  },
  allowedAttributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'title'],
    ol: ['start'],
    th: ['align'],
    td: ['align'],
  },
  allowedClasses: { code: [/^language-[\w+#.-]{1,30}$/] },
  allowedSchemes: ['http', 'https'],
  allowedSchemesByTag: { img: ['http', 'https', 'gleaner-embedded'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  allowedStyles: {},
  parseStyleAttributes: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'iframe',
    'svg',
    'math',
    'title',
    'xmp',
  ],
  enforceHtmlBoundary: false,
  nestingLimit: 120,
};

export function sanitizeCopy(html: string): string {
  return sanitizeHtml(html, options);
}
