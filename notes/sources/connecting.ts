/** A connection to a judged address, and to no other. */
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { isSameAddress } from './addresses.ts';
import type { Destination } from './destinations.ts';
import { unfetched } from './unfetched.ts';

/**
 * Connects, by TLS for https. What a name leads to is not asked again: Node gets the judged addresses as the only answer,
 * and what the socket says it reached is compared with them before a byte is sent. `signal` closes the socket in any state.
 */
export async function connectTo(destination: Destination, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted();
  const { host, port, addresses, url } = destination;
  const socket = connect({
    host,
    port,
    // Not called when `host` is an IP literal; that one was judged itself.
    lookup: (_host, options, answer) => {
      const [first] = addresses;
      if (options.all === true) answer(null, addresses);
      else answer(null, first?.address ?? '', first?.family ?? 4);
    },
    autoSelectFamily: addresses.length > 1,
    // Node gives up an address after 250 ms, which is less than many a connection to the other side of the world takes.
    autoSelectFamilyAttemptTimeout: 1000,
    keepAlive: false,
    noDelay: true,
  });
  const stop = (): void => void socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', stop));
  await event(socket, 'connect', signal);
  const reached = socket.remoteAddress ?? '';
  if (!addresses.some(({ address }) => isSameAddress(address, reached))) {
    socket.destroy();
    throw unfetched(
      'private-address',
      `The connection to ${url.host} reached ${reached}, which is not its address. It was closed.`,
    );
  }
  return url.protocol === 'https:' ? await secured(socket, destination, signal) : socket;
}

async function secured(
  socket: Socket,
  { host, addresses }: Destination,
  signal: AbortSignal,
): Promise<Socket> {
  const isLiteral = addresses.some(({ address }) => address === host);
  const secure = connectTls({
    socket,
    // For the certificate: the name, not the address that it led to. TLS sends no name for an IP literal.
    host,
    ...(isLiteral ? {} : { servername: host.replace(/\.$/, '') }),
    ALPNProtocols: ['http/1.1'],
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
  });
  secure.once('close', () => socket.destroy());
  await event(secure, 'secureConnect', signal);
  return secure;
}

/** Waits for `name`; rejects with what went wrong, or with the reason of `signal`, and closes the socket then. */
function event(socket: Socket, name: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error?: unknown): void => {
      socket.destroy();
      const ended = Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' });
      reject(signal.aborted ? (signal.reason as Error) : error instanceof Error ? error : ended);
    };
    // Stays for the socket's whole life: an error that comes later must not end the process.
    socket.on('error', failed);
    socket.once('close', failed);
    socket.once(name, () => {
      socket.off('close', failed);
      resolve();
    });
  });
}
