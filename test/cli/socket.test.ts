import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { servePort } from '../../cli/socket-port.ts';
import type { Notebook } from '../../notes/api.ts';
import { openNotebook } from '../../notes/notebook.ts';
import { connect, framesOf, type Port } from '../../notes/remote.ts';
import { eventually } from '../contract-make.ts';
import {
  exchange,
  opening,
  openSocket,
  type Pass,
  served,
  type Served,
  signIn,
  upgradeRequest,
} from './served.ts';

let host: Served;
let pass: Pass;

beforeEach(async () => {
  host = await served({ 'a.md': '# A\n\nOne.\n' });
  pass = await signIn(host);
});
afterEach(() => host.stop());

const page = (): Promise<WebSocket> => openSocket(host.port, pass);

function portOf(socket: WebSocket): Port {
  return {
    post: (message) => {
      for (const frame of framesOf(message)) socket.send(frame);
    },
    listen: (listener) =>
      void socket.on('message', (frame: Buffer) => listener(JSON.parse(frame.toString()))),
  };
}

const closing = (socket: WebSocket) => new Promise<number>((closed) => socket.once('close', closed));

test('a note is read and saved over the socket', async () => {
  const notebook = connect(portOf(await page()));
  const note = await notebook.read({ path: 'a.md' });
  const saved = await notebook.save({ path: 'a.md', base: note.version, text: `${note.text}二。\n` });
  expect(saved.kind).toBe('saved');
  expect(readFileSync(join(host.folder, 'a.md'), 'utf8')).toBe('# A\n\nOne.\n二。\n');
});

test('what a closed page had typed is offered to the next one, and not while it has another socket', async () => {
  const [first, second] = [await page(), await page()];
  const old = connect(portOf(first));
  const { version } = await old.read({ path: 'a.md' });
  const typed = { path: 'a.md', base: version, text: 'typed', writer: 'a page' };
  await old.journal(typed);
  const again = connect(portOf(second));
  await again.journal(typed);
  const other = connect(portOf(await page()));
  const isLive = async () => (await other.read({ path: 'a.md' })).unsaved?.isLive;
  const gone = closing(first);
  first.terminate();
  await gone;
  // The host has noticed when it answers what came later.
  await new Promise((done) => setTimeout(done, 100));
  expect(await isLive()).toBe(true);
  second.terminate();
  await eventually(async () => expect(await isLive()).toBe(false));
});

test('frames that are no calls change nothing and end nothing', async () => {
  const socket = await page();
  const notebook = connect(portOf(socket));
  const frames: (string | Buffer)[] = [
    '',
    '{',
    'null',
    '0',
    '[]',
    '"x"',
    '{}',
    '{"t":"q"}',
    '{"t":"q","m":1,"a":[]}',
    '{"t":"q","i":"1","m":"close","a":[]}',
    '{"t":"q","i":"2","m":"constructor","a":[{}]}',
    '{"t":"q","i":"3","m":"__proto__","a":[]}',
    '{"t":"q","i":"4","m":"read","a":[{"path":"../../x"}]}',
    '{"__proto__":{"t":"q"}}',
    '{"t":"s","i":"5","r":1}',
    '['.repeat(100_000),
    Buffer.from([0, 255, 254, 1]),
    '\u0000',
    '\ud800',
    `{"t":"q","i":"6","m":"read","a":[${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}]}`,
  ];
  for (const frame of frames) socket.send(frame);
  expect((await notebook.state({})).total).toBe(1);
  expect((await notebook.read({ path: 'a.md' })).text).toBe('# A\n\nOne.\n');
});

test('broken frames end their own connection only', async () => {
  const bystander = connect(portOf(await page()));
  // Not masked, a reserved operation, invalid UTF-8, an endless control frame, half a header.
  const broken = [
    '81057b227422',
    'ff80000000000000',
    '8182000000 00c328',
    '89ff',
    '88',
    '81ff7fffffffffffffff00000000',
  ];
  for (const hex of broken) {
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    const head = Buffer.from(upgradeRequest(host.port, opening(pass)));
    expect((await exchange(host.port, Buffer.concat([head, bytes]))).status).toBe(101);
  }
  expect((await bystander.read({ path: 'a.md' })).text).toContain('One.');
});

test('a frame that is too large ends its connection with the code that says so', async () => {
  const socket = await page();
  const code = closing(socket);
  socket.on('error', () => undefined);
  socket.send('x'.repeat(16 * 1024 * 1024 + 1));
  expect(await code).toBe(1009);
  expect((await connect(portOf(await page())).state({})).total).toBe(1);
});

