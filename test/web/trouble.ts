/** Servers that misbehave: slow, endless, lying, exploding. `false`: nothing of it is at this path. */
import type { ServerResponse } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { page } from './pages.ts';

const html = { 'content-type': 'text/html; charset=utf-8' };
const mebi = 1024 * 1024;

export function trouble(url: URL, response: ServerResponse): boolean {
  const [, first = '', second = ''] = url.pathname.split('/');
  const ms = Number(url.searchParams.get('ms') ?? 0);
  const socket = response.socket;
  /** Sends `part` again and again until the other side goes. */
  const drip = (everyMs: number, send: () => void): void => {
    const timer = setInterval(send, everyMs);
    response.on('close', () => clearInterval(timer));
    socket?.on('close', () => clearInterval(timer));
  };
  switch (first) {
    case 'slow':
      // Without `ms` there is never an answer.
      if (ms > 0) setTimeout(() => response.writeHead(200, html).end(page('Slow', 'At last.')), ms);
      return true;
    case 'slow-headers':
      socket?.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      drip(100, () => socket?.write('x'));
      return true;
    case 'slow-body':
      response.writeHead(200, html);
      drip(100, () => response.write('x'));
      return true;
    case 'stalled-body':
      response.writeHead(200, html).write(page('Begins', 'and never ends'));
      return true;
    case 'huge':
      response.writeHead(200, html).end(page('Huge', 'x'.repeat(3 * mebi)));
      return true;
    case 'huge-length':
      // Says it is 1 GB; a careful reader leaves before the first byte of it.
      response.writeHead(200, { ...html, 'content-length': String(1024 * mebi) }).write('x');
      return true;
    case 'endless': {
      response.writeHead(200, html);
      const part = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(part));
      };
      response.on('drain', more);
      more();
      return true;
    }
    case 'bomb':
      response.writeHead(200, { ...html, 'content-encoding': second || 'gzip' }).end(bomb(second || 'gzip'));
      return true;
    case 'compressed': {
      const body = compressed(page('Compressed', 'The text of a compressed page. '.repeat(20)), second);
      response.writeHead(200, { ...html, 'content-encoding': second }).end(body);
      return true;
    }
    case 'damaged-gzip':
      response
        .writeHead(200, { ...html, 'content-encoding': 'gzip' })
        .end(Buffer.from('\x1f\x8b not gzip', 'latin1'));
      return true;
    case 'wrong-length':
      // long: fewer bytes than it says, and then the end; short: more.
      socket?.end(
        `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${second === 'long' ? 5000 : 20}\r\n\r\n${page('Wrong', 'length')}`,
      );
      return true;
    case 'big-headers':
      response.writeHead(200, { ...html, 'x-padding': 'x'.repeat(10 * mebi) }).end('x');
      return true;
    case 'many-headers':
      socket?.write('HTTP/1.1 200 OK\r\n');
      drip(1, () => socket?.write(`X-More-${Math.random()}: ${'x'.repeat(900)}\r\n`));
      return true;
    case 'not-http':
      socket?.end('220 mail.example ESMTP\r\n');
      return true;
    case 'drop':
      socket?.destroy();
      return true;
    default:
      return false;
  }
}

export function compressed(text: string | Buffer, encoding: string): Buffer {
  if (encoding === 'br') return brotliCompressSync(text);
  if (encoding === 'zstd') return zstdCompressSync(text);
  return encoding === 'deflate' ? deflateSync(text) : gzipSync(text);
}

const bombs = new Map<string, Buffer>();

/** 1 GB of zeros as gzip (64 members of 16 MB), 64 MB in the other encodings. */
function bomb(encoding: string): Buffer {
  const known = bombs.get(encoding);
  if (known) return known;
  const made =
    encoding === 'gzip'
      ? Buffer.concat(new Array<Buffer>(64).fill(gzipSync(Buffer.alloc(16 * mebi))))
      : compressed(Buffer.alloc(64 * mebi), encoding);
  bombs.set(encoding, made);
  return made;
}
