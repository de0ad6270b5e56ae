/** Saves a text where the person says: when its own place takes nothing, any other may. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { writeOwnFile } from '../notes/files/durable.ts';
import { toNotesError } from '../notes/files/errors.ts';

/** The file that it is in; `null`: the person cancelled. `name` is only what the dialog begins with. */
export async function saveCopy(
  window: BrowserWindow | null,
  name: string,
  text: string,
): Promise<string | null> {
  const plain = name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '-');
  // Not the notebook: if that could take it, nobody would ask.
  const options = { defaultPath: join(homedir(), plain) };
  const { canceled, filePath } =
    window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (canceled || filePath === '') return null;
  try {
    await writeOwnFile(filePath, Buffer.from(text));
  } catch (error) {
    throw toNotesError(error, `save a copy as ${filePath}`);
  }
  return filePath;
}
