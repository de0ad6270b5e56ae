/** What the rest of the window may ask of the notes on screen: session.ts. */
import type { Extension } from '@codemirror/state';
import type { Facet, NoteEncoding, NotePath } from '../../notes/api.ts';
import type { TextChange } from '../../notes/text/header-edit.ts';
import type { Word } from '../../notes/text/match.ts';
import type { Step } from '../editor/found.ts';
import type { EditorCommand } from '../editor/keys.ts';
import type { LinkedStep } from '../editor/linked-steps.ts';
import type { Side } from '../store.ts';
import type { BothTexts } from './conflict.ts';
import type { PaceTimes } from './pace.ts';
import type { EditorPlaces } from './screen.ts';

export interface Sessions {
  /**
   * Puts a note on screen, at a line or at a match of the words that are marked; the one before is flushed and keeps
   * its undo history. One that is on screen beside it stays there, and is the open note then. Fails as `read` does.
   */
  open(path: NotePath, at?: OpenAt): Promise<void>;
  /** `open`, from the disk and the journal: a text of the note that was kept since it was read is offered. Not of unsaved text. */
  openAnew(path: NotePath): Promise<void>;
  /** Puts a note beside the open one, in the place of the one there; it is the open note then. */
  openBeside(path: NotePath, at?: OpenAt): Promise<void>;
  /** Flushes a note on screen, or the open one, and takes it off; one beside it stays. */
  close(path?: NotePath): Promise<void>;
  /** Takes the note beside the open one off the screen. */
  closeBeside(): Promise<void>;
  /** What this side shows is the open note now: it has the focus. */
  activate(side: Side): void;
  /** Saves what is unsaved of this note, or of all notes; `true`: nothing is left. Waits at most 10 s. */
  flush(path?: NotePath): Promise<boolean>;
  /** Notes whose text is not in their files. */
  unsaved(): NotePath[];
  /** A note was renamed by Gleaner itself. */
  moved(from: NotePath, to: NotePath): void;
  /** Puts the cursor at the start of this 1-based line, scrolls it near the top and focuses the editor. */
  goToLine(line: number): void;
  /** Puts the cursor at a match of the marked words, without taking the focus. `false`: there is none that way. */
  goToMatch(step: Step): boolean;
  /** Marks these words in the open note and in those that are opened later. */
  mark(words: readonly Word[]): void;
  /** Takes the marks away; `false`: there were none. */
  unmark(): boolean;
  /** Puts the focus into the open note's text, or into that of another note on screen. */
  focus(path?: NotePath): void;
  /**
   * Changes the open note's text, or that on a side, in one undo step; its facts follow at once. What it answers takes
   * the step back where it is still the last one; `false`: it is not, and nothing was done.
   */
  edit(changes: TextChange[], more?: EditOptions): () => boolean;
  /** Out of a conflict: see ConflictWays. */
  keepBoth(): Promise<void>;
  keepMine(): Promise<void>;
  keepTheirs(): Promise<void>;
  /** Saves the open note in another encoding. `false`: it was not saved; fails where the encoding lacks characters. */
  convert(encoding: NoteEncoding): Promise<boolean>;
  /** Reads the open note anew, in this encoding; what was typed is saved first. Fails as `readAs` does. */
  readAs(encoding: NoteEncoding): Promise<void>;
  /** Both texts of the open note's conflict: see ConflictWays. `null`: no note is open. */
  bothTexts(): Promise<BothTexts | null>;
  resolve(texts: BothTexts, text: string): Promise<void>;
  /** What the open note was when unsaved text was put back; `null`: none was. */
  recoveredOver(): string | null;
  /** After `gone`: writes the file again. After `failed`: tries again. */
  saveAgain(): Promise<void>;
  /** The person has read that text was put back, or where a text was kept. */
  dismissNews(): void;
  isComposing(): boolean;
  run(command: EditorCommand): void;
  /** The text of the open note, or of the one on a side; `null` when there is none. */
  text(side?: Side): string | null;
  /** The beginning of that text, with all of its header. */
  header(side?: Side): string;
  /** The text of a note that is on screen; `null`: it is not. */
  textOf(path: NotePath): string | null;
  /** Opens or folds the open note's header in the text. */
  setHeaderOpen(isOpen: boolean): void;
  /** Every tag of the notebook. */
  knownTags(): Promise<Facet[]>;
  /** Makes the editor of a side; the returned function takes it away. */
  attach(places: EditorPlaces, side?: Side): () => void;
}

export interface EditOptions {
  side?: Side;
  /** Heard of when the step is undone and done again. */
  step?: LinkedStep;
}

export type OpenAt = { line: number } | { match: Step };

export interface SessionOptions {
  /** Opens an article: a link that was Mod-clicked, or is under the cursor when its key is pressed. */
  openSource?: (url: string) => void;
  /** The text is about to be shown at a place or take the focus: what covers it must go. `isOpening`: another note is opened. */
  uncover?: (isOpening: boolean) => void;
  /** What else the text of a note is edited with; `path` answers where the note is by now. */
  extras?: (path: () => NotePath) => Extension;
  times?: PaceTimes;
}
