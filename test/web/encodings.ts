/** Text in the encodings of the Chinese, Japanese and Korean web. Node decodes them but does not encode. */

const tables = new Map<string, Map<string, Buffer>>();

/** `text` in an encoding of one or two bytes a character, as `TextDecoder` names it. Throws where it has no such character. */
export function encodedAs(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = table.get(character);
      if (bytes === undefined) throw new Error(`${encoding} has no ${character}`);
      return bytes;
    }),
  );
}

function tableOf(encoding: string): Map<string, Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, Buffer>();
  const tryBytes = (bytes: number[]): void => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if (Array.from(character).length === 1 && !table.has(character)) {
        table.set(character, Buffer.from(bytes));
      }
    } catch {
      // No character has these bytes.
    }
  };
  for (let byte = 0; byte < 256; byte++) tryBytes([byte]);
  if (/^(windows|iso|koi8)/.test(encoding)) return table;
  for (let first = 0x81; first < 0xff; first++) {
    for (let second = 0x40; second < 0xff; second++) tryBytes([first, second]);
  }
  return table;
}
