/** What happened to a note without the person doing it, until they have read it. */
import type { NotePath } from '../../notes/api.ts';

export class Happened {
  /** Text of an earlier run was put back. */
  recovered = false;
  /** What the note was when that was put back; `null`: nothing was. */
  recoveredOver: string | null = null;
  /** Where the other side of a conflict was kept. */
  keptAs: NotePath | null = null;
  /** Whether a save had to write in place; `read`: the person knows, and need not hear of the next one. */
  inPlace: 'no' | 'told' | 'read' = 'no';

  writtenInPlace(): void {
    if (this.inPlace === 'no') this.inPlace = 'told';
  }

  /** The person has read it. */
  dismiss(): void {
    this.recovered = false;
    this.recoveredOver = null;
    this.keptAs = null;
    if (this.inPlace === 'told') this.inPlace = 'read';
  }
}
