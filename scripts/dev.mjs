// `npm run dev [-- folder] [-- --browser]`: the UI by Vite with hot reload, the host rebuilt and restarted on save.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer as createProbe } from 'node:net';
import { join } from 'node:path';
import { watch } from 'rolldown';
import { createServer } from 'vite';
import { electronRuntime, root } from './prepare.mjs';

const folder = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const display = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
const desktop = !process.argv.includes('--browser') && display && electronRuntime();
const hostPort = await freePort();
/** The dev server speaks to the host in the page's place, so a restarted host needs no new address. */
let cookie = '';
let key = '';
let host = null;
let restarted = Promise.resolve();
// dist/ will no longer be what `npm start` built.
rmSync(join(root, 'dist/.built'), { force: true });

const vite = await createServer({
  root: join(root, 'renderer'),
  configFile: join(root, 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: Object.fromEntries(
      ['^/session$', '^/notebook$'].map((path) => [
        path,
        {
          target: `http://127.0.0.1:${hostPort}`,
          changeOrigin: true,
          ws: path.includes('notebook'),
          configure: authorise,
        },
      ]),
    ),
  },
});
await vite.listen();
const address = vite.resolvedUrls?.local[0] ?? 'http://127.0.0.1:5173/';
console.log(desktop ? `The UI comes from ${address}` : `Open ${address}`);

const { default: config } = await import('../rolldown.config.ts');
const watcher = watch(config);
watcher.on('event', (event) => {
  if (event.code === 'ERROR') console.error(event.error.message);
  if (event.code === 'END') restart();
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    host?.kill('SIGTERM');
    void Promise.allSettled([watcher.close(), vite.close()]).then(() => process.exit(0));
  });
}

/** Restarts follow each other: two builds in a row must not make two hosts. */
function restart() {
  restarted = restarted.then(startHost).catch((error) => console.error(error));
}

async function startHost() {
  if (host && host.exitCode === null && host.signalCode === null) {
    const gone = new Promise((done) => host.once('exit', done));
    host.kill('SIGTERM');
    await gone;
  }
  if (desktop) {
    host = spawn(desktop, [root, ...folder], {
      stdio: 'inherit',
      env: { ...process.env, GLEANER_DEV_URL: address },
    });
    return;
  }
  host = spawn(
    process.execPath,
    [join(root, 'dist/gleaner.js'), 'serve', ...folder, '--no-open', '--port', String(hostPort)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      // The host asks for a built UI; here Vite serves it from the sources.
      env: { ...process.env, GLEANER_UI: join(root, 'renderer') },
    },
  );
  const token = await new Promise((found) => {
    let printed = '';
    host.stdout.on('data', (chunk) => {
      printed += chunk;
      const match = /#token=(\S+)/.exec(printed);
      if (match) found(match[1]);
    });
  });
  const origin = `http://127.0.0.1:${hostPort}`;
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gleaner': '1', origin },
    body: JSON.stringify({ token }),
  });
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  ({ key } = await answer.json());
  vite.ws.send({ type: 'full-reload' });
}

function authorise(proxy) {
  // A browser says where a request comes from, on every upgrade and every POST: only the page itself may pass.
  const own = (request) => request.headers.origin === new URL(address).origin;
  const dress = (outgoing, request) => {
    if (!own(request)) return outgoing.destroy();
    outgoing.setHeader('origin', `http://127.0.0.1:${hostPort}`);
    outgoing.setHeader('cookie', cookie);
    outgoing.setHeader('x-gleaner-key', key);
  };
  proxy.on('proxyReq', dress);
  proxy.on('proxyReqWs', (outgoing, request) => {
    dress(outgoing, request);
    if (!outgoing.destroyed) outgoing.setHeader('sec-websocket-protocol', `gleaner, key.${key}`);
  });
}

function freePort() {
  return new Promise((found) => {
    const probe = createProbe().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}
