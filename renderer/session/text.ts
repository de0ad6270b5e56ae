/** One note's text with its undo history, on screen or not. */
import { isolateHistory } from '@codemirror/commands';
import { Compartment, type EditorState, Transaction, type TransactionSpec } from '@codemirror/state';
import { changesBetween } from '../../notes/text/merge.ts';

/** The part of an EditorView that a session needs. */
export interface Screen {
  readonly state: EditorState;
  readonly composing: boolean;
  dispatch(spec: TransactionSpec): void;
}

/** Holds whether a state's text may be edited. */
export const editing = new Compartment();

const composingPollMs = 50;

export class ShownText {
  readonly #onApplied: (transactions: readonly Transaction[]) => void;
  /** The last state off screen; on screen the screen has it. */
  #state: EditorState;
  #screen: Screen | null = null;

  /** `onApplied` hears of what is applied off screen; the screen tells by itself. */
  constructor(state: EditorState, onApplied: (transactions: readonly Transaction[]) => void) {
    this.#state = state;
    this.#onApplied = onApplied;
  }

  get state(): EditorState {
    return this.#screen?.state ?? this.#state;
  }

  show(screen: Screen): void {
    this.#screen = screen;
  }

  hide(): void {
    this.#state = this.state;
    this.#screen = null;
  }

  dispatch(spec: TransactionSpec): void {
    if (this.#screen !== null) {
      this.#screen.dispatch(spec);
      return;
    }
    const transaction = this.#state.update(spec);
    this.#state = transaction.state;
    this.#onApplied([transaction]);
  }

  /** Becomes `text` by the smallest change; cursor, scroll position and undo history are mapped through it. */
  takeFromDisk(text: string): void {
    this.dispatch({
      changes: changesBetween(this.state.doc.toString(), text),
      annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
    });
  }

  /** Becomes the text of an earlier run, in one step that can be undone. */
  recover(text: string): void {
    this.dispatch({
      changes: changesBetween(this.state.doc.toString(), text),
      userEvent: 'recover',
      annotations: isolateHistory.of('full'),
    });
  }

  /** Resolves when no IME composes: until then the text is not what the person means, and must not change. */
  async composed(): Promise<void> {
    while (this.#screen?.composing === true) await new Promise((done) => setTimeout(done, composingPollMs));
  }
}

/** Whether a transaction changed the text, and not because the disk had changed. */
export function isFromHere(transaction: Transaction): boolean {
  return transaction.docChanged && transaction.annotation(Transaction.remote) !== true;
}
