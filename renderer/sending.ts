/** Sends messages to the host in the order they were posted, long ones a part at a time: no key waits for a text of 10 MB. */

export interface Sending {
  /** `frames` are made when their turn has come, and the first of them at once where nothing waits. */
  send: (frames: Iterable<string>) => void;
  /** Sends at once what waits: the page may be gone in a moment. */
  drain: () => void;
}

/** `later` calls its function in a turn of its own, after what the browser has to do first. */
export function createSending(
  sendFrame: (frame: string) => void,
  later: (step: () => void) => void,
): Sending {
  const waiting: { frames: Iterator<string>; next: IteratorResult<string, unknown> }[] = [];
  let isPlanned = false;

  const step = (): void => {
    const [first] = waiting;
    if (first === undefined) return;
    if (first.next.done !== true) sendFrame(first.next.value);
    first.next = first.frames.next();
    if (first.next.done === true) waiting.shift();
  };
  const plan = (): void => {
    if (isPlanned || waiting.length === 0) return;
    isPlanned = true;
    later(() => {
      isPlanned = false;
      step();
      plan();
    });
  };

  return {
    send(frames) {
      const iterator = frames[Symbol.iterator]();
      waiting.push({ frames: iterator, next: iterator.next() });
      if (waiting.length === 1) step();
      plan();
    },
    drain() {
      while (waiting.length > 0) step();
    },
  };
}

/** Turns that a page in the background gets as well: its timers are slow. */
export function turnsOfPage(): (step: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const steps: (() => void)[] = [];
  port1.onmessage = () => steps.shift()?.();
  return (step) => {
    steps.push(step);
    port2.postMessage(null);
  };
}
