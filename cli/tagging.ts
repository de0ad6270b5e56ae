/** `gleaner tag add` and `gleaner tag remove`. */
import { resolve } from 'node:path';
import { type Notebook, NotesError, type NotePath, type NoteText } from '../notes/api.ts';
import { openNotebook } from '../notes/notebook.ts';
import { addTag, applyChanges, removeTag } from '../notes/text/header-edit.ts';
import { findNote } from './note-path.ts';
import { oneLine } from './report.ts';

type Verb = 'add' | 'remove';

/**
 * Adds or removes `name` in the header of every note of `paths`, leaving every other byte alone. A note that
 * can't be changed does not stop the others; the error names all of those.
 */
export async function changeTags(verb: Verb, folder: string, name: string, paths: string[]): Promise<void> {
  const tag = name.trim().replace(/^#/, '').trim();
  if (tag === '' || /\p{Cc}/u.test(tag)) {
    throw new NotesError('bad-argument', 'A tag is a word or a few on one line; this one is not.');
  }
  const root = resolve(folder);
  const notebook = await openNotebook(root, { watch: false });
  const failures: string[] = [];
  try {
    for (const named of paths) {
      try {
        const { path, note } = await findNote(root, named, (path) => notebook.read({ path }));
        const done = await changeTag(notebook, verb, tag, path, note);
        process.stdout.write(`${oneLine(`${path}: ${done}`)}\n`);
      } catch (error) {
        if (!(error instanceof NotesError)) throw error;
        failures.push(error.message);
      }
    }
  } finally {
    await notebook.close();
  }
  if (failures.length > 0) throw new NotesError('bad-argument', failures.join(' '));
}

/** Answers what was done, for a person. */
async function changeTag(
  notebook: Notebook,
  verb: Verb,
  tag: string,
  path: NotePath,
  note: NoteText,
): Promise<string> {
  if (note.readOnly) {
    const why = {
      'not-utf8': 'is in an encoding that is not known for certain',
      'too-large': 'is too large',
      binary: 'is not text',
    }[note.readOnly];
    throw new NotesError('read-only', `${path} ${why}, so Gleaner leaves it as it is.`);
  }
  // A save forgets the text that was typed before a crash: that is for its writer to decide.
  if (note.unsaved) {
    throw new NotesError(
      'busy',
      `${path} has text that was never saved. Open it in Gleaner first, then run this again.`,
    );
  }
  const edit = verb === 'add' ? addTag(note.text, tag) : removeTag(note.text, tag);
  if (edit.kind === 'refused') {
    throw new NotesError('bad-argument', `${path}, line ${edit.problem.line}: ${edit.problem.message}`);
  }
  if (edit.kind === 'unchanged') return verb === 'add' ? `has ${tag} already` : `does not have ${tag}`;
  const text = applyChanges(note.text, edit.changes);
  const saved = await notebook.save({ path, base: note.version, text, isMeant: true });
  if (saved.kind === 'unmappable') {
    throw new NotesError(
      'bad-argument',
      `${path} is in ${saved.encoding}, which has no ${saved.characters.join(' ')}. Convert it to UTF-8 first.`,
    );
  }
  if (saved.kind !== 'saved') {
    throw new NotesError('busy', `${path} was changed by another program just now. Run the command again.`);
  }
  return verb === 'add' ? `${tag} added` : `${tag} removed`;
}
