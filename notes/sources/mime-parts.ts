/**
 * The parts of a page that a browser saved as one file (`.mhtml`, RFC 2557). A mail library would join its frames into one
 * text and forget the addresses (`Content-Location`) by which the page names its pictures.
 */

export interface MimePart {
  /** Media type in lower case: `text/html`. */
  type: string;
  charset: string | null;
  /** The address of what it is a copy of; empty when it is not stated. */
  location: string;
  /** Without `<` and `>`; empty when it is not stated. */
  id: string;
  bytes: Buffer;
}

const mostParts = 3_000;
const deepest = 5;

/** Whether `bytes` begin like a message of MIME. */
export function isMime(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 4096).replace(/^\s+/, '');
  return /^[\w-]+:[^\n]*\n/.test(start) && /^(?:mime-version:|content-type:\s*multipart\/)/im.test(start);
}

/** All parts that hold something, in order; empty when there is no such thing in `bytes`. */
export function mimeParts(bytes: Buffer): MimePart[] {
  const parts: MimePart[] = [];
  // Latin-1 keeps every byte as one character.
  gather(bytes.toString('latin1').replace(/^\s+/, ''), parts, 0);
  return parts;
}

function gather(message: string, parts: MimePart[], depth: number): void {
  const end = /\r?\n\r?\n/.exec(message);
  const head = end === null ? message : message.slice(0, end.index);
  const body = end === null ? '' : message.slice(end.index + end[0].length);
  const headers = headersOf(head);
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = parameter(type, 'boundary');
  if (boundary !== '' && /^multipart\//i.test(type)) {
    if (depth < deepest)
      for (const part of split(body, boundary)) if (parts.length < mostParts) gather(part, parts, depth + 1);
    return;
  }
  parts.push({
    type: type.split(';')[0]?.trim().toLowerCase() ?? '',
    charset: parameter(type, 'charset') || null,
    location: (headers.get('content-location') ?? '').replace(/\s+/g, ''),
    id: (headers.get('content-id') ?? '').trim().replace(/^<|>$/g, ''),
    bytes: decoded(body, headers.get('content-transfer-encoding')?.trim().toLowerCase() ?? ''),
  });
}

function headersOf(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head
    .slice(0, 65_536)
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)) {
    const at = line.indexOf(':');
    if (at > 0 && !headers.has(line.slice(0, at).toLowerCase()))
      headers.set(line.slice(0, at).toLowerCase(), line.slice(at + 1).trim());
  }
  return headers;
}

function parameter(value: string, name: string): string {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(value);
  return match?.[1] ?? match?.[2] ?? '';
}

function split(body: string, boundary: string): string[] {
  const parts: string[] = [];
  const mark = `--${boundary}`;
  let from = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body.charAt(at - 1) !== '\n') continue;
    if (from >= 0) parts.push(body.slice(from, at).replace(/\r?\n$/, ''));
    const next = body.indexOf('\n', at);
    if (body.startsWith('--', at + mark.length) || next < 0) return parts;
    from = next + 1;
    if (parts.length >= mostParts) return parts;
  }
  // Cut off: what is there of the last part is better than nothing.
  if (from >= 0) parts.push(body.slice(from));
  return parts;
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .split('\n')
    .map(withoutBlankEnd)
    .join('\n')
    .replace(/=\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/** The end of a line of quoted-printable says nothing; also of one that is nothing but a run of blanks. */
function withoutBlankEnd(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) end--;
  return line.slice(0, end);
}
