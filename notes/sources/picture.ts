/** What a picture is, by its bytes: neither its name nor what the server says counts (safety S-10). */
import { disableTypes, imageSize } from 'image-size';

/** Pixels. More would take a gigabyte to show. */
const mostPixels = 40_000_000;
/** To each side: a picture of one row may have few pixels and still break what shows it. */
const longestSide = 30_000;

export interface Picture {
  type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/avif';
  extension: string;
  width: number;
  height: number;
}

const kinds: Record<string, Pick<Picture, 'type' | 'extension'>> = {
  png: { type: 'image/png', extension: 'png' },
  jpg: { type: 'image/jpeg', extension: 'jpg' },
  webp: { type: 'image/webp', extension: 'webp' },
  gif: { type: 'image/gif', extension: 'gif' },
  avif: { type: 'image/avif', extension: 'avif' },
};

// Their readers are never given bytes of a page.
disableTypes([
  'bmp',
  'cur',
  'dds',
  'icns',
  'ico',
  'j2c',
  'jp2',
  'jxl',
  'jxl-stream',
  'ktx',
  'pnm',
  'psd',
  'svg',
  'tga',
  'tiff',
]);

/** `null`: not shown. It is no picture, one of a kind that we don't show (SVG), cut off, or too large. */
export function sniffPicture(bytes: Buffer): Picture | null {
  const magic = magicOf(bytes);
  if (magic === null) return null;
  try {
    const { width, height, type } = imageSize(bytes);
    const kind = kinds[type === 'heif' ? 'avif' : (type ?? '')];
    if (kind?.extension !== magic) return null;
    const isShown =
      width >= 1 &&
      height >= 1 &&
      width <= longestSide &&
      height <= longestSide &&
      width * height <= mostPixels;
    return isShown ? { ...kind, width, height } : null;
  } catch {
    return null;
  }
}

function magicOf(bytes: Buffer): string | null {
  const starts = (text: string, at = 0) =>
    bytes.subarray(at, at + text.length).equals(Buffer.from(text, 'latin1'));
  if (starts('\x89PNG\r\n\x1a\n')) return 'png';
  if (starts('\xff\xd8\xff')) return 'jpg';
  if (starts('GIF87a') || starts('GIF89a')) return 'gif';
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp';
  if (starts('ftyp', 4) && /avif|avis/.test(bytes.subarray(8, 64).toString('latin1'))) return 'avif';
  return null;
}
