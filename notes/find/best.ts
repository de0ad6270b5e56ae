/** The best few of very many candidates. */

export interface Candidate {
  /** The note's id in the catalog. */
  note: number;
  /** 1-based line of a heading or source; 0: the note itself. */
  line: number;
  kind: number;
  mark: number;
}

/** A heap with the worst of the best on top. */
export class Best {
  readonly #limit: number;
  readonly #heap: Candidate[] = [];
  /** Only a higher mark than this is still of interest. */
  least = -Infinity;

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(mark: number, note: number, line: number, kind: number): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push({ note, line, kind, mark });
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!this.#swapIfWorse(at, parent)) break;
        at = parent;
      }
    } else if (mark > this.least) {
      heap[0] = { note, line, kind, mark };
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const child = (heap[left + 1]?.mark ?? Infinity) < (heap[left]?.mark ?? Infinity) ? left + 1 : left;
        if (!this.#swapIfWorse(child, at)) break;
        at = child;
      }
    }
    if (heap.length === this.#limit) this.least = heap[0]?.mark ?? -Infinity;
  }

  /** Best first; equal ones in the order of the catalog. */
  inOrder(): Candidate[] {
    return this.#heap.toSorted((a, b) => b.mark - a.mark || a.note - b.note || a.line - b.line);
  }

  #swapIfWorse(child: number, parent: number): boolean {
    const [a, b] = [this.#heap[child], this.#heap[parent]];
    if (a === undefined || b === undefined || a.mark >= b.mark) return false;
    this.#heap[child] = b;
    this.#heap[parent] = a;
    return true;
  }
}
