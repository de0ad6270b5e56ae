/** Holds back a save that looks like an accident: most of the note gone, and nobody deleted it (safety D-08). */
import { type Text, Transaction } from '@codemirror/state';
import { type NotePath, NotesError } from '../../notes/api.ts';
import { leastPart } from '../../notes/text/sizes.ts';

/** A save was held back because it looks like an accident; `NoteSession.saveAgain` sends it all the same. */
export class ShrunkError extends NotesError {
  constructor(path: NotePath) {
    super('shrunk', `Most of ${path} would be gone, and nobody deleted it here.`);
  }
}

export class ShrinkGuard {
  #isMeant = false;

  get isMeant(): boolean {
    return this.#isMeant;
  }

  /** A person wants the text as it is, however short. */
  allow(): void {
    this.#isMeant = true;
  }

  /** Whether a key or command of the person took text away. */
  look(transactions: readonly Transaction[]): void {
    if (transactions.some(deletedByPerson)) this.allow();
  }

  /**
   * Throws ShrunkError, or lets the save go: what was meant counts for this one only. When it does not reach the disk,
   * call the answered function, so that it counts for the next.
   */
  pass(path: NotePath, before: Text | null, after: Text): () => void {
    const length = before?.length ?? 0;
    if (!this.#isMeant && length > 0 && after.length < length * leastPart) throw new ShrunkError(path);
    const wasMeant = this.#isMeant;
    this.#isMeant = false;
    return () => {
      this.#isMeant ||= wasMeant;
    };
  }
}

function deletedByPerson(transaction: Transaction): boolean {
  if (transaction.annotation(Transaction.userEvent) === undefined) return false;
  let deletes = false;
  transaction.changes.iterChanges((fromA, toA) => (deletes ||= toA > fromA));
  return deletes;
}
