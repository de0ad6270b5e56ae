/** The three ways to reach a notebook that the contract suite goes: directly, over a MessageChannel, over a WebSocket. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import type { Notebook } from '../notes/api.ts';
import type { OpenNotebook } from '../notes/notebook.ts';
import { connect, type Port, serve } from '../notes/remote.ts';

export interface Connection {
  notebook: Notebook;
  /** Puts anything on the wire; `null` where there is none. */
  post: ((message: unknown) => void) | null;
  /** Cuts the wire, as when the other process dies; `null` where there is none. */
  cut: (() => void) | null;
  close(): Promise<void>;
}

export type Way = (notebook: OpenNotebook) => Promise<Connection>;

export const ways: [name: string, way: Way][] = [
  [
    'directly',
    (notebook) => Promise.resolve({ notebook, post: null, cut: null, close: () => Promise.resolve() }),
  ],
  ['over a MessageChannel', overMessageChannel],
  ['over a WebSocket', overWebSocket],
];

function messagePort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', listener),
  };
}

function overMessageChannel(notebook: OpenNotebook): Promise<Connection> {
  const { port1, port2 } = new MessageChannel();
  const stop = serve(notebook, messagePort(port1));
  const connected = connect(messagePort(port2));
  const close = (): Promise<void> => {
    connected.close();
    stop();
    port1.close();
    return Promise.resolve();
  };
  return Promise.resolve({
    notebook: connected,
    post: (message) => port2.postMessage(message),
    cut: () => connected.close(),
    close,
  });
}

function socketPort(socket: WebSocket): Port {
  return {
    post: (message) => socket.send(JSON.stringify(message)),
    listen(listener) {
      socket.on('message', (bytes: Buffer) => {
        let message: unknown;
        try {
          message = JSON.parse(bytes.toString());
        } catch {
          // No JSON, no message.
          return;
        }
        listener(message);
      });
    },
  };
}

async function overWebSocket(notebook: OpenNotebook): Promise<Connection> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[WebSocket]>;
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await once(client, 'open');
  const [socket] = await accepted;
  const stop = serve(notebook, socketPort(socket));
  const connected = connect(socketPort(client));
  client.on('close', () => connected.close());
  return {
    notebook: connected,
    post: (message) => client.send(typeof message === 'string' ? message : JSON.stringify(message)),
    cut: () => socket.terminate(),
    async close() {
      stop();
      connected.close();
      client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
