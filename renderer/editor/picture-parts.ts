/** What the pictures in a note's text need from the rest of the window. */
import { Facet } from '@codemirror/state';
import type { AddedFile, NotePath, Results } from '../../notes/api.ts';

export type StoredFile = Extract<AddedFile, { kind: 'stored' }>;

export interface PictureParts {
  openPath(): NotePath | undefined;
  facts(path: NotePath, targets: string[]): Promise<Results['fileFacts']>;
  /** A file of the notebook; `null`: it can't be shown. */
  file(path: NotePath, target: string): Promise<Blob | null>;
  /** A picture of the web, which a person has allowed. */
  web(url: string): Promise<Blob | null>;
  /** Whether pictures of the web may be loaded for this note. */
  isAllowed(path: NotePath): boolean;
  allow(path: NotePath): void;
  /** Calls `listener` whenever another note's pictures are allowed, until the returned function is called. */
  whenAllowed(listener: () => void): () => void;
  /** Stores a file; `progress`: bytes so far. `null`: it was cancelled. */
  add(
    path: NotePath,
    file: File,
    progress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<StoredFile | null>;
  /** Opens a file of the notebook that is no note. */
  open(target: string): void;
  /** Says that something happened, or that a file could not be added. */
  say(text: string): void;
  sayFailed(name: string, error: unknown): void;
}

/** Without it, pictures stay text. */
export const pictureParts = Facet.define<PictureParts, PictureParts | null>({
  combine: ([first]) => first ?? null,
});
