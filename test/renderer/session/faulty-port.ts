/** A pipe between a page and a notebook that loses, doubles, delays and reorders what goes through it, and breaks. */
import type { Notebook } from '../../../notes/api.ts';
import { type Port, serve } from '../../../notes/remote.ts';
import type { Connection } from '../../../renderer/connection.ts';

export interface Faults {
  /** How likely each is, of a message. What was lost is noticed: the pipe breaks some time after it, as a socket does. */
  drop: number;
  double: number;
  /** How late a message may be, ms; later ones may come before it. */
  delay: number;
  /** From a loss to the break, and from the break to the next pipe, ms. */
  breakAfter: number;
}

export interface FaultyWire {
  /** What happened so far. */
  readonly dropped: number;
  readonly doubled: number;
  readonly broken: number;
  /** From now on everything arrives. */
  mend(): void;
  close(): void;
}

/** Keeps `connection` connected to `notebook`, badly. `changed`: as the page is told. */
export function connectBadly(
  notebook: Notebook,
  connection: Connection,
  random: () => number,
  { drop, double, delay, breakAfter }: Faults,
  changed: (state: 'online' | 'offline') => void,
): FaultyWire {
  const counts = { dropped: 0, doubled: 0, broken: 0 };
  let isMended = false;
  let isClosed = false;
  let cut: () => void = () => undefined;

  const open = (): void => {
    let isOpen = true;
    let page: (message: unknown) => void = () => undefined;
    let host: (message: unknown) => void = () => undefined;
    const breakSoon = (): void => void setTimeout(() => isOpen && again(), breakAfter * random());
    const carry = (message: unknown, to: (message: unknown) => void): void => {
      const sent = structuredClone(message);
      const late = (): number => (isMended ? 0 : delay * random());
      const arrive = (ms: number) => setTimeout(() => isOpen && to(structuredClone(sent)), ms);
      const chance = isMended ? 1 : random();
      if (chance < drop) {
        counts.dropped++;
        breakSoon();
        return;
      }
      arrive(late());
      if (chance < drop + double) {
        counts.doubled++;
        arrive(late() * 3);
      }
    };
    const hostPort: Port = {
      post: (message) => carry(message, (arrived) => page(arrived)),
      listen: (listener) => (host = listener),
    };
    const pagePort: Port = {
      post: (message) => carry(message, (arrived) => host(arrived)),
      listen: (listener) => (page = listener),
    };
    const stop = serve(notebook, hostPort);
    const detach = connection.attach(pagePort);
    changed('online');
    cut = () => {
      isOpen = false;
      detach();
      stop();
    };
  };
  const again = (): void => {
    counts.broken++;
    cut();
    changed('offline');
    setTimeout(() => !isClosed && open(), breakAfter * random());
  };
  open();
  return {
    get dropped() {
      return counts.dropped;
    },
    get doubled() {
      return counts.doubled;
    },
    get broken() {
      return counts.broken;
    },
    mend: () => (isMended = true),
    close() {
      isClosed = true;
      cut();
    },
  };
}
