/** The best few of very many candidates. */

export interface Candidate {
  /** The note's id in the catalog. */
  note: number;
  /** 1-based line of a heading or source; 0: the note itself. */
  line: number;
  kind: number;
  mark: number;
  /** The how manieth offer it was. */
  offer: number;
}

/** A heap with the worst of the best on top. Of two equal ones the one that was offered first is better. */
export class Best {
  readonly #limit: number;
  readonly #heap: Candidate[] = [];
  #offers = 0;
  /** Only a higher mark than this is still of interest. */
  least = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(mark: number, note: number, line: number, kind: number): void {
    const heap = this.#heap;
    const candidate = { note, line, kind, mark, offer: this.#offers++ };
    if (heap.length < this.#limit) {
      heap.push(candidate);
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!this.#swapIfWorse(at, parent)) break;
        at = parent;
      }
    } else if (mark > this.least) {
      heap[0] = candidate;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const child = isWorse(heap[left + 1], heap[left]) ? left + 1 : left;
        if (!this.#swapIfWorse(child, at)) break;
        at = child;
      }
    }
    if (heap.length === this.#limit) this.least = heap[0]?.mark ?? -Infinity;
  }

  /** Best first. */
  inOrder(): Candidate[] {
    return this.#heap.toSorted((a, b) => b.mark - a.mark || a.offer - b.offer);
  }

  #swapIfWorse(child: number, parent: number): boolean {
    const [a, b] = [this.#heap[child], this.#heap[parent]];
    if (a === undefined || b === undefined || !isWorse(a, b)) return false;
    this.#heap[child] = b;
    this.#heap[parent] = a;
    return true;
  }
}

function isWorse(one: Candidate | undefined, other: Candidate | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.mark < other.mark || (one.mark === other.mark && one.offer > other.offer);
}
