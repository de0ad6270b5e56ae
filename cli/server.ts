/** The browser host's server: the built UI, signing in, and the notebook over a WebSocket. Loopback only. */
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod';
import type { Notebook } from '../notes/api.ts';
import { openUi } from '../notes/files/ui-files.ts';
import { hostOf, keyOfSocket, refusalOf, securityHeaders, Session, socketProtocol } from './guard.ts';
import { largestFrame, servePort } from './socket-port.ts';

export interface Serving {
  port: number;
  /** Signs a browser in, once. */
  token: string;
  /** Stops listening to the page at once, waits for `settled`, then ends every connection. */
  close(settled: Promise<void>): Promise<void>;
}

const largestBody = 64 * 1024;
const mostSockets = 20;
const json = 'application/json; charset=utf-8';
const signInBody = z.object({ token: z.string().max(1000).optional() });

/** Serves `notebook` to browsers on this machine. `port` 0 takes a free one. `ui`: the folder of the built UI. */
export async function startServer(notebook: Notebook, ui: string, port: number): Promise<Serving> {
  const session = new Session();
  const built = openUi(ui);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    // Never the other one that is offered: it is the key.
    handleProtocols: (offered) => offered.has(socketProtocol) && socketProtocol,
  });
  const server = createServer({
    // A missing Host is refused by the guard, with the headers that every answer carries.
    requireHostHeader: false,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    connectionsCheckingInterval: 2_000,
    shouldUpgradeCallback: (request) => request.headers.upgrade?.toLowerCase() === 'websocket',
  });
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response).catch(() => response.destroy());
  };
  server.on('request', onRequest);
  // Without this, `Expect: anything` is answered by node:http, bare of headers.
  server.on('checkExpectation', onRequest);
  server.maxConnections = 100;
  await listen(server, port);
  const own = (server.address() as AddressInfo).port;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = securityHeaders(hostOf(request, own) ?? `127.0.0.1:${own}`);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = refusalOf(request, own);
    if (refusal) return reply(response, refusal.status, refusal.message);
    const route = request.url?.split('?')[0];
    if (route === '/session') return signIn(request, response);
    if (route === '/notebook')
      return reply(response, 426, 'This address is for WebSockets.', { Upgrade: 'websocket' });
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return reply(response, 405, 'There is nothing to send here.', { Allow: 'GET, HEAD' });
    }
    const file = await built.resolve(request.url ?? '');
    if (!file) return reply(response, 404, 'There is no such file.');
    response.writeHead(200, {
      'Content-Type': file.type,
      'Content-Length': file.bytes.length,
      'Cache-Control': file.cache,
      ...(file.policy !== null && { 'Content-Security-Policy': file.policy }),
    });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
  }

  async function signIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return reply(response, 405, 'Signing in is a POST.', { Allow: 'POST' });
    // A form or a page of another origin can send neither without asking first, and is never allowed to.
    const isJson = /^application\/json(;|$)/i.test(request.headers['content-type'] ?? '');
    if (!isJson) return reply(response, 415, 'Send JSON.');
    if (request.headers['x-gleaner'] !== '1') return reply(response, 403, 'The header X-Gleaner is missing.');
    const body = await bodyOf(request);
    if (body === null) return reply(response, 413, 'That is too much.', { Connection: 'close' });
    const sent = signInBody.safeParse(jsonOf(body));
    if (!sent.success) return reply(response, 400, 'Send {"token": "…"}.');
    const key = request.headers['x-gleaner-key'];
    switch (session.signIn(request, own, sent.data.token ?? '', typeof key === 'string' ? key : '')) {
      case 'already':
        return reply(response, 204, '');
      case 'accepted':
        response.setHeader('Set-Cookie', session.cookie(own));
        return reply(response, 200, JSON.stringify({ key: session.key }), { 'Content-Type': json });
      case 'too-many':
        return reply(response, 429, 'Too many wrong addresses. Wait a minute.', { 'Retry-After': '60' });
      case 'refused':
        return reply(
          response,
          403,
          'This address was used before, or is not complete. Stop `gleaner serve` with Ctrl+C, run it again and open the new address.',
        );
    }
  }

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refusal = upgradeRefusal(request);
    if (refusal) return rawReply(socket, refusal.status, refusal.message, own);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      sockets.emit('connection', webSocket);
    });
  });

  function upgradeRefusal(request: IncomingMessage): { status: number; message: string } | null {
    const refusal = refusalOf(request, own);
    if (refusal) return refusal;
    if (request.url?.split('?')[0] !== '/notebook')
      return { status: 404, message: 'There is no such socket.' };
    if (!session.knows(request, own, keyOfSocket(request))) {
      if (session.isLocked()) return { status: 429, message: 'Too many attempts. Wait a minute.' };
      session.failed();
      return { status: 401, message: 'Sign in first.' };
    }
    if (sockets.clients.size >= mostSockets) return { status: 503, message: 'Too many windows are open.' };
    return null;
  }

  let isClosing = false;
  sockets.on('headers', (lines) => {
    const headers = securityHeaders(`127.0.0.1:${own}`);
    lines.push(...Object.entries(headers).map(([name, value]) => `${name}: ${value}`));
  });
  sockets.on('wsClientError', (_error, socket) => rawReply(socket, 400, 'That is not a WebSocket.', own));
  sockets.on('connection', (webSocket: WebSocket) => servePort(notebook, webSocket, () => isClosing));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    const isLong = error.code === 'HPE_HEADER_OVERFLOW';
    rawReply(socket, isLate ? 408 : isLong ? 431 : 400, '', own);
  });

  return {
    port: own,
    token: session.token,
    async close(settled) {
      isClosing = true;
      const ended = new Promise<void>((done) => server.close(() => done()));
      await settled;
      // What was settled last is answered in the turns after that.
      await new Promise((turn) => setImmediate(turn));
      for (const webSocket of sockets.clients) {
        webSocket.close(1001, 'Gleaner was stopped.');
        // A tab that is asleep never answers the closing handshake.
        setTimeout(() => webSocket.terminate(), 500).unref();
      }
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 500).unref();
      await ended;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', failed);
      listening();
    });
  });
}

function reply(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  const text = message === '' ? '' : `${message}\n`;
  const describing = text === '' ? {} : { 'Content-Type': 'text/plain; charset=utf-8' };
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(text) };
  response.writeHead(status, { ...describing, ...length, ...headers });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

/** Answers on a connection that `node:http` has handed over or given up. */
function rawReply(socket: Duplex, status: number, message: string, port: number): void {
  if (!socket.writable) return void socket.destroy();
  const text = message === '' ? '' : `${message}\n`;
  const headers = {
    ...securityHeaders(`127.0.0.1:${port}`),
    ...(text === '' ? {} : { 'Content-Type': 'text/plain; charset=utf-8' }),
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${text}`, () =>
    socket.destroy(),
  );
}

/** `null` when there is more than `largestBody`. */
function bodyOf(request: IncomingMessage): Promise<string | null> {
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    let length = 0;
    // Not `for await`: leaving that loop early destroys the connection, and the answer with it.
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > largestBody) done(null);
      else chunks.push(chunk);
    });
    request.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
    request.on('error', failed);
    request.on('close', () => failed(new Error('The request was broken off.')));
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
