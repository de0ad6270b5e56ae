import { type NoteEncoding, type NotePath, NotesError } from '../../notes/api.ts';

/** A save was refused because the file's encoding has no such characters. The text is kept; a person decides. */
export class UnmappableError extends NotesError {
  readonly encoding: NoteEncoding;
  readonly characters: readonly string[];

  constructor(path: NotePath, encoding: NoteEncoding, characters: readonly string[]) {
    super('bad-argument', `${path} is in ${encoding}, which has no ${characters.join(' ')}.`);
    this.encoding = encoding;
    this.characters = characters;
  }

  /** The first of them, for a person; those that can't be seen by their number. */
  get shown(): string {
    const few = this.characters
      .slice(0, 5)
      .map((one) =>
        /[\p{C}\p{Z}\p{M}]/u.test(one)
          ? `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
          : one,
      );
    return few.join(' ') + (this.characters.length > few.length ? ' …' : '');
  }
}
