/** The templates of a notebook: Markdown files in its `.gleaner/templates/`, which people write and Gleaner only reads. */
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { NotesError, type TemplateName } from '../api.ts';
import { decode } from './bytes.ts';
import { isMissing, systemCode, toNotesError } from './errors.ts';
import { isNoteName } from './paths.ts';
import { contentOf } from './read.ts';

export const templatesFolder = '.gleaner/templates';

/** Bytes; a template is a page or two. */
const largest = 1024 * 1024;
const mostTemplates = 500;

/** Their names without the ending, in order; none where there is no such folder, or where it leads elsewhere. */
export function templatesIn(root: string): TemplateName[] {
  try {
    return fileNames(root)
      .map((name) => ({ name: name.replace(/\.(?:md|markdown)$/iu, '') }))
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(0, mostTemplates);
  } catch (error) {
    if (isMissing(error) || ['ENOTDIR', 'EACCES', 'EPERM'].includes(systemCode(error))) return [];
    throw toNotesError(error, `look into ${templatesFolder}`);
  }
}

/** The text of one that `templatesIn` names, with line ends `\n`. `not-found`, `too-large`, `denied`. */
export function templateText(root: string, name: string): string {
  const missing = () => new NotesError('not-found', `There is no template ${name} in ${templatesFolder}.`);
  try {
    // By the names that are there: what is asked for is never a path.
    const file = fileNames(root).find((one) => one.replace(/\.(?:md|markdown)$/iu, '') === name);
    if (file === undefined) throw missing();
    const { bytes } = contentOf(join(folderIn(root), file), largest);
    if (bytes === null) throw new NotesError('too-large', `The template ${name} is larger than 1 MB.`);
    const { text, readOnly } = decode(bytes);
    if (readOnly !== null)
      throw new NotesError('denied', `The template ${name} is no text that Gleaner can read.`);
    return text;
  } catch (error) {
    if (isMissing(error)) throw missing();
    throw toNotesError(error, `read the template ${name}`);
  }
}

function folderIn(root: string): string {
  return join(root, ...templatesFolder.split('/'));
}

/** Ordinary files only, in a folder that is where it seems to be: a link could lead anywhere. */
function fileNames(root: string): string[] {
  const folder = folderIn(root);
  if (realpathSync.native(folder) !== folder) return [];
  return readdirSync(folder).filter(
    (name) => isNoteName(name) && lstatSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true,
  );
}
