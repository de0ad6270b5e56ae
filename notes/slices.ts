/** Long work, cut into slices between which other calls are answered. */
import { setImmediate } from 'node:timers/promises';

/** How long others may be kept waiting. */
const sliceMs = 8;

export class Slices {
  #end = performance.now() + sliceMs;

  /** Lets others work when this has worked for long enough, and answers whether it did. */
  async rest(): Promise<boolean> {
    if (performance.now() < this.#end) return false;
    await setImmediate();
    this.#end = performance.now() + sliceMs;
    return true;
  }
}
