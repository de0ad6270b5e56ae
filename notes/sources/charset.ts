/** The text of a page in whatever encoding it came: the Chinese, Japanese and Korean web is old. Safety S-12. */
import { asianEncoding, detectedEncoding } from './detecting.ts';
import { decodedAs, encodingOf } from '../text/encodings.ts';

/** In which bytes a `<meta>` is looked for. HTML asks for the first 1,024; real pages put scripts before it. */
const metaBytes = 4096;
/** Enough to tell a damaged page from one in another encoding. */
const sampleBytes = 64 * 1024;
/** ISO 8859-1, ASCII and this are one encoding to the standard. */
const latin1 = 'windows-1252';

/**
 * A byte order mark, the header (`charset`, as the server wrote it), `<meta>`, strict UTF-8, and what the bytes look
 * like, in this order; but a name that the bytes contradict is passed over. `encoding` as `TextDecoder` names it.
 *
 * The mark comes before the header, as in the WHATWG's standard and all browsers: servers add one charset to every
 * page, while a mark was written by who wrote the page, and no page in another encoding begins with those bytes.
 */
export function decodePage(bytes: Buffer, charset: string | null): { text: string; encoding: string } {
  const marked = markOf(bytes);
  if (marked) {
    const { encoding, length } = marked;
    return { text: decodedAs(bytes.subarray(length), encoding), encoding };
  }
  const header = charset === null ? null : encodingOf(charset);
  // Zeros are text in UTF-8, and are what UTF-16 without a mark is full of.
  const isWide = bytes.subarray(0, 64).includes(0);
  const said = isWide ? [header?.startsWith('utf-16') === true ? header : null] : declared(bytes, header);
  const encodings = [...new Set(said)].filter((one) => one !== null);
  for (const encoding of encodings) {
    const text = clean(bytes, encoding);
    if (text !== null) return { text, encoding };
  }
  // A page that holds a comment from elsewhere is still what it says.
  const encoding = encodings.find((one) => isMostly(bytes, one)) ?? detectedEncoding(bytes);
  return { text: decodedAs(bytes, encoding), encoding };
}

/** What the header and the page say, then UTF-8, in the order of belief. */
function declared(bytes: Buffer, header: string | null): (string | null)[] {
  const meta = metaEncoding(bytes);
  // Latin-1 is what servers and editors say that were never told, and any bytes fit it: whatever is known besides goes
  // before it. Text that is valid UTF-8, or Chinese throughout, is not so by chance.
  if (header === latin1 && meta !== latin1 && meta !== null) return [meta, 'utf-8', header];
  const isVague = (header ?? meta) === latin1;
  return isVague ? ['utf-8', asianEncoding(bytes), latin1] : [header, meta, 'utf-8'];
}

function markOf(bytes: Buffer): { encoding: string; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  return bytes[0] === 0xfe && bytes[1] === 0xff ? { encoding: 'utf-16be', length: 2 } : null;
}

/** `<meta charset>`, `<meta http-equiv content="…; charset=…">` or `<?xml encoding?>`, outside comments. */
function metaEncoding(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, metaBytes).replace(/<!--[^]*?(?:-->|$)/g, '');
  const xml = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)["']/i.exec(start)?.[1];
  const names = [...start.matchAll(/<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/gi)].map(
    ([, name]) => name,
  );
  for (const name of [...names, xml]) {
    const encoding = name === undefined ? null : encodingOf(name);
    // A `<meta>` that could be read as ASCII does not stand in UTF-16 (HTML, 13.2.3.2).
    if (encoding !== null) return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  }
  return null;
}

/** Whether but a few of the characters that are not ASCII can't be read, in the first part that has some. */
function isMostly(bytes: Buffer, encoding: string): boolean {
  const start = bytes.findIndex((byte) => byte > 0x7f);
  let foreign = 0;
  let broken = 0;
  for (const character of decodedAs(bytes.subarray(start, start + sampleBytes), encoding)) {
    if (character > '\x7f') foreign++;
    if (character === '\ufffd') broken++;
  }
  // Other encodings read as UTF-8 are half broken; as one another, a tenth.
  return broken * (encoding === 'utf-8' ? 5 : 20) < foreign;
}

/** The text, if every byte has a meaning in `encoding`; a character that the end cuts in two is left out. */
function clean(bytes: Buffer, encoding: string): string | null {
  try {
    return decodedAs(bytes, encoding, true);
  } catch {
    return null;
  }
}
