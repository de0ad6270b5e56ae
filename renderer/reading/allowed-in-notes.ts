/**
 * What a note may hold when it is shown (safety.md R-03). Not in it, and so taken away: script, style, iframe, object, embed,
 * base, meta, link, form and its fields, map, noscript, template, audio, video, custom elements, `srcdoc`, every `on…`, and of
 * SVG and MathML all but what formulas are drawn with (no use, foreignObject, animate, image, a, annotation).
 */
const blocks =
  'h1 h2 h3 h4 h5 h6 p br hr blockquote pre ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td div section figure figcaption details summary center';
const words =
  'a img code em i strong b s strike del ins u mark sub sup small big kbd samp var abbr cite q dfn time span font ruby rb rt rp bdi bdo wbr';
const mathml =
  'math mrow mi mo mn mtext mspace ms msup msub msubsup mfrac msqrt mroot munder mover munderover mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts';
const svg = 'svg path line g';

const attributes =
  'href title alt lang dir start reversed type value align valign width height colspan rowspan span scope open datetime color size class style id aria-hidden';
/** Of ours: told apart from what a note says of itself by what is done with them, which is never more than a click does. */
const data = 'data-src data-embed data-note data-task data-diagram data-line';
const mathAttributes =
  'display mathvariant stretchy fence separator accent accentunder depth lspace rspace voffset linethickness rowspacing columnspacing columnalign rowalign scriptlevel displaystyle minsize maxsize notation columnlines rowlines mathcolor mathbackground';
const svgAttributes = 'viewBox preserveAspectRatio d x1 y1 x2 y2 stroke-width';

const everyAttribute = [attributes, data, mathAttributes, svgAttributes].join(' ').split(' ');

export const allowedInNotes = {
  ALLOWED_TAGS: [blocks, words, mathml, svg].join(' ').split(' '),
  ALLOWED_ATTR: everyAttribute,
  // Every other value must be an address.
  ADD_URI_SAFE_ATTR: everyAttribute.filter((name) => name !== 'href'),
  // A way to another note, or to http, https, mail; no other scheme.
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto):|[^a-z]|[a-z0-9+.-]+(?:[^a-z0-9+.:-]|$))/i,
};

/** What a style may say: how a word looks, and the measures of formulas. Nothing moves over other parts of the page. */
const properties = new Set(
  (
    'color background-color font-size font-style font-weight font-variant text-align text-decoration text-indent vertical-align ' +
    'white-space width height min-width max-width min-height margin margin-left margin-right margin-top margin-bottom ' +
    'padding padding-left padding-right padding-top padding-bottom top bottom left right ' +
    'border border-color border-style border-width border-top-width border-right-width border-bottom-width border-left-width ' +
    'border-right-style border-radius list-style-type line-height'
  ).split(' '),
);

/** The declarations of `style` that are allowed, without any that could load something. */
export function plainStyle(style: string): string {
  return style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => {
      const colon = declaration.indexOf(':');
      const name = declaration.slice(0, colon).trim().toLowerCase();
      const value = declaration.slice(colon + 1);
      if (colon < 1 || !properties.has(name)) return false;
      return /^[-\w\s.,#%+]*(?:\b(?:rgba?|hsla?)\([-\d\s.,%/]*\)[-\w\s.,#%+]*)?$/i.test(value);
    })
    .join('; ');
}
