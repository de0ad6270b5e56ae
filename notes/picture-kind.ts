/** What a file of the notebook is, by its first bytes: its name does not count (safety.md S-10). */
import { imageSize } from 'image-size';

/** Pixels. More would take a gigabyte to show. */
export const mostPixels = 150_000_000;
/** Of each side. */
const longestSide = 65_535;

export type PictureType =
  'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/bmp' | 'image/svg+xml';

export interface LocalPicture {
  type: PictureType;
  /** px as it is shown, turned as the camera says; 0: it does not say, as an SVG may. */
  width: number;
  height: number;
  /** Too many pixels: it is not shown. */
  isHuge: boolean;
}

/** `null`: no picture of a kind that is shown. `head`: the file's beginning, some 100 KiB of it. */
export function pictureOf(head: Buffer): LocalPicture | null {
  const type = typeOf(head);
  if (type === null) return null;
  const { width, height } = sizeOf(type, head);
  const isHuge = width > longestSide || height > longestSide || width * height > mostPixels;
  return { type, width, height, isHuge };
}

export const extensions: Record<PictureType, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/svg+xml': 'svg',
};

function typeOf(head: Buffer): PictureType | null {
  const starts = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text;
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (starts('\xff\xd8\xff')) return 'image/jpeg';
  if (starts('GIF87a') || starts('GIF89a')) return 'image/gif';
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp';
  if (starts('ftyp', 4) && /avif|avis/.test(head.toString('latin1', 8, 64))) return 'image/avif';
  if (starts('BM') && head.length >= 26 && [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14)))
    return 'image/bmp';
  return isSvg(head) ? 'image/svg+xml' : null;
}

/** The first element is `svg`; before it only what XML allows there. */
function isSvg(head: Buffer): boolean {
  const text = head.toString('utf8', 0, 4096).replace(/^\ufeff/, '');
  return /^\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--(?:(?!-->)[^]){0,2000}-->\s*)*(?:<!DOCTYPE\s+svg[^>[]{0,500}>\s*)?(?:<!--(?:(?!-->)[^]){0,2000}-->\s*)*<svg[\s>]/i.test(
    text,
  );
}

function sizeOf(type: PictureType, head: Buffer): { width: number; height: number } {
  const unknown = { width: 0, height: 0 };
  if (type === 'image/svg+xml') return svgSize(head.toString('utf8', 0, 8192));
  if (type === 'image/bmp') {
    const isOld = head.readUInt32LE(14) === 12;
    if (isOld) return { width: head.readUInt16LE(18), height: head.readUInt16LE(20) };
    return { width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) };
  }
  if (type === 'image/png' && head.length >= 24)
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
  try {
    const { width, height, orientation } = imageSize(head);
    return (orientation ?? 1) >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return unknown;
  }
}

function svgSize(text: string): { width: number; height: number } {
  const tag = /<svg\b[^>]*>/i.exec(text)?.[0] ?? '';
  const length = (name: string): number => {
    const value = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`, 'i').exec(tag)?.[1];
    return value === undefined ? 0 : Math.round(Number(value)) || 0;
  };
  const box = /\sviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.]+)[\s,]+([\d.]+)/i.exec(tag);
  const [boxWidth, boxHeight] = [Number(box?.[1] ?? 0) || 0, Number(box?.[2] ?? 0) || 0];
  let [width, height] = [length('width'), length('height')];
  if (width > 0 && height === 0 && boxWidth > 0) height = Math.round((width * boxHeight) / boxWidth);
  else if (height > 0 && width === 0 && boxHeight > 0) width = Math.round((height * boxWidth) / boxHeight);
  else if (width === 0) [width, height] = [Math.round(boxWidth), Math.round(boxHeight)];
  return { width, height };
}
