/** A served notebook and a client that sends bytes as they are: no client library tidies an attack up. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { WebSocket } from 'ws';
import { type Serving, startServer } from '../../cli/server.ts';
import { openNotebook } from '../../notes/notebook.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';

/** Stands outside the UI's folder, in several places; no answer may ever hold it. */
export const canary = 'canary-7c1f0e';

export interface Served extends Serving {
  /** The notebook's folder. */
  folder: string;
  /** Holds `ui/`, and canaries beside it. */
  place: string;
  stop(): Promise<void>;
}

/** Serves a notebook of one note with a UI of two files from a temporary folder. */
export async function served(notes: Record<string, string> = { 'a.md': '# A\n' }): Promise<Served> {
  const place = temporaryFolder('gleaner-serve-');
  const folder = join(place, 'notebook');
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  };
  for (const [path, text] of Object.entries(notes)) put(`notebook/${path}`, text);
  put('ui/index.html', '<!doctype html><title>Gleaner</title>');
  put('ui/assets/main-1a2b3c4d.js', 'export {};');
  for (const path of [
    'secret.html',
    'secret.js',
    'ui-twin/secret.js',
    'ui/.secret.js',
    'ui/.git/config.js',
  ]) {
    put(path, canary);
  }
  put('ui/secret.txt', canary);
  put('ui/assets/main-1a2b3c4d.js.map', canary);

  process.env['GLEANER_HOME'] = join(place, 'home');
  const notebook = await openNotebook(folder);
  const serving = await startServer(notebook, join(place, 'ui'), 0);
  return {
    ...serving,
    folder,
    place,
    async stop() {
      await serving.close(notebook.close());
      removeFolder(place);
    },
  };
}

export interface Answer {
  /** 0 when the connection was closed without an answer. */
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** Everything that came back. */
  raw: string;
}

/** Sends `text` and reads until the server closes the connection, or has sent the head of a WebSocket. */
export function exchange(port: number, text: string | Buffer): Promise<Answer> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    const finish = () => {
      socket.destroy();
      done(answerOf(Buffer.concat(chunks).toString('latin1')));
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (chunks[0]?.subarray(0, 12).toString() === 'HTTP/1.1 101') finish();
    });
    socket.on('close', finish);
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? finish() : failed(error),
    );
  });
}

function answerOf(raw: string): Answer {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(first)?.[1] ?? 0),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: rest.join('\r\n\r\n'),
    raw,
  };
}

/** The text of a request. A header of value `null` is left out, so that the usual ones can be taken away. */
export function request(
  method: string,
  target: string,
  headers: Record<string, string | null>,
  body = '',
): string {
  const all: Record<string, string | null> = {
    Connection: 'close',
    ...(body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}\r\n`],
  );
  return `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** What the page's own `fetch('/session')` sends. */
export function signInRequest(
  port: number,
  token: string,
  headers: Record<string, string | null> = {},
): string {
  const own = {
    Host: `127.0.0.1:${port}`,
    Origin: `http://127.0.0.1:${port}`,
    'Sec-Fetch-Site': 'same-origin',
    'Content-Type': 'application/json',
    'X-Gleaner': '1',
  };
  return request('POST', '/session', { ...own, ...headers }, JSON.stringify({ token }));
}

/** What the page's own `new WebSocket('/notebook')` sends. */
export function upgradeRequest(
  port: number,
  headers: Record<string, string | null>,
  target = '/notebook',
): string {
  const own = {
    Host: `127.0.0.1:${port}`,
    Origin: `http://127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return request('GET', target, { ...own, ...headers });
}

/** What a page has once it is signed in. */
export interface Pass {
  /** As a browser sends it back: `name=value`. */
  cookie: string;
  key: string;
}

/** Exchanges the token. */
export async function signIn({ port, token }: Pick<Serving, 'port' | 'token'>): Promise<Pass> {
  const answer = await exchange(port, signInRequest(port, token));
  const { key } = JSON.parse(answer.body) as { key: string };
  return { cookie: (answer.headers['set-cookie'] ?? '').split(';')[0] ?? '', key };
}

/** The headers of the page's own `fetch` that show its pass. */
export function fetching({ cookie, key }: Pass): Record<string, string> {
  return { Cookie: cookie, 'X-Gleaner-Key': key };
}

/** The headers of the page's own `new WebSocket` that show its pass. */
export function opening({ cookie, key }: Pass): Record<string, string> {
  return { Cookie: cookie, 'Sec-WebSocket-Protocol': `gleaner, key.${key}` };
}

/** The page's own socket, open. */
export async function openSocket(port: number, { cookie, key }: Pass): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/notebook`, ['gleaner', `key.${key}`], {
    headers: { Cookie: cookie, Origin: `http://127.0.0.1:${port}` },
  });
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
  return socket;
}
