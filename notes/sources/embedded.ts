/** Pictures that stand in a page itself, as `data:` addresses: megabytes that no document needs to carry. */

const address = /^gleaner-embedded:(\d+)$/;

/** What stands in the page's document for its `number`th embedded picture. */
export function embeddedAddress(number: number): string {
  return `gleaner-embedded:${number}`;
}

/** The number in an `embeddedAddress`; `null`: it is none. */
export function embeddedNumber(url: string): number | null {
  const number = address.exec(url)?.[1];
  return number === undefined ? null : Number(number);
}

/** The bytes of a `data:` address; `null`: it is none, or broken. */
export function bytesOfDataUrl(url: string): Buffer | null {
  const parts = /^data:([^,]{0,200}),/i.exec(url);
  if (!parts) return null;
  const written = url.slice(parts[0].length);
  try {
    const text = decodeURIComponent(written);
    return /;\s*base64\s*$/i.test(parts[1] ?? '') ? Buffer.from(text, 'base64') : Buffer.from(text, 'latin1');
  } catch {
    return null;
  }
}
