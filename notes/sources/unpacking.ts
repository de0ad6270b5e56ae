/** The bytes of an answer: unpacked, and never more than asked for. */
import { Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';
import { unfetched } from './unfetched.ts';

/** What a server is told: these and no others are unpacked. */
export const acceptedEncodings = 'gzip, deflate, br, zstd';

/** How many bytes one packed byte may become. What people write stays below 30. */
const mostRatio = 100;
/** Below this the ratio tells nothing: a page of one letter is no attack. Bytes. */
const smallestBomb = 256 * 1024;

export interface Limit {
  /** After unpacking. */
  bytes: number;
  /** The rest is left instead of failing. */
  isCut: boolean;
  /** For messages. */
  address: string;
}

/** Reads `body` to its end or to `limit`, and closes it. Throws `Unfetched` for too much, a bomb, or an unknown packing. */
export async function unpacked(body: Readable, encoding: string, limit: Limit): Promise<Buffer> {
  const count = { packed: 0 };
  const parts = counted(body, limit, count);
  let source: Readable | null = null;
  try {
    const first = await parts.next();
    if (first.done === true) return Buffer.alloc(0);
    source = Readable.from(following(first.value, parts));
    const opener = openerOf(encoding, first.value, limit.address);
    if (!opener) return await gathered(source, limit, () => Infinity);
    source.on('error', (error) => opener.destroy(error));
    return await gathered(source.pipe(opener), limit, () => count.packed);
  } catch (error) {
    if (!isOfZlib(error)) throw error;
    throw unfetched('failed', `${limit.address} says that it is packed as ${encoding}, and is not.`);
  } finally {
    source?.destroy();
    body.destroy();
  }
}

/** How much too much is, for a message. */
export function tooLarge(address: string, bytes: number): Error {
  const size = bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`;
  return unfetched('too-large', `${address} is larger than ${size}. It was left.`);
}

async function* counted(body: Readable, limit: Limit, count: { packed: number }): AsyncGenerator<Buffer> {
  for await (const part of body as AsyncIterable<Buffer>) {
    count.packed += part.length;
    // Packed bytes that unpack to nothing never end either.
    if (count.packed > limit.bytes + smallestBomb && !limit.isCut) throw tooLarge(limit.address, limit.bytes);
    yield part;
  }
}

async function* following(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function gathered(stream: Readable, limit: Limit, packed: () => number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the stream.
  for await (const part of stream as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > smallestBomb && length > packed() * mostRatio) {
      throw unfetched(
        'too-large',
        `${limit.address} unpacks to more than ${mostRatio} times its size. It was left.`,
      );
    }
    parts.push(part);
    if (length <= limit.bytes) continue;
    if (!limit.isCut) throw tooLarge(limit.address, limit.bytes);
    break;
  }
  return Buffer.concat(parts, Math.min(length, limit.bytes));
}

/** `null`: the bytes are not packed. */
function openerOf(encoding: string, first: Buffer, address: string): Transform | null {
  switch (encoding) {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      // By the standard it is zlib's format; many servers send bare deflate. The first byte tells.
      return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      throw unfetched(
        'failed',
        `${address} is packed as “${encoding.slice(0, 40).replace(/[^ -~]/g, '?')}”, which Gleaner does not unpack.`,
      );
  }
}

function isOfZlib(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && /^(?:Z_|ZSTD_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR_ZLIB)/.test(code);
}
