/**
 * Text to bytes in the encodings that Node only decodes. The table of each is made from the decoder itself when it is first
 * needed (20 ms), so that the two can't disagree.
 */
import type { NoteEncoding } from '../api.ts';
import { decodedAs } from '../text/encodings.ts';

/** The encoding has no way to write these. */
export class Unmappable extends Error {
  readonly encoding: NoteEncoding;
  /** In the order in which they come, each once; at most 100. */
  readonly characters: string[];

  constructor(encoding: NoteEncoding, characters: string[]) {
    super(`${encoding} has no ${characters.length} of the characters.`);
    this.name = 'Unmappable';
    this.encoding = encoding;
    this.characters = characters;
  }
}

/** Code point -> its bytes as one number, the first byte the highest. */
type Table = Map<number, number>;

const mostNamed = 100;
const tables = new Map<NoteEncoding, Table>();

/** `text` without a byte order mark. Throws `Unmappable`. */
export function encodedAs(text: string, encoding: NoteEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return wide(text, encoding);
  const table = tableOf(encoding);
  const bytes = Buffer.allocUnsafe(text.length * 4);
  const missing = new Set<string>();
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const packed = table.get(point) ?? (encoding === 'gb18030' ? fourBytes(point) : undefined);
    if (packed === undefined) {
      if (missing.size < mostNamed) missing.add(character);
      continue;
    }
    if (packed > 0xffffff) bytes[length++] = packed >>> 24;
    if (packed > 0xffff) bytes[length++] = (packed >>> 16) & 0xff;
    if (packed > 0xff) bytes[length++] = (packed >>> 8) & 0xff;
    bytes[length++] = packed & 0xff;
  }
  if (missing.size > 0) throw new Unmappable(encoding, [...missing]);
  return bytes.subarray(0, length);
}

function wide(text: string, encoding: NoteEncoding): Buffer {
  // Half a pair would come back as another character.
  if (!text.isWellFormed()) throw new Unmappable(encoding, ['\ufffd']);
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

function tableOf(encoding: NoteEncoding): Table {
  const known = tables.get(encoding);
  if (known) return known;
  const table: Table = new Map();
  const leads = leadsOf(encoding);
  for (let byte = 0; byte < 256; byte++) {
    const point = pointOf([byte], encoding);
    // A control character in the place of a lead byte is the decoder's politeness; GB18030 writes the euro with two bytes.
    const isSingle = byte < 0x80 || !leads.includes(byte);
    if (point !== null && isSingle && !(encoding === 'gb18030' && byte === 0x80)) put(table, point, byte);
  }
  for (const first of preferred(leads, encoding)) {
    for (let second = 0x40; second < 0xff; second++) {
      const point = pointOf([first, second], encoding);
      if (point !== null) put(table, point, first * 256 + second);
    }
  }
  if (encoding === 'euc-jp') {
    for (let second = 0xa1; second < 0xff; second++) {
      for (let third = 0xa1; third < 0xff; third++) {
        const point = pointOf([0x8f, second, third], encoding);
        if (point !== null) put(table, point, 0x8f0000 + second * 256 + third);
      }
    }
  }
  tables.set(encoding, table);
  return table;
}

function put(table: Table, point: number, packed: number): void {
  if (!table.has(point)) table.set(point, packed);
}

/** The first bytes of its characters of two bytes. */
function leadsOf(encoding: NoteEncoding): number[] {
  const between = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  if (encoding === 'windows-1252') return [];
  if (encoding === 'shift_jis') return [...between(0x81, 0x9f), ...between(0xe0, 0xfc)];
  return encoding === 'euc-jp' ? [0x8e, ...between(0xa1, 0xfe)] : between(0x81, 0xfe);
}

/** Where two pairs of bytes mean the same, the standard's (WHATWG Encoding) is the one that comes first here. */
function preferred(leads: readonly number[], encoding: NoteEncoding): readonly number[] {
  const later = (lead: number): boolean =>
    // Of Shift_JIS NEC's selection of IBM's characters; of Big5 what Hong Kong has added.
    encoding === 'shift_jis' ? lead === 0xed || lead === 0xee : encoding === 'big5' && lead < 0xa1;
  return [...leads.filter((lead) => !later(lead)), ...leads.filter(later)];
}

/** The one character that these bytes are; `null`: they are none, or several. */
function pointOf(bytes: number[], encoding: string): number | null {
  const text = decodedAs(Uint8Array.from(bytes), encoding);
  const point = text.codePointAt(0);
  if (point === undefined || point === 0xfffd) return null;
  return text.length === (point > 0xffff ? 2 : 1) ? point : null;
}

let oneOfFour: Table | null = null;

/** GB18030: everything else that Unicode has. */
function fourBytes(point: number): number | undefined {
  if (point > 0xffff) return packed(189_000 + point - 0x10000);
  if (oneOfFour === null) {
    oneOfFour = new Map();
    for (let index = 0; index < 39_420; index++) {
      const four = packed(index);
      const found = pointOf([four >>> 24, (four >>> 16) & 0xff, (four >>> 8) & 0xff, four & 0xff], 'gb18030');
      if (found !== null) put(oneOfFour, found, four);
    }
  }
  return oneOfFour.get(point);
}

function packed(index: number): number {
  const [first, second, third, fourth] = [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
  return ((first << 24) | (second << 16) | (third << 8) | fourth) >>> 0;
}
