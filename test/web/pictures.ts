/** Tiny pictures that every decoder takes, made here so that no binary file stands in the repository. */
import { crc32, deflateSync } from 'node:zlib';

/** A PNG of one colour. */
export function png(
  width: number,
  height: number,
  colour: readonly [number, number, number] = [52, 120, 180],
): Buffer {
  const line = Buffer.alloc(1 + width * 3);
  for (let x = 0; x < width; x++) line.set(colour, 1 + x * 3);
  const pixels = Buffer.concat(Array.from({ length: height }, () => line));
  return pngOf(width, height, deflateSync(pixels));
}

/** A PNG that says it is 50,000 pixels wide and high, and holds none. */
export function enormousPng(): Buffer {
  return pngOf(50_000, 50_000, deflateSync(Buffer.alloc(0)));
}

function pngOf(width: number, height: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const chunk = (name: string, content: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const framed = Buffer.alloc(named.length + 8);
    framed.writeUInt32BE(content.length, 0);
    named.copy(framed, 4);
    framed.writeUInt32BE(crc32(named), named.length + 4);
    return framed;
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A grey baseline JPEG. Its Huffman tables know one code each, `0`: "no difference" and "end of block". */
export function jpeg(width: number, height: number): Buffer {
  const segment = (mark: number, content: readonly number[]): Buffer =>
    Buffer.from([0xff, mark, (content.length + 2) >> 8, (content.length + 2) & 0xff, ...content]);
  const size = [height >> 8, height & 0xff, width >> 8, width & 0xff];
  const oneCode = [1, ...new Array<number>(15).fill(0), 0];
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const scan = Buffer.alloc(Math.ceil((blocks * 2) / 8));
  // What is left of the last byte is filled with ones.
  const left = scan.length * 8 - blocks * 2;
  scan[scan.length - 1] = (1 << left) - 1;
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    segment(0xc0, [8, ...size, 1, 1, 0x11, 0]),
    segment(0xc4, [0x00, ...oneCode]),
    segment(0xc4, [0x10, ...oneCode]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    scan,
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A GIF of one pixel in whose comment stands a script: a picture, and to a careless reader a program. */
export function gifWithScript(): Buffer {
  const comment = Buffer.from('*/=1;alert(1)//', 'latin1');
  return Buffer.concat([
    Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00', 'latin1'),
    Buffer.from([0x21, 0xfe, comment.length]),
    comment,
    Buffer.from([0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]),
  ]);
}

export const svgWithScript =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" onload="alert(1)"><script>alert(1)</script><rect width="40" height="40"/></svg>';
