/** The pictures of a page, where it means to show them: many sites put the address elsewhere until one scrolls. */
import { embeddedNumber } from './embedded.ts';
import { addressIn } from './page.ts';
import type { PageDocument, PageElement } from './page-nodes.ts';

/** Where sites keep the address of the picture that is to be shown, best first. */
const lazyNames = [
  ...[
    'data-original',
    'data-actualsrc',
    'data-original-src',
    'data-src',
    'data-lazy-src',
    'data-lazyload',
    'data-lazy',
  ],
  ...['data-echo', 'data-url', 'data-hi-res-src', 'data-full-src', 'data-image-src', 'file', 'original'],
];
const placeholder =
  /(?:^|[/_.-])(?:blank|placeholder|loading|lazy(?:load)?|spacer|1x1|pixel|transparent|grey|gray)(?:[_.-][^/]*)?\.(?:gif|png|svg|jpe?g|webp)/i;

/**
 * Gives every picture of the page its whole address in `src` (http, https or `embeddedAddress`) and removes the ones
 * that have none or are no pictures for a person.
 */
export function plainPictures(document: PageDocument, url: string): void {
  for (const noscript of [...document.querySelectorAll('noscript')]) unpack(noscript);
  for (const picture of [...document.querySelectorAll('img, amp-img')]) {
    const address = pictureAddress(document, url, picture);
    const isPixel = ['width', 'height'].some((side) =>
      /^[01](?:px)?$/.test(picture.getAttribute(side) ?? ''),
    );
    if (address === null || isPixel) {
      picture.remove();
      continue;
    }
    const plain = document.createElement('img');
    plain.setAttribute('src', address);
    for (const name of ['alt', 'title']) {
      const text = picture.getAttribute(name);
      if (text !== null && text !== '') plain.setAttribute(name, text);
    }
    picture.replaceWith(plain);
  }
}

/** The address of a picture that is loaded late stands in a `<noscript>` beside it, for readers without scripts. */
function unpack(noscript: PageElement): void {
  const pictures = [...noscript.querySelectorAll('img')];
  const [inside] = pictures;
  const isPicture = pictures.length === 1 && (noscript.textContent ?? '').trim() === '';
  if (!isPicture || inside === undefined) {
    if (pictures.length === 0) noscript.remove();
    return;
  }
  const beside = [noscript.previousElementSibling, noscript.nextElementSibling].find(
    (one) => one?.localName === 'img',
  );
  if (beside) beside.remove();
  for (const name of ['alt', 'title']) {
    const text = beside?.getAttribute(name) ?? '';
    if (text !== '' && !inside.hasAttribute(name)) inside.setAttribute(name, text);
  }
  noscript.replaceWith(inside);
}

function pictureAddress(document: PageDocument, url: string, picture: PageElement): string | null {
  const sources =
    picture.parentNode?.localName === 'picture' ? [...picture.parentNode.querySelectorAll('source')] : [];
  const src = picture.getAttribute('src') ?? '';
  const candidates = [
    ...lazyNames
      .map((name) => picture.getAttribute(name) ?? '')
      .filter((text) => /[/.]|^gleaner-embedded:/.test(text)),
    largestOf(picture.getAttribute('data-srcset') ?? ''),
    ...(placeholder.test(src) || embeddedNumber(src) !== null ? [] : [src]),
    largestOf(picture.getAttribute('srcset') ?? ''),
    ...sources.map((source) =>
      largestOf(source.getAttribute('srcset') ?? source.getAttribute('data-srcset') ?? ''),
    ),
  ];
  for (const candidate of candidates) {
    if (embeddedNumber(candidate) !== null) return candidate;
    const address = addressIn(document, url, candidate);
    if (address !== null) return address;
  }
  return embeddedNumber(src) === null ? null : src;
}

function withoutCommas(address: string): string {
  let from = 0;
  let to = address.length;
  while (from < to && address.charAt(from) === ',') from++;
  while (to > from && address.charAt(to - 1) === ',') to--;
  return address.slice(from, to);
}

/** The largest picture in a `srcset`. */
function largestOf(srcset: string): string {
  let best = { address: '', size: -1 };
  // Addresses may hold commas; a descriptor ends an entry.
  for (const entry of srcset.slice(0, 20_000).split(/,\s+|\s,|(?<=\s[\d.]{1,20}[wx]),/)) {
    const [address = '', descriptor = ''] = entry.trim().split(/\s+/);
    const size = Number(/^([\d.]{1,20})[wx],?$/.exec(descriptor)?.[1] ?? '1');
    if (size > best.size) best = { address: withoutCommas(address), size };
  }
  return best.address;
}