test('a saved page of 15 MB comes in parts, and is kept', async () => {
  writeFileSync(join(host.folder, 'b.md'), '### [B](https://b.example/1)\n');
  const notebook = connect(portOf(await page()));
  const said = '这是一段保存下来的正文，写得足够长，才会被当作文章的正文来读。'.repeat(40);
  const picture = `<img src="data:image/png;base64,${'A'.repeat(15_000_000)}">`;
  const html = `<title>保存的</title><article><h1>保存的</h1><p>${said}</p>${picture}<p>${said}</p></article>`;
  const bytes = Buffer.from(`<!doctype html><meta charset=utf-8>${html}`).toString('base64');
  expect(bytes.length).toBeGreaterThan(20_000_000);
  const copy = await notebook.importCopy({ normalised: 'https://b.example/1', name: 'b.html', bytes });
  expect(copy).toMatchObject({
    title: '保存的',
    markdown: expect.stringContaining('这是一段保存下来的正文') as string,
  });
  expect((await notebook.state({})).total).toBe(2);
}, 60_000);

test('parts without an end use up no memory: their connection ends with the code that says so', async () => {
  const socket = await page();
  socket.on('error', () => undefined);
  const code = closing(socket);
  for (let i = 0; i < 20; i++) socket.send(`+${'x'.repeat(4 * 1024 * 1024)}`);
  expect(await code).toBe(1009);
  expect((await connect(portOf(await page())).state({})).total).toBe(1);
});

test('a note too large to be saved through a frame is shown as not editable', async () => {
  writeFileSync(join(host.folder, 'large.md'), `${'x'.repeat(999)}\n`.repeat(11_000));
  writeFileSync(join(host.folder, 'small.md'), `${'x'.repeat(999)}\n`.repeat(1_000));
  const notebook = connect(portOf(await page()));
  expect(await notebook.read({ path: 'large.md' })).toMatchObject({ readOnly: 'too-large', text: '' });
  const small = await notebook.read({ path: 'small.md' });
  expect([small.readOnly, small.text.length]).toEqual([null, 1_000_000]);
  expect(
    (await notebook.save({ path: 'small.md', base: small.version, text: `${small.text}end\n` })).kind,
  ).toBe('saved');
});

test('a page that asks for much and reads nothing is not read further, and is answered when it reads', async () => {
  writeFileSync(join(host.folder, 'long.md'), `${'x'.repeat(999)}\n`.repeat(4_000));
  const asked = 40;
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const [end] = (await once(server, 'connection')) as [WebSocket];
  const notebook = await openNotebook(host.folder);
  let reads = 0;
  const counting: Notebook = {
    ...notebook,
    read: (args) => {
      reads += 1;
      return notebook.read(args);
    },
  };
  servePort(counting, end, () => false);
  await once(client, 'open');
  client.pause();
  for (let i = 0; i < asked; i++) {
    client.send(JSON.stringify({ t: 'q', i: String(i), m: 'read', a: [{ path: 'long.md' }] }));
  }
  await expect.poll(() => end.bufferedAmount, { timeout: 15_000 }).toBeGreaterThan(32 * 1024 * 1024);
  expect([end.isPaused, reads < 20]).toEqual([true, true]);

  let answered = 0;
  client.on('message', (frame: Buffer) => {
    // Events come between the answers.
    if ((JSON.parse(frame.toString()) as { t: string }).t === 's') answered += 1;
  });
  client.resume();
  await expect.poll(() => answered, { timeout: 15_000 }).toBe(asked);
  expect([end.isPaused, reads]).toEqual([false, asked]);
  client.terminate();
  await notebook.close();
  await new Promise((closed) => server.close(closed));
});

test('a page that goes away still has its last calls done', async () => {
  const socket = await page();
  const notes = Array.from({ length: 30 }, (_, i) => `new-${i}`);
  for (const title of notes) {
    socket.send(JSON.stringify({ t: 'q', i: title, m: 'create', a: [{ title, tags: [] }] }));
  }
  socket.close();
  await expect
    .poll(() => notes.filter((title) => existsSync(join(host.folder, `${title}.md`))))
    .toEqual(notes);
});

test('twenty windows may be open, the next is refused until one closes', async () => {
  const sockets = await Promise.all(Array.from({ length: 20 }, page));
  expect((await exchange(host.port, upgradeRequest(host.port, opening(pass)))).status).toBe(503);
  const [first] = sockets;
  if (!first) throw new Error('no socket');
  const closed = closing(first);
  first.close();
  await closed;
  await expect
    .poll(async () => (await exchange(host.port, upgradeRequest(host.port, opening(pass)))).status)
    .toBe(101);
});

test('stopping answers the save that is under way and says goodbye', async () => {
  const other = await served({ 'a.md': '# A\n' });
  const socket = await openSocket(other.port, await signIn(other));
  const notebook = connect(portOf(socket));
  const note = await notebook.read({ path: 'a.md' });
  const goodbye = closing(socket);
  const saving = notebook.save({ path: 'a.md', base: note.version, text: '# A\n\nLast words.\n' });
  // The answer to a later call on the same socket shows that the save has arrived.
  const arrived = notebook.state({});
  await arrived;
  const stopped = other.stop();
  expect((await saving).kind).toBe('saved');
  expect(await goodbye).toBe(1001);
  await stopped;
});
