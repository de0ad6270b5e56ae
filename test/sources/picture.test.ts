import { describe, expect, it } from 'vitest';
import { sniffPicture } from '../../notes/sources/picture.ts';
import { enormousPng, gifWithScript, jpeg, png, svgWithScript } from '../web/pictures.ts';

describe('a picture is what its bytes say', () => {
  it.each([
    ['a PNG', png(64, 40), { type: 'image/png', extension: 'png', width: 64, height: 40 }],
    ['a JPEG', jpeg(64, 40), { type: 'image/jpeg', extension: 'jpg', width: 64, height: 40 }],
    ['a GIF', gif(3, 2), { type: 'image/gif', extension: 'gif', width: 3, height: 2 }],
    ['a WebP', webp(120, 80), { type: 'image/webp', extension: 'webp', width: 120, height: 80 }],
    ['an AVIF', avif(300, 200), { type: 'image/avif', extension: 'avif', width: 300, height: 200 }],
    ['a picture of exactly 40 million pixels', pngHeader(8_000, 5_000), { width: 8_000, height: 5_000 }],
  ])('%s', (_name, bytes, expected) => {
    expect(sniffPicture(bytes)).toMatchObject(expected);
  });

  it('a GIF that is a script too is only ever called a GIF', () => {
    expect(sniffPicture(gifWithScript())?.type ?? 'image/gif').toBe('image/gif');
  });
});

describe('is not shown', () => {
  it.each([
    ['an SVG', Buffer.from(svgWithScript)],
    ['an SVG behind a declaration', Buffer.from(`<?xml version="1.0"?>\n<!-- x -->${svgWithScript}`)],
    ['a picture of 50,000 times 50,000 pixels', enormousPng()],
    ['a picture of one pixel more than 40 million', pngHeader(8_000, 5_001)],
    ['a picture of one endless row', pngHeader(1_000_000, 1)],
    ['a picture without pixels', pngHeader(0, 10)],
    ['a page', Buffer.from('<!doctype html><title>x</title>')],
    ['nothing', Buffer.alloc(0)],
    ['the beginning of a PNG', png(64, 40).subarray(0, 12)],
    ['the beginning of a JPEG', jpeg(64, 40).subarray(0, 6)],
    ['a BMP', Buffer.concat([Buffer.from('BM'), Buffer.alloc(60, 1)])],
    ['a TIFF', Buffer.concat([Buffer.from('II*\0'), Buffer.alloc(60, 1)])],
    ['a Photoshop file', Buffer.concat([Buffer.from('8BPS\0\x01'), Buffer.alloc(60, 1)])],
    ['a JPEG 2000', Buffer.from('0000000c6a5020200d0a870a00000014667479706a703220', 'hex')],
    ['an icon', Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0]), Buffer.alloc(60, 1)])],
    ['a video', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(40)])],
    ['a HEIC', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)])],
    ['a RIFF that is a sound', Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), Buffer.alloc(40)])],
    ['random bytes', Buffer.from(Array.from({ length: 400 }, (_, n) => (n * 7919) & 0xff))],
  ])('%s', (_name, bytes) => {
    expect(sniffPicture(bytes)).toBe(null);
  });

  it('every beginning of a picture is judged without an error', () => {
    for (const whole of [png(8, 8), jpeg(8, 8), gif(8, 8), webp(8, 8), avif(8, 8)])
      for (let length = 0; length <= whole.length; length++)
        expect(() => sniffPicture(whole.subarray(0, length))).not.toThrow();
  });
});

function pngHeader(width: number, height: number): Buffer {
  const bytes = png(1, 1);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

function gif(width: number, height: number): Buffer {
  const bytes = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(20)]);
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  return bytes;
}

function webp(width: number, height: number): Buffer {
  const bytes = Buffer.concat([Buffer.from('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0'), Buffer.alloc(10)]);
  bytes.writeUIntLE(width - 1, 24, 3);
  bytes.writeUIntLE(height - 1, 27, 3);
  return bytes;
}

/** As much of an AVIF as says how large it is. */
function avif(width: number, height: number): Buffer {
  const box = (name: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8, name.padStart(8, '\0'), 'latin1');
    head.writeUInt32BE(content.length + 8, 0);
    return Buffer.concat([head, content]);
  };
  const size = Buffer.alloc(12);
  size.writeUInt32BE(width, 4);
  size.writeUInt32BE(height, 8);
  const properties = box('iprp', box('ipco', box('ispe', size)));
  const meta = box('meta', Buffer.concat([Buffer.alloc(4), properties]));
  return Buffer.concat([box('ftyp', Buffer.from('avif\0\0\0\0avifmif1', 'latin1')), meta]);
}
